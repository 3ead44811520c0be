/** What goes out: pace, 429, failures, and outcomes nobody knows. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Message } from '../../src/channel.ts';
import { slackChannel } from '../../adapters/slack/index.ts';
import type { Row } from '../../adapters/slack/send.ts';
import { startSlack, tokens } from '../stand-ins/slack.ts';
import { contact } from './core.ts';
import { setUp, type SetUp } from './set-up.ts';

let on: SetUp;
beforeEach(async () => void (on = await setUp()));
afterEach(() => on.close());

const row = (messages: Message[] = [{ kind: 'text', text: 'こんにちは' }], more: Partial<Row> = {}): Row => ({
  person: 'U1',
  reply: { messages, question: null, choices: [], route: null },
  key: randomUUID(),
  context: { channel: 'D1' },
  attempts: 1,
  createdAt: Date.now(),
  ...more,
});
const signal = (): AbortSignal => AbortSignal.timeout(12_000);
const long = (parts: number): Message[] =>
  Array.from({ length: parts }, (_, index) => ({ kind: 'text', text: `${String(index)}番。${'長'.repeat(9000)}` }));
const texts = (): string[] => on.slack.posted.map(({ text }) => text.slice(0, 2));

test('a row goes to the DM of its event, or to the DM with its person, which is opened once', async () => {
  expect(await on.channel.send(row(), signal())).toEqual({ sent: true });
  expect(await on.channel.send(row(undefined, { person: 'U2', context: null }), signal())).toEqual({ sent: true });
  expect(await on.channel.send(row(undefined, { person: 'U2', context: {} }), signal())).toEqual({ sent: true });
  expect(on.slack.posted.map(({ channel }) => channel)).toEqual(['D1', 'D2', 'D2']);
  expect(on.slack.calls.filter((call) => call === 'conversations.open').length).toBe(1);
});

test('about one message a second and channel; other channels do not wait', { timeout: 15_000 }, async () => {
  const began = Date.now();
  await Promise.all([on.channel.send(row(long(3)), signal()), on.channel.send(row(undefined, { context: { channel: 'D9' } }), signal())]);
  expect(texts()).toEqual(expect.arrayContaining(['0番', '1番', '2番', 'こん']));
  const [first, second] = on.slack.posted.filter(({ channel }) => channel === 'D1');
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1000);
  expect((on.slack.posted.find(({ channel }) => channel === 'D9')?.at ?? 0) - began).toBeLessThan(900);
});

test('a reply of many messages goes on in the next try, in order', { timeout: 20_000 }, async () => {
  const wanted = row(long(6));
  let ended = await on.channel.send(wanted, signal());
  expect(ended).toMatchObject({ retry: expect.stringContaining('rest') as string });
  for (let attempts = 2; 'retry' in ended && attempts < 5; attempts++) {
    await new Promise((resolve) => setTimeout(resolve, 'retry' in ended ? (ended.afterMs ?? 0) : 0));
    ended = await on.channel.send({ ...wanted, attempts }, signal());
  }
  expect(ended).toEqual({ sent: true });
  expect(texts()).toEqual(['0番', '1番', '2番', '3番', '4番', '5番']);
});

test('Retry-After of a 429 is honoured, and what was posted is not posted again', { timeout: 15_000 }, async () => {
  on.slack.next('chat.postMessage', { delayMs: 0 }, { status: 429, retryAfter: '2' });
  const wanted = row(long(2));
  expect(await on.channel.send(wanted, signal())).toMatchObject({ retry: expect.any(String) as string, afterMs: 2000 });
  // another row of the channel must not go before that time either
  const early = await on.channel.send(row(undefined), AbortSignal.timeout(12_000));
  expect(early).toEqual({ sent: true });
  expect((on.slack.posted.at(-1)?.at ?? 0) - (on.slack.posted[0]?.at ?? 0)).toBeGreaterThanOrEqual(2000);
  expect(await on.channel.send({ ...wanted, attempts: 2 }, signal())).toEqual({ sent: true });
  expect(texts().filter((text) => text === '0番').length).toBe(1);
  expect(texts().filter((text) => text === '1番').length).toBe(1);
});

test('a longer Retry-After is not waited for inside the try', async () => {
  on.slack.next('chat.postMessage', { status: 429, retryAfter: '60' });
  expect(await on.channel.send(row(), signal())).toMatchObject({ afterMs: 60_000 });
  const began = Date.now();
  const next = await on.channel.send(row(), signal());
  expect(Date.now() - began).toBeLessThan(500);
  expect('retry' in next ? next.afterMs : 0).toBeGreaterThan(55_000);
});

test('a 429 without Retry-After, a revoked token and an unavailable service are tried again later', async () => {
  on.slack.next('chat.postMessage', { status: 429 }, { error: 'token_revoked' }, { error: 'service_unavailable' });
  expect(await on.channel.send(row(undefined, { context: { channel: 'D11' } }), signal())).toMatchObject({ afterMs: 30_000 });
  expect(await on.channel.send(row(undefined, { context: { channel: 'D12' } }), signal())).toMatchObject({
    retry: expect.stringContaining('SLACK_BOT_TOKEN') as string,
  });
  expect(await on.channel.send(row(undefined, { context: { channel: 'D13' } }), signal())).toEqual({ retry: 'Slack: service_unavailable' });
});

test("what can never be sent is dead, with Slack's reason", async () => {
  expect(await on.channel.send(row(undefined, { context: { channel: 'C1' } }), signal())).toEqual({
    dead: true,
    reason: 'Slack: channel_not_found',
  });
  expect(await on.channel.send(row(undefined, { person: 'B1', context: null }), signal())).toEqual({
    dead: true,
    reason: 'Slack: user_not_found',
  });
});

test('blocks that Slack refuses: the text is sent alone, and the operator is told', async () => {
  on.slack.next('chat.postMessage', { error: 'invalid_blocks' });
  expect(await on.channel.send(row([contact]), signal())).toEqual({ sent: true });
  expect(on.slack.posted[0]).toMatchObject({ blocks: [], text: expect.stringContaining('00-0000-0000') as string });
  expect(on.log.join()).toContain('invalid_blocks');
});

test.each([
  ['the answer was lost', { loses: true as const }],
  ['Slack was slow', { delayMs: 3600 }],
])('%s but the message is there: sent, once', { timeout: 15_000 }, async (_name, fate) => {
  on.slack.next('chat.postMessage', fate);
  const wanted = row();
  let ended = await on.channel.send(wanted, signal());
  if ('retry' in ended) ended = await on.channel.send({ ...wanted, attempts: 2 }, signal());
  expect(ended).toEqual({ sent: true });
  expect(on.slack.posted.length).toBe(1);
});

test.each([
  ['the connection was lost', { drops: true as const }],
  ['a 500', { status: 500 }],
  ['an internal error', { error: 'internal_error' }],
])('%s and the message is not there: tried again, and then there once', async (_name, fate) => {
  on.slack.next('chat.postMessage', fate);
  const wanted = row();
  expect(await on.channel.send(wanted, signal())).toMatchObject({ retry: expect.any(String) as string, afterMs: 3000 });
  expect(await on.channel.send({ ...wanted, attempts: 2 }, signal())).toEqual({ sent: true });
  expect(on.slack.posted.length).toBe(1);
});

test('an unknown outcome is reported as unknown when the history may not be read', async () => {
  on.slack.forbid('conversations.history');
  on.slack.next('chat.postMessage', { loses: true });
  expect(await on.channel.send(row(), signal())).toEqual({ unknown: true });
  on.slack.next('chat.postMessage', { status: 502 });
  expect(await on.channel.send(row(undefined, { context: { channel: 'D3' } }), signal())).toEqual({ unknown: true });
});

test('an unknown outcome stays unknown when the history cannot be asked again and again', async () => {
  on.slack.next('chat.postMessage', { loses: true });
  on.slack.next('conversations.history', ...Array.from({ length: 5 }, () => ({ status: 503 })));
  const wanted = row();
  for (let attempts = 1; attempts < 5; attempts++)
    expect(await on.channel.send({ ...wanted, attempts }, signal())).toMatchObject({ retry: expect.stringContaining('history') as string });
  expect(await on.channel.send({ ...wanted, attempts: 5 }, signal())).toEqual({ unknown: true });
  expect(on.slack.posted.length).toBe(1);
});

test('after a crash between posting and marking another process goes on with the part that is missing', { timeout: 15_000 }, async () => {
  on.slack.next('chat.postMessage', { delayMs: 0 }, { status: 429, retryAfter: '1' });
  const wanted = row(long(2));
  await on.channel.send(wanted, signal());
  const other = slackChannel({
    core: on.core,
    botToken: tokens.bot,
    signingSecret: 's',
    apiUrl: on.slack.url,
    lookUpDesk: () => [],
    lookUpProgramme: () => [],
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  await new Promise((resolve) => setTimeout(resolve, 1100));
  expect(await other.send({ ...wanted, attempts: 2 }, signal())).toEqual({ sent: true });
  expect(texts()).toEqual(['0番', '1番']);
});

test('a wrong token is said to the operator and kept for later', async () => {
  const slack = await startSlack({ botToken: 'xoxb-other' });
  const channel = slackChannel({
    core: on.core,
    botToken: tokens.bot,
    apiUrl: slack.url,
    lookUpDesk: () => [],
    lookUpProgramme: () => [],
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  expect(await channel.send(row(), signal())).toMatchObject({ retry: expect.stringContaining('invalid_auth') as string });
  await slack.close();
});
