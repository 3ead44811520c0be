/** What comes in: signature, age, retries, acknowledgement. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { messageEvent, nextTs, sign } from '../stand-ins/slack-sender.ts';
import { secret, setUp, type SetUp } from './set-up.ts';

let on: SetUp;
beforeEach(async () => void (on = await setUp()));
afterEach(() => on.close());

const seconds = (): number => Math.floor(Date.now() / 1000);

test('a signed event is stored and acknowledged', async () => {
  const { status, body } = await on.sender.message('U1', '返済がきつい');
  expect([status, body]).toEqual([200, '']);
  expect(on.core.accepted).toMatchObject([
    { channel: 'slack', person: 'U1', said: { text: '返済がきつい' }, context: { channel: 'D1', message: expect.any(String) as string } },
  ]);
});

test('url_verification is answered, and only when it is signed', async () => {
  const asked = { type: 'url_verification', token: 'unused', challenge: 'c-123' };
  expect(JSON.parse((await on.sender.json(asked)).body)).toEqual({ challenge: 'c-123' });
  expect((await on.sender.json(asked, { signature: 'v0=00' })).status).toBe(401);
});

test("Slack's check of the certificate is answered without a signature and does nothing", async () => {
  const { status } = await on.sender.form({ ssl_check: '1', token: 'x' }, { signature: 'v0=00' });
  expect([status, on.core.accepted.length]).toEqual([200, 0]);
  const forged = await on.sender.form({ ssl_check: '1', command: '/soudan', user_id: 'U1', trigger_id: 't' }, { signature: 'v0=00' });
  expect(forged.status).toBe(401);
});

test.each([
  ['of another secret', () => ({ signature: sign('other', seconds(), 'x') })],
  ['of nothing', () => ({ signature: '' })],
  ['of another version', () => ({ signature: 'v1=00' })],
  ['six minutes old', () => ({ at: seconds() - 361 })],
  ['of the future', () => ({ at: seconds() + 361 })],
])('a request %s is refused', async (_name, delivery) => {
  const { status } = await on.sender.message('U1', 'こんにちは', delivery());
  expect([status, on.core.accepted.length]).toEqual([401, 0]);
});

test('four minutes old is still taken', async () => {
  expect((await on.sender.message('U1', 'こんにちは', { at: seconds() - 240 })).status).toBe(200);
  expect(on.core.accepted.length).toBe(1);
});

test('the signature is over the bytes: another spelling of the same JSON is refused', async () => {
  const event = messageEvent('U1', '日本語');
  const signed = JSON.stringify(event);
  const spelled = JSON.stringify(event, null, 1);
  const at = seconds();
  expect((await on.sender.post(spelled, 'application/json', { at, signature: sign(secret, at, signed) })).status).toBe(401);
  expect((await on.sender.post(spelled, 'application/json', { at })).status).toBe(200);
});

test('what is signed but no request is refused politely', async () => {
  expect((await on.sender.post('{', 'application/json')).status).toBe(400);
  expect((await on.sender.post('[1]', 'application/json')).status).toBe(400);
  expect((await on.sender.post('payload=%7B', 'application/x-www-form-urlencoded')).status).toBe(400);
  expect((await on.sender.post('', 'application/json')).status).toBe(400);
  expect((await on.sender.json({ type: 'something_new' })).status).toBe(200);
  expect((await on.sender.post('x'.repeat(1024 * 1024 + 1), 'text/plain')).status).toBe(413);
  expect(on.core.accepted).toEqual([]);
});

test('other routes keep their own body parsers', async () => {
  const response = await fetch(`${on.base}/api/echo`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"a":1}' });
  expect(await response.json()).toEqual({ a: 1 });
});

test('a retry is processed: it may be the first that arrives', async () => {
  expect((await on.sender.message('U1', 'はじめて', { retry: 2 })).status).toBe(200);
  expect(on.core.accepted.length).toBe(1);
});

test('the same event three times is one turn, also when they come at once and with other events between', async () => {
  const event = { eventId: 'Ev-same', ts: nextTs() };
  await Promise.all([
    on.sender.message('U1', '一度だけ', event),
    on.sender.message('U1', '一度だけ', { ...event, retry: 1 }),
    on.sender.message('U1', '別の話'),
  ]);
  expect((await on.sender.message('U1', '一度だけ', { ...event, retry: 2 })).status).toBe(200);
  expect(on.core.accepted.map(({ said }) => said)).toEqual(expect.arrayContaining([{ text: '一度だけ' }, { text: '別の話' }]));
  expect(on.core.accepted.length).toBe(2);
});

test('events out of order keep the time they were said at', async () => {
  const [first, second] = [nextTs(), nextTs()];
  await on.sender.message('U1', '二番目', { ts: second });
  await on.sender.message('U1', '一番目', { ts: first });
  const [late, early] = on.core.accepted;
  expect(late?.at).toBe(Math.round(Number(second) * 1000));
  expect(early?.at).toBe(Math.round(Number(first) * 1000));
});

test('the acknowledgement comes after storing, and never later than Slack waits', async () => {
  on.core.delayMs = 300;
  const stored = await on.sender.message('U1', '遅い');
  expect([stored.status, on.core.accepted.length]).toEqual([200, 1]);
  expect(stored.ms).toBeGreaterThanOrEqual(290);
  on.core.delayMs = 3500;
  const late = await on.sender.message('U1', 'とても遅い', { eventId: 'Ev-late' });
  expect(late.status).toBe(503);
  expect(late.ms).toBeLessThan(3000);
  on.core.delayMs = 0;
  expect((await on.sender.message('U1', 'とても遅い', { eventId: 'Ev-late', retry: 1 })).status).toBe(200);
  await new Promise((resolve) => setTimeout(resolve, 1200));
  expect(on.core.accepted.filter(({ event }) => event === 'event:Ev-late').length).toBe(1);
});

test('what cannot be stored is not acknowledged, and the log carries no word of the person', async () => {
  on.core.fails = true;
  expect((await on.sender.message('U1', '秘密の話')).status).toBe(500);
  const command = await on.sender.command('U1', '/soudan', '秘密の話');
  expect([command.status, JSON.parse(command.body)]).toMatchObject([
    200,
    { response_type: 'ephemeral', text: expect.stringContaining('受け付けられません') as string },
  ]);
  expect(on.log.join('\n')).toContain('Error');
  expect(on.log.join('\n')).not.toContain('秘密');
});

test('bots, edits, other channels and empty messages are nobody speaking', async () => {
  const events = [
    { bot_id: 'BBOT', user: 'UBOT' },
    { bot_id: 'B2' },
    { subtype: 'message_changed' },
    { subtype: 'message_deleted' },
    { channel_type: 'channel', channel: 'C1' },
    { channel_type: 'mpim' },
    { text: '<@UBOT>' },
  ];
  for (const event of events) expect((await on.sender.message('U1', '聞こえない', { event })).status).toBe(200);
  expect(on.core.accepted).toEqual([]);
});

test("Slack's markup becomes words, files become media", async () => {
  await on.sender.message(
    'U1',
    '<@UBOT> 見て <https://example.jp/a?b=1&amp;c=2|資料> と <mailto:a@example.jp|a@example.jp> &lt;5人&gt; A&amp;B <!here>',
  );
  await on.sender.message('U1', '', { event: { subtype: 'file_share', files: [{ mimetype: 'image/png' }] } });
  await on.sender.message('U1', '', { event: { subtype: 'file_share', files: [{ mimetype: null }] } });
  expect(on.core.accepted.map(({ said }) => said)).toEqual([
    { text: '見て 資料 と a@example.jp <5人> A&B' },
    { media: 'image' },
    { media: 'file' },
  ]);
});

test('a deleted message is taken back, ours is not', async () => {
  const event = { subtype: 'message_deleted', deleted_ts: '1700000000.000100' };
  await on.sender.message('U1', '', { event: { ...event, previous_message: { user: 'U1', text: '秘密' } } });
  await on.sender.message('U1', '', { event: { ...event, previous_message: { user: 'UBOT', bot_id: 'BBOT' } } });
  expect([on.core.unsaid, on.core.accepted]).toEqual([['slack U1 1700000000.000100'], []]);
});

test('two people at once stay two', async () => {
  await Promise.all(Array.from({ length: 20 }, (_, index) => on.sender.message(`U${String(index % 2)}`, `発言${String(index)}`)));
  for (const { person, context } of on.core.accepted) expect(context?.channel).toBe(`D${person.slice(1)}`);
  expect(on.core.accepted.length).toBe(20);
});
