import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { loadKnowledge } from '../../knowledge/index.ts';
import type { ComputeTurn } from '../../src/advance.ts';
import type { Message } from '../../src/channel.ts';
import { computing } from '../../src/conversation/compute.ts';
import { dangerIn } from '../../src/conversation/danger.ts';
import { loadUnderstanding } from '../../src/understanding/index.ts';
import { personId } from '../stand-ins/line.ts';
import { aWhile, lineApp, today, until, type LineApp } from './app.ts';

let app: LineApp;
const start = async (options?: Parameters<typeof lineApp>[0]): Promise<LineApp> => (app = await lineApp(options));
beforeAll(loadUnderstanding);
afterEach(() => app.close());

const problem = async (response: Response): Promise<{ status: number; type: string }> => {
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  return (await response.json()) as { status: number; type: string };
};
const words = (app: LineApp): string => JSON.stringify(app.line.sent);

describe('who may call', () => {
  test('the signature is of the raw body', async () => {
    await start();
    const person = personId();
    expect((await app.line.deliver(app.url, [app.line.says(person, '返済がきつい')])).status).toBe(200);
    const forged = await app.line.deliver(app.url, [app.line.says(person, '返済がきつい')], { secret: 'another' });
    expect(await problem(forged)).toMatchObject({ status: 401, type: 'urn:michishirube:problem:line_signature_wrong' });
    await app.arrived(1);
    await aWhile();
    expect(app.line.sent).toHaveLength(1);
  });

  test.each([{}, { 'x-line-signature': '' }, { 'x-line-signature': '%%%' }])('no usable signature %j is refused', async (headers) => {
    await start();
    const response = await fetch(`${app.url}/webhooks/line`, {
      method: 'POST',
      body: '{"events":[]}',
      headers: { 'content-type': 'application/json', ...headers },
    });
    expect((await problem(response)).status).toBe(401);
  });

  test('another account is refused, the verification request is not', async () => {
    await start();
    expect((await problem(await app.line.deliver(app.url, [], { destination: `U${'c'.repeat(32)}` }))).status).toBe(403);
    expect((await app.line.deliver(app.url, [])).status).toBe(200);
  });

  test('a body that is too large is refused before it is read', async () => {
    await start();
    const response = await app.line.deliver(app.url, [app.line.says(personId(), 'あ'.repeat(600_000))]);
    expect(await problem(response)).toMatchObject({ status: 413, type: 'urn:michishirube:problem:line_body_too_large' });
  });
});

describe('what is taken', () => {
  test('a conversation by text and button, with loading animation and quick replies', async () => {
    await start();
    const person = personId();
    await app.line.deliver(app.url, [app.line.event('follow', person, { follow: { isUnblocked: false } })]);
    await app.arrived(1);
    expect(app.line.loading).toEqual([]);
    await app.line.deliver(app.url, [app.line.says(person, '返済がきつくて、毎月の返済を減らしたい')]);
    await app.arrived(2);
    expect(app.line.loading).toEqual([person]);
    const [item] = buttons(app.line.sent[0]?.messages.at(-1));
    expect(item?.action.data).toMatch(/^[a-z_]+:[a-z_]+$|\|[0-9a-f-]{36}$/);
    const next = buttons(app.line.sent[1]?.messages.at(-1));
    expect(next.length).toBeGreaterThan(1);
    expect(
      next.every(({ action }) => action.data.endsWith(`|${next[0]?.action.data.split('|')[1] ?? ''}`) && !action.displayText.includes(':')),
    ).toBe(true);
    await app.line.deliver(app.url, [app.line.taps(person, next[0]?.action.data ?? '')]);
    await app.arrived(3);
    expect(app.line.refused).toEqual([]);
    expect(app.line.sent.every(({ by, to }) => by === 'reply' && to === person)).toBe(true);
    // the person has it a moment before the answer to our request is here
    await until(() => app.channel.figures.replies === 3, 'three replies to be counted');
    expect(app.channel.figures).toMatchObject({ pushes: 0, plainInstead: 0 });
  });

  test('the events of one request are taken in order of time', async () => {
    await start({ computeTurn: echo });
    const person = personId();
    const [first, second, third] = ['一', '二', '三'].map((text) => app.line.says(person, text));
    await app.line.deliver(app.url, [third, first, second] as Record<string, unknown>[]);
    await app.arrived(3);
    expect(app.line.sent.map(({ messages }) => messages[0]?.text)).toEqual(['一', '二', '三']);
  });

  test('the same event again, at once and redelivered, is one turn', async () => {
    await start({ computeTurn: echo });
    const event = app.line.says(personId(), 'もう一度');
    await Promise.all([app.line.deliver(app.url, [event]), app.line.deliver(app.url, [event])]);
    await app.line.deliver(app.url, [app.line.again(event), app.line.again(event)]);
    await app.arrived(1);
    await aWhile();
    expect(app.line.sent).toHaveLength(1);
  });

  test('unknown events, unknown fields and broken ones do not disturb the others', async () => {
    await start({ computeTurn: echo });
    const person = personId();
    const odd = [
      null,
      7,
      {},
      { type: 'teleport' },
      app.line.event('videoPlayComplete', person),
      app.line.event('message', person, { message: null }),
      app.line.event('postback', person, { postback: {} }),
    ];
    const good = app.line.says(person, '届いた', { newField: { deep: [1] }, deliveryContext: 'odd' });
    expect((await app.line.deliver(app.url, [...odd, good] as Record<string, unknown>[])).status).toBe(200);
    await app.arrived(1);
    expect(app.line.sent[0]?.messages[0]?.text).toBe('届いた');
    expect(app.channel.figures.passedOver).toBe(odd.length);
  });

  test('a standby chat is another module’s', async () => {
    await start({ computeTurn: echo });
    await app.line.deliver(app.url, [app.line.says(personId(), '黙って', { mode: 'standby' })]);
    await aWhile();
    expect(app.line.sent).toEqual([]);
  });

  test('groups get one notice, no interview', async () => {
    await start();
    const source = { type: 'group', groupId: `C${'1'.repeat(32)}`, userId: personId() };
    await app.line.deliver(app.url, [app.line.event('join', 'group', { source })]);
    await app.arrived(1);
    await app.line.deliver(app.url, [app.line.says('group', '返済がきつい', { source }), app.line.event('leave', 'group', { source })]);
    await aWhile();
    expect(app.line.sent).toHaveLength(1);
    expect(words(app)).toContain('1対1');
    expect(app.line.loading).toEqual([]);
  });
});

describe('200 means stored', () => {
  test('a store that fails is a 503, and nothing is lost when LINE sends again', async () => {
    let down = true;
    await start({
      computeTurn: echo,
      around: (core) => ({
        ...core,
        acceptAll: (events) => (down ? Promise.reject(new Error('disk full: 返済')) : core.acceptAll(events)),
      }),
    });
    const event = app.line.says(personId(), '大事な話');
    const failed = await app.line.deliver(app.url, [event]);
    expect(await problem(failed)).toMatchObject({ status: 503, type: 'urn:michishirube:problem:line_not_accepted' });
    down = false;
    expect((await app.line.deliver(app.url, [app.line.again(event)])).status).toBe(200);
    await app.arrived(1);
  });

  test('a store that is slow is answered within LINE’s two seconds', async () => {
    await start({
      computeTurn: echo,
      around: (core) => ({ ...core, acceptAll: async (events) => (await aWhile(2500), core.acceptAll(events)) }),
    });
    const began = Date.now();
    const response = await app.line.deliver(app.url, [app.line.says(personId(), '遅い')]);
    expect(response.status).toBe(503);
    expect(Date.now() - began).toBeLessThan(2000);
    await app.arrived(1);
  });
});

describe('exactly once, through the outbox', () => {
  const answers = [{ status: 500 }, { status: 503 }, { status: 429 }, 'hang', 'drop'] as const;

  test.each(answers.flatMap((answer) => [true, false].map((accept) => [answer, accept] as const)))(
    '%j with the message taken: %j',
    async (answer, accept) => {
      await start({ timeoutMs: 60 });
      const person = personId();
      app.line.faults.push({ on: 'reply', answer, accept }, { on: 'reply', answer: 'drop' });
      await app.line.deliver(app.url, [app.line.event('follow', person)]);
      await until(async () => (await app.store.backlog()).outbox === 0 && app.line.sent.length > 0);
      await aWhile();
      expect(app.line.sent).toHaveLength(1);
      expect(await app.store.backlog()).toMatchObject({ unknown: 0, deadLetters: 0 });
    },
  );
});

describe('leaving and taking back', () => {
  test('a block erases everything, and nothing is sent any more', async () => {
    await start({ computeTurn: echo });
    const person = personId();
    const said = app.line.says(person, '消えるはず');
    await app.line.deliver(app.url, [said]);
    await app.arrived(1);
    const block = app.line.event('unfollow', person);
    await app.line.deliver(app.url, [block]);
    expect(await app.core.conversationOf('line', person)).toBeNull();
    // a late copy of what was said before opens nothing again
    await app.line.deliver(app.url, [app.line.again(app.line.says(person, '古い話', { timestamp: said.timestamp }))]);
    await aWhile();
    expect(app.line.sent).toHaveLength(1);
    expect(await app.core.conversationOf('line', person)).toBeNull();
    expect(
      await app.channel.send({
        id: 'r',
        person,
        reply: { messages: [{ kind: 'text', text: '助言' }], question: null, choices: [], route: null },
        key: 'k',
        context: null,
        attempts: 1,
        createdAt: Date.now(),
      }),
    ).toMatchObject({ dead: true });
    // who comes back begins anew, and a late copy of the block does not erase that
    await app.line.deliver(app.url, [app.line.event('follow', person)]);
    await app.arrived(2);
    await app.line.deliver(app.url, [app.line.again(block)]);
    expect(await app.core.conversationOf('line', person)).not.toBeNull();
  });

  test('an unsent message is handed on, and not taken when it comes later', async () => {
    const unsaid: string[][] = [];
    await start({
      computeTurn: echo,
      around: (core) => ({ ...core, unsay: (...what: string[]) => Promise.resolve(void unsaid.push(what)) }),
    });
    const person = personId();
    const event = app.line.says(person, '言い過ぎた');
    const messageId = (event.message as { id: string }).id;
    await app.line.deliver(app.url, [app.line.event('unsend', person, { unsend: { messageId } })]);
    expect(unsaid).toEqual([['line', person, messageId]]);
    await app.line.deliver(app.url, [app.line.again(event)]);
    await aWhile();
    expect(app.line.sent).toEqual([]);
  });
});

describe('LINE as the entrance only', () => {
  test('buttons, numbers and codes go on; free text and places get the link and are not kept', async () => {
    await start({ computeTurn: echo, mode: 'entrance_only', publicUrl: 'https://soudan.example.jp/' });
    const person = personId();
    for (const text of ['神戸で居酒屋をやっていて返済がきつい', '09012345678', '090-1234-5678', 'おおぞら商店の山田です'])
      await app.line.deliver(app.url, [app.line.says(person, text)]);
    await app.line.deliver(app.url, [
      app.line.message(person, { type: 'location', address: '兵庫県神戸市中央区1-1', latitude: 1, longitude: 1 }),
    ]);
    await app.arrived(5);
    expect(app.line.sent.every(({ messages }) => String(messages[0]?.text).includes('https://soudan.example.jp/'))).toBe(true);
    expect(await app.core.saidSince('line', person, null)).toEqual([]);
    for (const text of ['２', '1、3', 'AB12-CD34', '消して']) await app.line.deliver(app.url, [app.line.says(person, text)]);
    await app.line.deliver(app.url, [app.line.taps(person, 'action:human')]);
    await app.arrived(10);
    await until(async () => (await app.core.saidSince('line', person, null)).length === 5);
  });
});

describe('danger, where LINE is the entrance only', () => {
  const entrance = { mode: 'entrance_only', publicUrl: 'https://soudan.example.jp/' } as const;
  const danger = (text: string): Message[] | null => dangerIn(text, loadKnowledge(), today)?.messages ?? null;
  const talk: ComputeTurn = computing(loadKnowledge(), today);

  test('free text that shows danger is answered with the lines to call, and kept nowhere', async () => {
    await start({ ...entrance, danger, computeTurn: talk });
    const person = personId();
    await app.line.deliver(app.url, [app.line.says(person, 'もう死にたい。資金繰りが続かない')]);
    await app.arrived(1);
    const said = JSON.stringify(app.line.sent[0]);
    expect(said).toContain('あなたの安全がいちばん大切です');
    expect(said).toContain('tel:');
    expect(said).not.toContain('https://soudan.example.jp/');
    expect(said).not.toContain('死にたい');
    expect(await app.core.saidSince('line', person, null)).toEqual([]);
    expect(await app.store.backlog()).toMatchObject({ waiting: 0, outbox: 0 });
    // its buttons work
    const [button] = buttons(app.line.sent[0]?.messages.at(-1));
    await app.line.deliver(app.url, [app.line.taps(person, button?.action.data ?? '')]);
    await app.arrived(2);
    expect(app.line.refused).toEqual([]);
  });

  test('a warning of loan sharks leaves the way to the page; what shows no danger gets the link alone', async () => {
    await start({ ...entrance, danger });
    const person = personId();
    await app.line.deliver(app.url, [app.line.says(person, 'ヤミ金から借りてしまい、毎日取り立ての電話が来ます')]);
    await app.arrived(1);
    expect(JSON.stringify(app.line.sent[0])).toContain('違法な貸付け');
    expect(JSON.stringify(app.line.sent[0])).toContain('https://soudan.example.jp/');
    await app.line.deliver(app.url, [app.line.says(person, '死ぬほど忙しくて、資金繰りの表が作れません')]);
    await app.arrived(2);
    expect(app.line.sent[1]?.messages).toHaveLength(1);
  });

  test.each([{ answer: { status: 500 } }, { answer: 'drop' }, { answer: { status: 429 } }] as const)(
    'when the reply %j may not have arrived, it is pushed',
    async ({ answer }) => {
      await start({ ...entrance, danger, timeoutMs: 100 });
      app.line.faults.push({ on: 'reply', answer });
      await app.line.deliver(app.url, [app.line.says(personId(), '死にたい')]);
      await app.arrived(1);
      expect(app.line.sent).toMatchObject([{ by: 'push' }]);
    },
  );

  test('the webhook that comes twice is answered once', async () => {
    await start({ ...entrance, danger });
    const event = app.line.says(personId(), '死にたい');
    await app.line.deliver(app.url, [event]);
    await app.line.deliver(app.url, [app.line.again(event)]);
    await app.arrived(1);
    await aWhile();
    expect(app.line.sent).toHaveLength(1);
  });
});

test('a button of a conversation that was closed changes nothing and says where we are', async () => {
  await start();
  const person = personId();
  await app.line.deliver(app.url, [app.line.says(person, '売上が減っています')]);
  await app.arrived(1);
  const old = buttons(app.line.sent[0]?.messages.at(-1))[0]?.action.data ?? '';
  // the restart and the tap come in one request: the conversation is closed only when the tap is taken
  await app.line.deliver(app.url, [app.line.taps(person, 'action:restart'), app.line.taps(person, old)]);
  await app.arrived(3);
  expect(JSON.stringify(app.line.sent[2])).toContain('前の質問のボタンでした');
  await app.line.deliver(app.url, [app.line.taps(person, `action:erase|01934c5e-7a4f-7000-8000-0123456789ab`)]);
  await app.arrived(4);
  expect(JSON.stringify(app.line.sent[3])).toContain('前の質問のボタンでした');
});

interface Button {
  action: { data: string; label: string; displayText: string };
}
const buttons = (message: Record<string, unknown> | undefined): Button[] =>
  (message?.quickReply as { items: Button[] } | undefined)?.items ?? [];

/** Says what was said. */
const echo: ComputeTurn = (state, { said }) => ({
  state: { ...state, turns: state.turns + 1 },
  messages: [{ kind: 'text', text: 'text' in said ? said.text : JSON.stringify(said) }],
  question: null,
  choices: [],
  route: null,
  effects: [],
});
