import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { roomy, webServer, type WebServer } from '../web/server.ts';
import { startBrowser } from './browser.ts';
import { visit } from './visit.ts';

/** The site of a centre: another origin, with a style of its own that must not reach into the widget. */
const hostStyle = 'button { min-height: 2px; font-size: 3px !important; display: none } p { color: red !important }';

let browser: Browser;
let server: WebServer;
let site: Server;
let siteUrl: string;

beforeAll(async () => {
  site = createServer((_request, response) => {
    const page = `<!doctype html><html lang="ja"><title>見本</title><style>${hostStyle}</style><script src="${server.url}/widget.js" async></script><script src="${server.url}/widget.js" async></script><michishirube-chat open centre="見本センター"></michishirube-chat></html>`;
    response.setHeader('content-type', 'text/html; charset=utf-8').end(page);
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  siteUrl = `http://127.0.0.1:${String((site.address() as AddressInfo).port)}`;
  browser = await startBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  site.closeAllConnections();
  site.close();
});

it('works on a known site, untouched by its style', async () => {
  server = await webServer({ limits: roomy, knownOrigins: [siteUrl] });
  const at = await visit(browser, siteUrl);
  await at.button('返済がきつい').click();
  await at.page.getByText('見本県中小企業活性化協議会').waitFor();
  const look = await at.page.locator('.own').evaluate((bubble) => [getComputedStyle(bubble).color, getComputedStyle(bubble).fontSize]);
  expect(look).toEqual(['rgb(43, 41, 37)', '16px']);
  expect(at.errors).toEqual([]);
  await at.context.close();
  await server.close();
});

it('says on an unknown site that it cannot connect, and opens no conversation', async () => {
  server = await webServer({ limits: roomy });
  const at = await visit(browser, siteUrl);
  await at.button('もう一度試す').waitFor();
  const simple = await at.page.evaluate(
    (url) => fetch(`${url}/api/conversations`, { method: 'POST', mode: 'no-cors' }).then(() => 'sent'),
    server.url,
  );
  expect(simple).toBe('sent');
  expect(server.core.taken()).toBe(0);
  await at.context.close();
  await server.close();
});
