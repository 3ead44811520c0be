/** The 相談シート over HTTP: who may make one, who may read one, what is sent with it, what is kept of its key. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { qrCode } from '../../adapters/web/qr.ts';
import { sheetPage } from '../../adapters/web/sheet_page.ts';
import { problemType } from '../../adapters/web/problems.ts';
import { loadKnowledge } from '../../knowledge/index.ts';
import type { Message } from '../../src/channel.ts';
import { sheetModel } from '../../src/conversation/sheet.ts';
import { newConversation } from '../../src/conversation/state.ts';
import { ask, send } from './http.ts';
import { sheetOf, sheetServer, tapped, type SheetServer } from './sheet_server.ts';
import { webServer } from './server.ts';

let server: SheetServer;
beforeAll(async () => {
  server = await sheetServer();
});
afterAll(() => server.close());

const heavy = ['needs_terms_change:yes', 'prefecture:unknown'];
const keyOf = (url: string): string => url.slice(url.lastIndexOf('/') + 1);

describe('making a sheet', () => {
  it('gives an address of at least 128 random bits that opens for 7 days', async () => {
    const to = await tapped(server.url, heavy);
    const [one, two] = [await sheetOf(server.url, to), await sheetOf(server.url, to)];
    expect(one.url).toMatch(new RegExp(`^${server.url}/sheet/[\\w-]{32}$`));
    expect(one.url).not.toBe(two.url);
    const days = (Date.parse(one.expires) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(6.99);
    expect(days).toBeLessThanOrEqual(7);
  });

  it('is refused without the token, with another, and for a conversation of another', async () => {
    const [mine, other] = [await tapped(server.url, []), await tapped(server.url, heavy)];
    const post = (conversation: string, token?: string): ReturnType<typeof ask> =>
      ask(`${server.url}/api/conversations/${conversation}/sheet`, {
        method: 'POST',
        headers: token ? { authorization: `Bearer ${token}` } : {},
      });
    expect((await post(mine.conversation)).body).toMatchObject({ type: problemType('token_missing') });
    expect((await post(mine.conversation, `${mine.token.slice(1)}x`)).body).toMatchObject({ type: problemType('token_wrong') });
    expect((await post(other.conversation, mine.token)).body).toMatchObject({ type: problemType('conversation_unknown') });
  });

  it('names the address people know the server by, when it is set', async () => {
    const behind = await sheetServer('https://chat.example.jp/');
    expect((await sheetOf(behind.url, await tapped(behind.url, []))).url).toMatch(/^https:\/\/chat\.example\.jp\/sheet\/[\w-]{32}$/);
    await behind.close();
  });

  it('has no route where the core has no sheets', async () => {
    const plain = await webServer();
    const to = await tapped(plain.url, []);
    expect((await ask(`${plain.url}/api/conversations/${to.conversation}/sheet`, { method: 'POST' })).status).toBe(404);
    await plain.close();
  });
});

describe('a link in the conversation', () => {
  const linkIn = (body: unknown): string =>
    (body as { messages: Message[] }).messages.find((message) => message.kind === 'link')?.url ?? '';

  it('is the address the request came to, the same when the message is sent again, and leaves no second key', async () => {
    const to = await tapped(server.url, heavy);
    const first = await send(server.url, to, { id: 'page', choice: 'action:sheet' });
    const link = linkIn(first.body);
    expect(link).toMatch(new RegExp(`^${server.url}/sheet/[\\w-]{32}$`));
    expect((await send(server.url, to, { id: 'page', choice: 'action:sheet' })).body).toEqual(first.body);
    expect((await ask(link)).body).toContain('相談シート');
  });

  it('is the address people know the server by, when it is set', async () => {
    const behind = await sheetServer('https://chat.example.jp/base/');
    const { body } = await send(behind.url, await tapped(behind.url, heavy), { id: 'page', choice: 'action:sheet' });
    expect(linkIn(body)).toMatch(/^https:\/\/chat\.example\.jp\/base\/sheet\/[\w-]{32}$/);
    await behind.close();
  });

  it('and the route share one allowance', async () => {
    const to = await tapped(server.url, heavy);
    for (let made = 0; made < 5; made++) await sheetOf(server.url, to);
    expect(linkIn((await send(server.url, to, { id: 'sixth', choice: 'action:sheet' })).body)).not.toBe('');
    const seventh = await send(server.url, to, { id: 'seventh', choice: 'action:sheet' });
    expect(linkIn(seventh.body)).toBe('');
    expect(JSON.stringify(seventh.body)).toContain('そのままお使いください');
    await expect(sheetOf(server.url, to)).rejects.toThrow(/429.*too_many_sheets/);
    server.later(3_600_001);
    expect((await sheetOf(server.url, to)).url).not.toBe('');
  });

  it('leads nowhere at once when the person erases in the conversation', async () => {
    const to = await tapped(server.url, heavy);
    const link = linkIn((await send(server.url, to, { id: 'page', choice: 'action:sheet' })).body);
    await send(server.url, to, { id: 'ask', choice: 'action:erase' });
    expect((await ask(link)).status).toBe(200);
    await send(server.url, to, { id: 'sure', choice: 'action:erase' });
    expect((await ask(link)).status).toBe(404);
  });
});

describe('reading a sheet', () => {
  it('shows the conversation as it stands', async () => {
    const to = await tapped(server.url, ['needs_terms_change:yes']);
    const { url } = await sheetOf(server.url, to);
    expect((await ask(url)).body).toContain('経営改善計画策定支援（通常枠）');
    await send(server.url, to, { id: 'later', choice: 'action:change_needs_terms_change' });
    await send(server.url, to, { id: 'later2', choice: 'needs_terms_change:no' });
    await send(server.url, to, { id: 'later3', choice: 'trouble:sales_down' });
    const { body } = await ask(url);
    expect(body).toContain('早期経営改善計画策定支援');
    expect(body).toContain('売上が減っている');
    expect(body).not.toContain('（通常枠）のことで');
  });

  it('sends no referrer, is not indexed or kept, and lets nothing be loaded or run', async () => {
    const { url } = await sheetOf(server.url, await tapped(server.url, heavy));
    const { status, type, headers, body } = await ask(url);
    expect(status).toBe(200);
    expect(type).toBe('text/html; charset=utf-8');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-robots-tag')).toContain('noindex');
    expect(headers.get('cache-control')).toContain('no-store');
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[^;]+; base-uri 'none'/);
    expect(body).toContain('<meta name="robots" content="noindex, nofollow">');
    expect(body).not.toMatch(/<script|<img|<link|<iframe|style=|onload/);
  });

  it('ends with its days, with the conversation, and with a wrong key; a person gets a page, a program a problem', async () => {
    const to = await tapped(server.url, heavy);
    const { url } = await sheetOf(server.url, to);
    const wrong = url.slice(0, -1) + (url.endsWith('A') ? 'B' : 'A');
    for (const gone of [wrong, `${server.url}/sheet/short`, `${server.url}/sheet/${'a'.repeat(90)}`]) {
      expect((await ask(gone)).body).toMatchObject({ type: problemType('sheet_unknown'), status: 404 });
      const page = await ask(gone, { headers: { accept: 'text/html,application/xhtml+xml' } });
      expect(page).toMatchObject({ status: 404, type: 'text/html; charset=utf-8' });
      expect(page.body).toContain('このページは開けません');
      expect(page.body).not.toContain(keyOf(gone));
    }
    await ask(`${server.url}/api/conversations/${to.conversation}`, { method: 'DELETE', headers: { authorization: `Bearer ${to.token}` } });
    expect((await ask(url)).status).toBe(404);

    const week = await sheetOf(server.url, await tapped(server.url, heavy));
    server.later(7 * 86_400_000 - 60_000);
    expect((await ask(week.url)).status).toBe(200);
    server.later(60_000);
    expect((await ask(week.url)).status).toBe(404);
  });

  it('leaves no key in the log, whatever was asked', async () => {
    const { url } = await sheetOf(server.url, await tapped(server.url, heavy));
    await ask(url);
    await ask(url, { method: 'POST' });
    await ask(`${url}/more`);
    await ask(`${url}%`);
    expect(server.logged()).not.toContain(keyOf(url));
    expect(server.logged()).not.toContain('/sheet/');
  });
});

describe('the page', () => {
  it('shows every text as text', () => {
    const model = sheetModel(newConversation(), { knowledge: loadKnowledge(), day: '2026-11-21' }, '2026-11-28');
    const nasty = '"><script>alert(1)</script>&\'';
    const page = sheetPage(
      { ...model, situation: [nasty], desk: { ...model.desk, title: nasty, links: [{ label: nasty, url: 'javascript:alert(1)' }] } },
      `https://x.example/"><b>`,
    );
    expect(page).not.toContain('<script');
    expect(page).not.toContain('href="javascript');
    expect(page).not.toContain('<b>');
  });

  it('draws a code for addresses of every likely length', () => {
    for (let length = 20; length <= 200; length++) {
      const sides = /viewBox="0 0 (\d+) \1"/.exec(qrCode(`https://x.jp/${'a'.repeat(length)}`, '見本'))?.[1];
      expect(Number(sides), String(length)).toBeGreaterThanOrEqual(21 + 8);
    }
  });
});
