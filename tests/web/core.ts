/**
 * A small real Core in memory, enough to try a channel: it keeps events, answers a repeated one with the same reply,
 * erases, and says every kind of message. What it says is made up; the numbers exist nowhere.
 */
import { randomUUID } from 'node:crypto';
import type { Choice, Core, Incoming, Message, Reply, Said } from '../../src/channel.ts';

interface Held {
  conversation: string;
  turns: Map<string, Reply>;
}

export interface TalkingCore extends Core {
  /** How many turns were taken, over all persons. */
  taken(): number;
  /** Everything it stores, as text. */
  stored(): string;
}

export function talkingCore(): TalkingCore {
  const people = new Map<string, Held>();
  let taken = 0;
  const converse = (incoming: Incoming): Promise<Reply> => {
    const key = `${incoming.channel}:${incoming.person}`;
    const held = people.get(key) ?? { conversation: randomUUID(), turns: new Map<string, Reply>() };
    people.set(key, held);
    const before = held.turns.get(incoming.event);
    if (before) return Promise.resolve(before);
    if ('text' in incoming.said && incoming.said.text === '壊れて') return Promise.reject(new Error('made to fail'));
    const reply = answer(incoming.said);
    taken += 1;
    held.turns.set(incoming.event, reply);
    if ('choice' in incoming.said && incoming.said.choice === 'action:restart') held.conversation = randomUUID();
    if ('choice' in incoming.said && incoming.said.choice === 'action:erase') people.delete(key);
    return Promise.resolve(reply);
  };
  return {
    converse,
    accept: (incoming) => converse(incoming).then(() => 'accepted' as const),
    owns: (channel, person, conversation) => Promise.resolve(people.get(`${channel}:${person}`)?.conversation === conversation),
    conversationOf: (channel, person) => Promise.resolve(people.get(`${channel}:${person}`)?.conversation ?? null),
    saidSince: () => Promise.resolve([]),
    erase: (channel, person) => Promise.resolve(void people.delete(`${channel}:${person}`)),
    taken: () => taken,
    stored: () => JSON.stringify([...people].map(([key, held]) => [key, held.conversation, [...held.turns]])),
  };
}

const openers: Choice[] = [
  { id: 'needs_terms_change:yes', label: '返済がきつい' },
  { id: 'trouble:sales_down', label: '売上が減っている' },
  { id: 'trouble:cashflow_unstable', label: '資金繰りが不安' },
  { id: 'wants_new_initiative:yes', label: '新しいことを始めたい' },
  { id: 'considering_closure:yes', label: '廃業を考えている' },
  { id: 'action:contact', label: '窓口の連絡先だけ知りたい' },
];

const wayOut: Choice[] = [
  { id: 'action:go_back', label: 'ひとつ戻る' },
  { id: 'action:human', label: '人と話したい' },
];

const question: Message = {
  kind: 'question',
  question: 'needs_terms_change',
  text: 'いまの返済条件（毎月の返済額や期限）を、金融機関に変えてもらう必要がありますか。',
  why: '返済条件を変える必要があるかどうかで、使える制度が分かれるためです。',
  choices: [
    { id: 'needs_terms_change:yes', label: '変えてもらいたい' },
    { id: 'needs_terms_change:no', label: 'いまのままで返せる・借入はない' },
    { id: 'needs_terms_change:unknown', label: 'わからない' },
    ...wayOut,
  ],
};

const several: Message = {
  kind: 'question',
  question: 'trouble',
  text: '次のうち、近いものはありますか。いくつでも選べます。',
  several: true,
  choices: [
    { id: 'trouble:sales_down', label: '売上や客数が減っている' },
    { id: 'trouble:low_profit', label: '利益が残らない' },
    { id: 'trouble:cashflow_unstable', label: '資金繰りが不安' },
    { id: 'trouble:none', label: 'どれもない' },
    ...wayOut,
  ],
};

const result: Message = {
  kind: 'result',
  route: '405',
  title: '経営改善計画策定支援（通称 405事業）',
  image: '経営の処方箋',
  summary:
    '専門家と一緒に経営改善計画を作り、返済条件の変更などについて金融機関と話し合うための支援です。専門家に払う費用の一部が補助されます。',
  sections: [
    { title: 'この制度が合いそうな理由', points: ['返済の負担を軽くする必要がある', '事業を続けたい'] },
    { title: '費用', text: '専門家に払う費用の3分の2が補助されます。' },
    {
      title: '進め方',
      points: ['専門家：認定経営革新等支援機関に相談します', '専門家と一緒に：利用の申請をします', '金融機関：計画に同意をもらいます'],
    },
    { title: '持っていくもの', points: ['直近3期の決算書', '借入金の返済予定表', '資金繰りがわかるもの'] },
    { title: 'ほかの制度ではない理由', text: '早期経営改善計画策定支援：返済条件を変える必要がない方のための制度です。' },
    { title: '答えが変わると', text: '「返済条件の変更」が「いまのまま続けられる」なら、早期経営改善計画策定支援になります。' },
  ],
  sources: ['中小企業庁「見本の手引き」（2026年4月）'],
  asOf: '2026年11月21日',
};

const contact: Message = {
  kind: 'contact',
  title: '見本県中小企業活性化協議会',
  text: 'まず電話で「405事業のことで相談したい」とお伝えください。',
  phones: [
    { label: '電話', number: '00-0000-0001', dial: '0000000001', hours: '平日 9時から17時', asOf: '2026年10月の資料' },
    { label: '前に使われていた番号', number: '00-0000-0002', dial: '0000000002', caution: '変わっている可能性があります。' },
  ],
  address: '見本市見本町1-2-3 見本ビル4階',
  links: [
    { label: '公式の一覧を見る', url: 'https://example.jp/list' },
    { label: '危ない行き先', url: 'javascript:alert(1)' },
  ],
  source: '2026年10月の資料で確かめた番号です。',
};

const safety: Message[] = [
  {
    kind: 'notice',
    tone: 'safety',
    text: 'つらいお気持ちを話してくださって、ありがとうございます。\nいまは制度のことより、あなたの安全が大切です。',
  },
  {
    kind: 'contact',
    title: 'いま話を聞いてくれるところ（24時間）',
    phones: [
      { label: '見本の電話相談', number: '00-0000-0003', dial: '0000000003' },
      { label: '見本の警察相談', number: '#0000', dial: '#0000' },
    ],
    links: [],
  },
  {
    kind: 'choices',
    text: '落ち着いたら、どうしたいか教えてください。',
    choices: [
      { id: 'action:human', label: '人と話したい' },
      { id: 'action:go_on', label: '相談を続ける' },
    ],
  },
];

const understood: Message = {
  kind: 'understood',
  text: '兵庫県、返済の負担を軽くする必要がある、と理解しました。',
  items: [
    { question: 'prefecture', label: '兵庫県', change: 'action:change_prefecture' },
    { question: 'needs_terms_change', label: '返済の負担を軽くする必要がある', change: 'action:change_needs_terms_change' },
  ],
};

const eraseSure: Message = {
  kind: 'choices',
  text: '本当に消しますか。',
  choices: [
    { id: 'action:erase', label: '消す' },
    { id: 'action:keep', label: '消さない' },
  ],
};
const text = (said: string): Message => ({ kind: 'text', text: said });

function answer(said: Said): Reply {
  const messages =
    'arrived' in said
      ? [
          text('こんにちは。みちしるべです。経営の困りごとに合う公的な支援と、相談先をご案内します。'),
          { kind: 'choices' as const, text: 'どんなことでお困りですか。近いものを選ぶか、そのままお書きください。', choices: openers },
        ]
      : 'choice' in said
        ? chosen(said.choice)
        : 'text' in said
          ? spoken(said.text)
          : [text('文字でお書きください。')];
  const last = messages.findLast((message) => message.kind === 'question' || message.kind === 'choices');
  return {
    messages,
    question: last?.kind === 'question' ? last.question : null,
    choices: last?.choices ?? [],
    route: messages.includes(result) ? '405' : null,
  };
}

function spoken(said: string): Message[] {
  if (said.includes('死')) return safety;
  if (said.includes('消して')) return [eraseSure];
  if (/^\d(、\d)*$/.test(said)) return [text(`${said}番、と理解しました。`)];
  return said.includes('返済') ? [understood, question] : [text('わかりました。'), several];
}

function chosen(choice: string): Message[] {
  if (choice === 'needs_terms_change:yes')
    return [
      result,
      contact,
      {
        kind: 'choices',
        text: 'ほかに知りたいことはありますか。',
        choices: [{ id: 'action:faq_documents', label: '必要書類' }, ...wayOut],
      },
    ];
  if (choice === 'action:erase') return [text('すべて消しました。')];
  if (choice === 'action:restart') return [text('はじめからうかがいます。')];
  return choice.startsWith('trouble:') ? [question] : [text('その選択肢は前のものです。いまはこちらをおたずねしています。'), question];
}
