import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Reply } from '../../src/channel.ts';
import { startBrowser } from './browser.ts';
import { dataFolder, startProgram, type Program } from './program.ts';
import { phone, visit } from './visit.ts';

const folder = dataFolder();
let browser: Browser;
let program: Program;

beforeAll(async () => {
  [browser, program] = await Promise.all([startBrowser(), startProgram(folder.path)]);
}, 60_000);
afterAll(async () => {
  await browser.close();
  await program.stop();
  folder.remove();
});

interface Opened extends Reply {
  conversation: string;
  token: string;
}
const post = async (path: string, body: object, token?: string): Promise<Response> =>
  fetch(`${program.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(body),
  });

describe('the program as it is started', () => {
  it('talks the main case through on the page: an izakaya in Kobe whose loan weighs', async () => {
    const at = await visit(browser, program.url, phone);
    await at.page.getByRole('button', { name: '相談する' }).first().click();
    await at.button('返済がきつい').waitFor();
    await at.say('神戸で居酒屋をやってます。コロナ融資の返済が始まって、もうきついです');
    await at.page.getByRole('heading', { name: /405事業/ }).waitFor();
    await at.page.locator('a[href="tel:0783035856"]').waitFor();
    expect(await at.page.locator('a[href="tel:0783035856"]').innerText()).toContain('078-303-5856');
    expect(at.errors).toEqual([]);
    await at.context.close();
  });

  it('goes on after a restart, and answers a repeated message as before', async () => {
    const opened = (await (await post('/api/conversations', {})).json()) as Opened;
    const path = `/api/conversations/${opened.conversation}/messages`;
    const first: unknown = await (await post(path, { id: 'm1', text: '返済がきついです' }, opened.token)).json();
    expect(first).toMatchObject({ route: '405', question: 'prefecture' });
    await program.kill();
    program = await startProgram(folder.path);
    expect(await (await post(path, { id: 'm1', text: '返済がきついです' }, opened.token)).json()).toEqual(first);
    const second = (await (await post(path, { id: 'm2', text: '京都です' }, opened.token)).json()) as Reply;
    expect(JSON.stringify(second.messages)).toContain('075-353-7331');
  });

  it('is ready, counts, and ends cleanly when asked to', async () => {
    expect(await (await fetch(`${program.url}/health/ready`)).json()).toMatchObject({ status: 'ready' });
    expect(await (await fetch(`${program.url}/metrics`)).text()).toContain('michishirube_');
    expect(await program.stop()).toBe(0);
    program = await startProgram(folder.path);
  });
});
