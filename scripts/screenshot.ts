/** Takes docs/screenshot.png of the demo page in a conversation: `npm run screenshot`. Starts the real program. */
import { join } from 'node:path';
import { startBrowser } from '../tests/e2e/browser.ts';
import { dataFolder, startProgram } from '../tests/e2e/program.ts';
import { desktop, phone, visit } from '../tests/e2e/visit.ts';

const docs = join(import.meta.dirname, '../docs');
const folder = dataFolder();
const program = await startProgram(folder.path);
const browser = await startBrowser();

const wide = await visit(browser, program.url, desktop);
await wide.button('返済がきつい').waitFor();
await wide.say('神戸で居酒屋をやってます。コロナ融資の返済が始まって、もうきついです');
await wide.page.getByRole('heading', { name: /405事業/ }).waitFor();
await wide.page.waitForTimeout(500);
await wide.page.screenshot({ path: join(docs, 'screenshot.png') });

const narrow = await visit(browser, program.url, { ...phone, deviceScaleFactor: 2 });
await narrow.page.getByRole('button', { name: '相談する' }).first().click();
await narrow.button('返済がきつい').waitFor();
await narrow.say('長崎の工務店です。売上が落ちてきて不安');
await narrow.page.waitForTimeout(800);
await narrow.page.screenshot({ path: join(docs, 'phone.png') });

await browser.close();
await program.stop();
folder.remove();
