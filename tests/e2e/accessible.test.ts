import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { roomy, webServer, type WebServer } from '../web/server.ts';
import { startBrowser } from './browser.ts';
import { desktop, phone, visit, type Visit } from './visit.ts';

let browser: Browser;
let server: WebServer;
beforeAll(async () => {
  browser = await startBrowser();
  server = await webServer({ limits: roomy });
}, 60_000);
afterAll(async () => {
  await browser.close();
  await server.close();
});

async function violations(at: Visit): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page: at.page }).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`));
}

const looks: [string, BrowserContextOptions][] = [
  ['desktop', desktop],
  ['phone', phone],
  ['phone, dark', { ...phone, colorScheme: 'dark' }],
];

it.each(looks)('axe finds nothing on a %s', async (_name, look) => {
  const at = await visit(browser, server.url, look);
  await at.page.getByText('ご相談の流れ').waitFor();
  if (look !== desktop) {
    expect(await violations(at)).toEqual([]);
    await at.button('相談する').tap();
  }
  await at.button('返済がきつい').waitFor();
  await at.say('返済がきついです');
  await at.button('変えてもらいたい').click();
  await at.page.getByText('くわしく').click();
  expect(await violations(at)).toEqual([]);
  await at.say('もう死にたい');
  await at.button('相談を続ける').waitFor();
  await at.say('こんにちは');
  await at.button('利益が残らない').click();
  expect(await violations(at)).toEqual([]);
  await at.context.setOffline(true);
  await at.button('これで答える').click();
  await at.button('もう一度送る').waitFor();
  await at.button('この会話を消す').click();
  expect(await violations(at)).toEqual([]);
  await at.context.close();
});

it('can be used with the keyboard alone', async () => {
  const at = await visit(browser, server.url, phone);
  await at.button('相談する').focus();
  await at.page.keyboard.press('Enter');
  await at.button('返済がきつい').waitFor();
  const reached: string[] = [];
  for (let i = 0; i < 14; i += 1) {
    await at.page.keyboard.press('Tab');
    reached.push(await at.page.evaluate(() => (document.activeElement?.shadowRoot?.activeElement?.textContent ?? '').trim()));
  }
  expect(reached).toContain('返済がきつい');
  expect(reached).toContain('この会話を消す');
  expect(reached, 'a modal keeps the focus inside').not.toContain('00-0000-0000');
  await at.page.keyboard.press('Escape');
  await expect.poll(() => at.page.getByRole('dialog').count()).toBe(0);
  await at.context.close();
});
