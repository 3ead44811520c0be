import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lineChannel, type LineChannel } from '../../adapters/line/index.ts';
import type { LineRow } from '../../adapters/line/send.ts';
import type { Message, Reply } from '../../src/channel.ts';
import { lineStandIn, personId, type LineStandIn } from '../stand-ins/line.ts';

let line: LineStandIn;
let channel: LineChannel;
let clock: number;
const warnings: string[] = [];
const now = (): number => clock;
const second = 1000;

const make = (apiBaseUrl = line.url): LineChannel =>
  lineChannel({
    core: () => ({
      conversationOf: () => Promise.resolve('0190a0b0-0000-7000-8000-000000000000'),
      accept: () => Promise.resolve('accepted'),
      erase: () => Promise.resolve(),
    }),
    channelSecret: line.channelSecret,
    accessToken: line.accessToken,
    apiBaseUrl,
    now,
    timeoutMs: 150,
    warn: (message) => warnings.push(message),
  });

beforeEach(async () => {
  clock = Date.UTC(2026, 10, 21);
  warnings.length = 0;
  line = await lineStandIn({ now, quota: 5 });
  channel = make();
});
afterEach(() => line.close());

const replyOf = (...messages: Message[]): Reply => ({ messages, question: null, choices: [], route: null });
const asks: Message = {
  kind: 'question',
  question: 'prefecture',
  text: '都道府県はどちらですか。',
  choices: [{ id: 'prefecture:兵庫県', label: '兵庫県' }],
};
const chats: Message = { kind: 'text', text: 'こちらこそ。' };

/** A row answering an event that came now; null context: nothing was asked, an adviser writes. */
function rowFor(message: Message, more: Partial<LineRow> = {}): LineRow {
  const person = personId();
  const context = { replyToken: line.replyToken(person), receivedAt: clock, replyUntil: clock + 57 * second };
  return { id: randomUUID(), person, reply: replyOf(message), key: randomUUID(), context, attempts: 1, createdAt: clock, ...more };
}
const again = (row: LineRow): LineRow => ({ ...row, attempts: row.attempts + 1 });
const ways = (): string[] => line.sent.map(({ by }) => by);

describe('the first try', () => {
  test('replies, which costs nothing', async () => {
    expect(await channel.send(rowFor(asks))).toEqual({ sent: true });
    expect(ways()).toEqual(['reply']);
    expect(line.pushes()).toBe(0);
  });

  test('pushes with the row’s key when the token is too old, whatever it says', async () => {
    const row = rowFor(chats);
    clock += 58 * second;
    expect(await channel.send(row)).toEqual({ sent: true });
    expect(line.sent).toMatchObject([{ by: 'push', to: row.person, key: row.key }]);
  });

  test('pushes when LINE let the token expire earlier, in the same try', async () => {
    const row = rowFor(asks, { context: { replyToken: 'never-issued', receivedAt: clock, replyUntil: clock + 57 * second } });
    expect(await channel.send(row)).toEqual({ sent: true });
    expect(ways()).toEqual(['push']);
  });

  test('pushes what answers no event', async () => {
    expect(await channel.send(rowFor(chats, { context: null }))).toEqual({ sent: true });
    expect(ways()).toEqual(['push']);
  });

  test('says in plain text what LINE does not take', async () => {
    line.faults.push({ on: 'reply', answer: { status: 400, message: 'A message (messages[0]) in the request body is invalid' } });
    expect(await channel.send(rowFor(asks))).toEqual({ sent: true });
    expect(line.sent[0]?.messages).toEqual([{ type: 'text', text: '都道府県はどちらですか。\n1. 兵庫県' }]);
    expect(channel.figures.plainInstead).toBe(1);
  });
});

describe('after an unknown outcome', () => {
  const lost = [{ status: 500 }, 'hang', 'drop'] as const;

  test.each(lost)('%j of a reply that arrived: the same token again tells so', async (answer) => {
    const row = rowFor(asks);
    line.faults.push({ on: 'reply', answer, accept: true });
    expect(await channel.send(row)).toHaveProperty('retry');
    clock += 10 * second;
    expect(await channel.send(again(row))).toEqual({ sent: true });
    expect(ways()).toEqual(['reply']);
    expect(channel.figures).toMatchObject({ repliedAgain: 1, alreadyAccepted: 1, pushes: 0 });
  });

  test.each(lost)('%j of a reply that did not arrive: the same token again sends it', async (answer) => {
    const row = rowFor(asks);
    line.faults.push({ on: 'reply', answer });
    expect(await channel.send(row)).toHaveProperty('retry');
    clock += 29 * second;
    expect(await channel.send(again(row))).toEqual({ sent: true });
    expect(ways()).toEqual(['reply']);
  });

  test('older than 30 s: what asks is pushed with a key, small talk stays unknown', async () => {
    const [asking, chatting] = [rowFor(asks), rowFor(chats)];
    line.faults.push({ on: 'reply', answer: 'drop' }, { on: 'reply', answer: 'drop' });
    await channel.send(asking);
    await channel.send(chatting);
    clock += 31 * second;
    expect(await channel.send(again(asking))).toEqual({ sent: true });
    expect(await channel.send(again(chatting))).toEqual({ unknown: true });
    expect(line.sent).toMatchObject([{ by: 'push', key: asking.key }]);
    expect(channel.figures).toMatchObject({ pushedAfterUnknown: 1, unknown: 1 });
  });

  test('a crash between send and mark is such an outcome: another process sees only the number of tries', async () => {
    const row = rowFor(chats);
    await channel.send(row);
    const other = make();
    expect(await other.send(again(row))).toEqual({ sent: true });
    clock += 31 * second;
    expect(await other.send({ ...again(row), attempts: 3 })).toEqual({ unknown: true });
    expect(ways()).toEqual(['reply']);
  });

  test('a push is repeated with its key: 409 is an arrival', async () => {
    const row = rowFor(chats, { context: null });
    line.faults.push({ on: 'push', answer: { status: 500 }, accept: true });
    expect(await channel.send(row)).toHaveProperty('retry');
    expect(await channel.send(again(row))).toEqual({ sent: true });
    expect(ways()).toEqual(['push']);
    expect(line.pushes()).toBe(1);
    expect(channel.figures.alreadyAccepted).toBe(1);
  });

  test('a push after LINE refused the token is not mistaken for an accepted reply', async () => {
    const row = rowFor(asks, { context: { replyToken: 'never-issued', receivedAt: clock, replyUntil: clock + 57 * second } });
    line.faults.push({ on: 'push', answer: 'drop' });
    expect(await channel.send(row)).toHaveProperty('retry');
    expect(await channel.send(again(row))).toEqual({ sent: true });
    expect(ways()).toEqual(['push']);
  });

  test('a key that LINE may have forgotten is not used again', async () => {
    const row = rowFor(asks, { context: null });
    line.faults.push({ on: 'push', answer: 'drop', accept: true });
    await channel.send(row);
    clock += 24 * 3600 * second;
    expect(await channel.send(again(row))).toEqual({ unknown: true });
    expect(line.sent).toHaveLength(1);
  });
});

describe('after a certain refusal', () => {
  test('429 waits as long as LINE says, and small talk is still sent, as it cannot have arrived', async () => {
    const row = rowFor(chats);
    line.faults.push({ on: 'reply', answer: { status: 429, headers: { 'retry-after': '7' } } });
    expect(await channel.send(row)).toMatchObject({ afterMs: 7000 });
    clock += 58 * second;
    expect(await channel.send(again(row))).toEqual({ sent: true });
    expect(ways()).toEqual(['push']);
  });

  test('a refused try after an unknown one does not make it certain', async () => {
    const row = rowFor(chats);
    line.faults.push({ on: 'reply', answer: 'drop', accept: true }, { on: 'reply', answer: { status: 429 } });
    await channel.send(row);
    expect(await channel.send(again(row))).toHaveProperty('retry');
    clock += 31 * second;
    expect(await channel.send({ ...row, attempts: 3 })).toEqual({ unknown: true });
    expect(line.sent).toHaveLength(1);
  });

  test('LINE out of reach', async () => {
    const gone = await lineStandIn();
    await gone.close();
    const away = make(gone.url);
    const row = rowFor(chats);
    expect(await away.send(row)).toMatchObject({ retry: expect.stringContaining('ECONNREFUSED') as string });
    expect(away.figures.refused).toBe(1);
  });

  test('a wrong access token is tried again later: the operator can put it right', async () => {
    const wrong = lineChannel({
      core: () => ({
        conversationOf: () => Promise.resolve(null),
        accept: () => Promise.resolve('accepted'),
        erase: () => Promise.resolve(),
      }),
      channelSecret: 's',
      accessToken: 'wrong',
      apiBaseUrl: line.url,
      now,
    });
    expect(await wrong.send(rowFor(asks))).toMatchObject({ afterMs: 60_000 });
  });

  test('messages LINE does not take in any form are put aside with the reason and without content', async () => {
    line.faults.push({ on: 'push', answer: { status: 400, message: 'bad' } }, { on: 'push', answer: { status: 400, message: 'bad' } });
    expect(await channel.send(rowFor(asks, { context: null }))).toEqual({ dead: true, reason: 'LINE answered 400: bad' });
  });
});

test('the month’s pushes are metered: a warning at four fifths, then a wait', async () => {
  for (let count = 0; count < 5; count++) {
    expect(await channel.send(rowFor(asks, { context: null }))).toEqual({ sent: true });
    await new Promise((resolve) => setTimeout(resolve, 30));
    clock += 3_600_000;
  }
  expect(channel.figures).toMatchObject({ pushes: 5, quotaUsed: 5, quotaLimit: 5 });
  expect(warnings).toEqual([expect.stringContaining('4 of 5'), expect.stringContaining('5 of 5')]);
  expect(await channel.send(rowFor(asks, { context: null }))).toMatchObject({
    retry: expect.stringContaining('monthly limit') as string,
    afterMs: 600_000,
  });
  expect(await channel.send(rowFor(asks))).toEqual({ sent: true });
  expect(ways().at(-1)).toBe('reply');
});

test('a push to somebody who blocked the account is accepted and reaches nobody: LINE does not tell', async () => {
  const row = rowFor(asks, { context: null });
  line.blocked.add(row.person);
  expect(await channel.send(row)).toEqual({ sent: true });
  expect(line.sent).toEqual([]);
});

test('a signal ends the waiting, not the truth', async () => {
  const row = rowFor(asks);
  line.faults.push({ on: 'reply', answer: 'hang', accept: true });
  const limit = new AbortController();
  setTimeout(() => limit.abort(), 20);
  expect(await channel.send(row, limit.signal)).toHaveProperty('retry');
  expect(await channel.send(again(row))).toEqual({ sent: true });
  expect(line.sent).toHaveLength(1);
});

test('settings that cannot work stop the start', () => {
  const base = {
    core: () => ({
      conversationOf: () => Promise.resolve(null),
      accept: () => Promise.resolve('accepted' as const),
      erase: () => Promise.resolve(),
    }),
    channelSecret: 's',
    accessToken: 't',
  };
  expect(() => lineChannel({ ...base, apiBaseUrl: 'http://127.0.0.1:9/line' })).toThrow('LINE_API_BASE_URL');
  expect(() => lineChannel({ ...base, mode: 'entrance_only' })).toThrow('PUBLIC_URL');
});
