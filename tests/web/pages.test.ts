import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoPage } from '../../adapters/web/pages.ts';
import { problems } from '../../adapters/web/problems.ts';
import { ask } from './http.ts';
import { demo, webServer, type WebServer } from './server.ts';

let server: WebServer;
beforeAll(async () => {
  server = await webServer();
});
afterAll(() => server.close());

it('serves the widget so that other sites can load it', async () => {
  const { status, type, headers, body } = await ask(`${server.url}/widget.js`);
  expect(status).toBe(200);
  expect(type).toMatch(/^text\/javascript/);
  expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  expect(headers.get('access-control-allow-origin')).toBe('*');
  expect(headers.get('content-encoding')).toBe('gzip');
  expect(body).toBe(readFileSync('dist/widget.js', 'utf8'));
  const etag = headers.get('etag') ?? '';
  expect((await ask(`${server.url}/widget.js`, { headers: { 'if-none-match': etag } })).status).toBe(304);
});

it('keeps the widget within 60 kB gzipped', () => {
  expect(gzipSync(readFileSync('dist/widget.js'), { level: 9 }).length).toBeLessThan(60_000);
});

it('shows the demo page with the widget and only what was passed in', async () => {
  const { status, headers, body } = await ask(`${server.url}/`);
  expect(status).toBe(200);
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(body).toContain('<michishirube-chat');
  expect(body).toContain(`<title>${demo.name}</title>`);
  expect(body).toContain('href="tel:0000000000"');
  expect(body).not.toMatch(/\{\{|<!--/);
});

it('has no number, no hours and no rehearsal of its own', () => {
  const page = demoPage(readFileSync('adapters/web/demo/index.html', 'utf8'), { name: '<b>"見本"' });
  expect(page).toContain('&lt;b&gt;&quot;見本&quot;');
  expect(page).not.toMatch(/tel:|リハーサル|\d{2,4}-\d{2,4}-\d{3,4}/);
});

it('says every problem in Japanese, with something to do', () => {
  for (const [name, { status, title, detail }] of Object.entries(problems)) {
    expect(name).toMatch(/^[a-z_0-9]+$/);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(title).toMatch(/[ぁ-ん]/);
    expect(detail, name).toMatch(/(ください|ます)。$/);
  }
});

it('lists every problem in the README', () => {
  const listed = readFileSync('adapters/web/README.md', 'utf8')
    .split('\n')
    .filter((line) => /^\| `[a-z_0-9]+` \| \d{3} \|/.test(line));
  expect(listed).toEqual(Object.entries(problems).map(([name, { status, title }]) => `| \`${name}\` | ${String(status)} | ${title} |`));
});
