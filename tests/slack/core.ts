/** A small real Core for the Slack channel: accepts once per event, takes its turn, and sends the reply through an outbox per person. */
import { randomUUID } from 'node:crypto';
import type { Choice, Core, Incoming, Message, Reply } from '../../src/channel.ts';
import type { Row, Send, Sent } from '../../adapters/slack/send.ts';

export interface OutboxCore extends Core {
  accepted: Incoming[];
  ended: Sent[];
  /** What was taken back: channel, person, message. */
  unsaid: string[];
  /** Given after the channel exists, which needs the core. */
  send: Send | null;
  /** How long storing takes, ms. */
  delayMs: number;
  fails: boolean;
  /** Resolves when everything accepted was sent. */
  idle(): Promise<void>;
}

interface Person {
  conversation: string;
  step: number;
  queue: Promise<void>;
}

const said = (messages: Message[], choices: Choice[] = [], question: string | null = null): Reply => ({
  messages,
  question,
  choices,
  route: null,
});

const yesNo: Choice[] = [
  { id: 'needs_terms_change:yes', label: '変えてもらいたい' },
  { id: 'needs_terms_change:no', label: 'いまのままで返せる' },
];
const places: Choice[] = [
  { id: 'prefecture:hyogo', label: '兵庫県' },
  { id: 'prefecture:osaka', label: '大阪府' },
];

export const result: Message = {
  kind: 'result',
  route: '405',
  title: '経営改善計画の策定支援',
  summary: '返済条件の見直しと経営改善計画に使える制度です。',
  sections: [{ title: '理由', text: '返済条件の変更が必要なためです。', points: ['金融機関との調整', '計画の作成'] }],
  sources: ['手引き'],
  asOf: '2026年1月5日',
};
export const contact: Message = {
  kind: 'contact',
  title: '相談窓口',
  text: 'まずはお電話ください。',
  phones: [
    {
      label: '代表',
      number: '00-0000-0000',
      dial: '0000000000',
      hours: '平日9時〜17時',
      asOf: '2026年1月確認',
      caution: '変わっていることがあります',
    },
  ],
  address: 'どこか1-2-3',
  links: [{ label: '窓口のページ', url: 'https://example.jp/desk?a=1&b=2' }],
  source: '出典：一覧（2026年1月）',
};

/** Three steps: a question, another, the result with its desk. */
function answer(person: Person, event: Incoming): Reply {
  const { said: what } = event;
  if ('media' in what) return said([{ kind: 'text', text: '画像は読めません。文字でお書きください。' }]);
  if ('choice' in what && what.conversation !== undefined && what.conversation !== person.conversation)
    return said([{ kind: 'text', text: `前の選択肢です。いまは${String(person.step)}番目の質問です。` }]);
  if ('arrived' in what || ('choice' in what && what.choice === 'action:restart')) {
    person.step = 1;
    return said(
      [
        { kind: 'text', text: 'ご相談をうかがいます。' },
        {
          kind: 'question',
          question: 'needs_terms_change',
          text: '返済条件を変える必要がありますか。',
          why: '使える制度が分かれるためです。',
          choices: yesNo,
        },
      ],
      yesNo,
    );
  }
  person.step += 1;
  if (person.step === 2)
    return said([
      {
        kind: 'understood',
        text: '返済条件の変更、と理解しました。',
        items: [{ question: 'needs_terms_change', label: '返済条件の変更', change: 'action:change_needs_terms_change' }],
      },
      { kind: 'question', question: 'prefecture', text: '都道府県はどちらですか。', choices: places },
    ]);
  return said([result, contact, { kind: 'choices', text: 'ほかにできること', choices: [{ id: 'action:restart', label: 'はじめから' }] }]);
}

export function outboxCore(): OutboxCore {
  const people = new Map<string, Person>();
  const events = new Set<string>();
  const deliver = async (row: Row): Promise<void> => {
    for (let attempts = 1; attempts <= 20; attempts++) {
      const ended: Sent = core.send
        ? await core.send({ ...row, attempts }, AbortSignal.timeout(12_000))
        : { dead: true, reason: 'no channel' };
      if (!('retry' in ended)) return void core.ended.push(ended);
      await new Promise((resolve) => setTimeout(resolve, ended.afterMs ?? 50));
    }
    core.ended.push({ dead: true, reason: '20 tries' });
  };
  const core: OutboxCore = {
    accepted: [],
    ended: [],
    unsaid: [],
    unsay: (channel, person, message) => Promise.resolve(void core.unsaid.push(`${channel} ${person} ${message}`)),
    send: null,
    delayMs: 0,
    fails: false,
    async accept(incoming) {
      await new Promise((resolve) => setTimeout(resolve, core.delayMs));
      if (core.fails) throw new Error(`disk full while storing ${JSON.stringify(incoming.said)}`);
      if (events.has(incoming.event)) return 'duplicate';
      events.add(incoming.event);
      core.accepted.push(incoming);
      const person = people.get(incoming.person) ?? { conversation: randomUUID(), step: 0, queue: Promise.resolve() };
      people.set(incoming.person, person);
      if ('choice' in incoming.said && incoming.said.choice === 'action:restart') person.conversation = randomUUID();
      const reply = answer(person, incoming);
      const row: Row = {
        person: incoming.person,
        reply,
        key: randomUUID(),
        context: incoming.context ?? null,
        attempts: 1,
        createdAt: Date.now(),
      };
      person.queue = person.queue.then(() => deliver(row));
      return 'accepted';
    },
    converse: () => Promise.reject(new Error('Slack accepts; it never converses.')),
    conversationOf: (_channel, person) => Promise.resolve(people.get(person)?.conversation ?? null),
    owns: (_channel, person, conversation) => Promise.resolve(people.get(person)?.conversation === conversation),
    saidSince: () => Promise.resolve([]),
    erase: (_channel, person) => Promise.resolve(void people.delete(person)),
    idle: () => Promise.all([...people.values()].map(({ queue }) => queue)).then(() => undefined),
  };
  return core;
}
