/** Pages to take along, as the turn hands them out: when they are offered, what asks for them, what is said where no link can be made. */
import { beforeAll, describe, expect, test } from 'vitest';
import { phrases, say } from '../../flows/index.ts';
import { loadKnowledge } from '../../knowledge/index.ts';
import type { AnswerValue } from '../../knowledge/rules/index.ts';
import { plainText, type Message } from '../../src/channel.ts';
import { copyModel, type Told } from '../../src/conversation/copy_page.ts';
import { goOn, nothing, type World } from '../../src/conversation/finish.ts';
import { newConversation, type ConversationState } from '../../src/conversation/state.ts';
import { turn, type Turned } from '../../src/conversation/turn.ts';
import { walk } from '../../src/conversation/walk.ts';
import { loadUnderstanding, understand } from '../../src/understanding/index.ts';
import { conversationsAfter } from '../paths.ts';

const knowledge = loadKnowledge();
const day = '2026-11-21';
const withoutLinks: World = { knowledge, day, understand: (text, asked) => understand(text, asked, day) };
const world: World = { ...withoutLinks, pages: { days: 7 } };
beforeAll(loadUnderstanding);

function stateOf(answers: Record<string, AnswerValue>): ConversationState {
  const said = Object.entries(answers).map(([question, value]) => ({
    question,
    value: typeof value === 'object' ? [...value] : value,
    how: 'said' as const,
    turn: 1,
  }));
  return { ...newConversation(), answers: said, turns: 1 };
}
const told = goOn(stateOf({ needs_terms_change: 'yes', prefecture: '兵庫県' }), [], nothing, world).state;
const words = ({ messages }: Turned): string => messages.map(plainText).join('\n');
const ids = ({ choices }: Turned): string[] => choices.map(({ id }) => id);
const sheet = { kind: 'sheet', label: '相談シートを開く', enough: say('page_enough') };
const copy = { kind: 'copy_page', label: '会話の控えを開く', enough: say('page_enough') };

describe('the button', () => {
  test('stands beside every question and every ending once a route is told, never before, and leaves room for the answers', () => {
    const all = [new Map(), new Map([['considering_closure', 'yes']])].flatMap((hint) => conversationsAfter(hint, knowledge, day));
    // one of each: what is open, and what stands told
    const states = new Map<string, ConversationState>();
    for (const { answers, questions } of all)
      for (let given = answers.size - questions.length; given <= answers.size; given++) {
        const part = new Map([...answers].slice(0, given));
        const { route, ending, open } = walk(part, knowledge, day);
        states.set(JSON.stringify([route, ending, open?.name]), stateOf(Object.fromEntries(part)));
      }
    expect(states.size).toBeGreaterThan(20);
    for (const state of states.values()) {
      const turned = goOn(state, [], nothing, world);
      const offered = ids(turned).includes('action:sheet');
      if (turned.route === null) expect(offered, words(turned)).toBe(false);
      else if (turned.route !== 'handoff' && turned.choices.length < 10) expect(offered, words(turned)).toBe(true);
      expect(turned.choices.length, words(turned)).toBeLessThanOrEqual(13);
    }
  });

  test('is for those who talk to a human too, not for those who were sent elsewhere', () => {
    expect(ids(goOn(stateOf({ request: 'human' }), [], nothing, world))).toContain('action:sheet');
    expect(ids(goOn(stateOf({ request: 'out_of_scope' }), [], nothing, world))).not.toContain('action:sheet');
  });

  test('asks for a sheet: the first words lead to the link and say how long it opens', () => {
    const turned = turn(told, { choice: 'action:sheet' }, world);
    expect(turned.effects).toEqual([sheet]);
    expect(plainText(turned.messages[0] ?? expect.unreachable())).toContain('7日間（2026年11月28日の同じ時刻まで）');
    expect(turned.route).toBe('405');
    expect(turned.question).toBe(told.question);
  });

  test('that is old stays quiet in a crisis', () => {
    const turned = turn({ ...told, safety: 'crisis' }, { choice: 'action:sheet' }, world);
    expect(turned.effects).toEqual([]);
    expect(turned.state.safety).toBe('crisis');
  });
});

describe('in free text', () => {
  test.each([
    '相談シートください',
    '相談シートをください。',
    '印刷したい',
    'まとめて',
    'ここまでの話をまとめてください',
    'この結果を印刷したいです',
    '印刷できますか？',
    '紙でほしい',
    'プリントアウトしたい',
    '相談シートを見る・印刷する',
  ])('「%s」 is the sheet, and says nothing of the trade', (text) => {
    const turned = turn(told, { text }, world);
    expect(turned.effects).toEqual([sheet]);
    expect(turned.state.answers.map(({ question }) => question)).toEqual(['needs_terms_change', 'prefecture']);
  });

  test.each(['控えをください', '会話のコピーをください'])('「%s」 is the copy', (text) => {
    expect(turn(told, { text }, world).effects).toEqual([copy]);
  });

  test.each(['借入をまとめて一本化したい', '印刷業です', '印刷会社をやっています', '印刷機を買いたい', '印刷の受注が減っています'])(
    '「%s」 is neither',
    (text) => {
      expect(turn(told, { text }, world).effects.map(({ kind }) => kind)).not.toContain('sheet');
      expect(turn(told, { text }, world).effects.map(({ kind }) => kind)).not.toContain('copy_page');
    },
  );

  test('what else was told is on the sheet', () => {
    const turned = turn(stateOf({ needs_terms_change: 'yes' }), { text: '神戸です。相談シートください' }, world);
    expect(turned.effects).toEqual([sheet]);
    expect(turned.state.answers.at(-1)).toMatchObject({ question: 'prefecture', value: '兵庫県', day });
    expect(words(turned)).toContain('078-303-5856');
  });

  test('a question of ours that waits for an answer goes on waiting', () => {
    const doubt = { kind: 'which_holds', question: 'needs_terms_change', before: 'yes', now: 'no' } as const;
    const turned = turn({ ...told, pending: doubt }, { text: '印刷したい' }, world);
    expect(turned.state.pending).toEqual(doubt);
    expect(words(turned)).toContain('どちらが合っていますか');
  });

  test('danger is heard before', () => {
    const turned = turn(told, { text: '死にたい。相談シートください' }, world);
    expect(turned.effects).toEqual([{ kind: 'alert', reason: 'crisis' }]);
  });
});

describe('where there is nothing to hand out', () => {
  test('before anything was told there is no sheet, and no copy', () => {
    for (const text of ['相談シートください', '控えをください']) expect(turn(newConversation(), { text }, world).effects).toEqual([]);
    expect(words(turn(newConversation(), { text: '印刷したい' }, world))).toContain('まだうかがったことがない');
  });

  test('a copy also tells of side questions alone', () => {
    const asked = turn(newConversation(), { text: '補助率は？' }, world).state;
    expect(turn(asked, { text: '控えをください' }, world).effects).toEqual([copy]);
  });

  test('without links the sheet says so and the text copy stands for it', () => {
    const turned = turn(told, { choice: 'action:sheet' }, withoutLinks);
    expect(turned.effects).toEqual([]);
    expect(words(turned)).toContain('この画面からはお出しできません');
    expect(words(turned)).toContain('・都道府県：兵庫県');
    expect(words(turn(told, { text: '控えをください' }, withoutLinks))).toContain('これまでにうかがったことの控えです');
  });
});

test('answers bear the day they were given; those of before that have none', () => {
  const { state } = turn(told, { text: '従業員は8人です' }, { ...world, day: '2026-11-25' });
  expect(state.answers.map(({ question, day: given }) => [question, given])).toEqual([
    ['needs_terms_change', undefined],
    ['prefecture', undefined],
    ['employees', '2026-11-25'],
  ]);
});

describe('the copy', () => {
  const state: ConversationState = {
    ...stateOf({ request: 'consultation', needs_terms_change: 'yes', prefecture: '兵庫県', not_asked_any_more: 'x' }),
  };
  const dated = { ...state, answers: state.answers.map((answer) => (answer.question === 'prefecture' ? { ...answer, day } : answer)) };
  const question: Message = { kind: 'question', question: 'prefecture', text: 'どこですか', choices: [] };
  const turns: Told[] = [
    { day, time: '10:00', chose: null, messages: [{ kind: 'text', text: 'こんにちは' }, question] },
    {
      day,
      time: '10:01',
      chose: '兵庫県',
      messages: [{ kind: 'understood', text: 'x', items: [{ question: 'p', label: '兵庫県', change: 'c' }] }, question],
    },
    {
      day: '2026-11-22',
      time: '09:30',
      chose: null,
      messages: [{ kind: 'text', text: 'リンクです' }, { kind: 'link', label: 'シート', url: 'https://x.example/sheet/k' }, question],
    },
  ];
  const model = copyModel(dated, turns, { knowledge, day }, '2026-11-28 10:05');

  test('shows answers in our words with their day, without what only steers the talk', () => {
    expect(model.answers).toEqual([
      { label: '返済条件の変更', value: '返済の負担を軽くする必要がある', day: null },
      { label: '都道府県', value: '兵庫県', day: '11月21日' },
    ]);
    expect(model.until).toContain('2026年11月28日 10:05');
    expect(model.lines).toBeNull();
  });

  test('shows what was told in order; a question that stays open once, a link and its words never', () => {
    expect(model.told).toEqual([
      {
        when: '11月21日 10:00',
        chose: null,
        parts: [
          { title: '', text: 'こんにちは' },
          { title: 'おたずね', text: 'どこですか' },
        ],
      },
      { when: '11月21日 10:01', chose: '兵庫県', parts: [{ title: '受け取ったこと', points: ['兵庫県'] }] },
    ]);
  });

  test('in a crisis begins with the lines to call', () => {
    expect(copyModel({ ...dated, safety: 'crisis' }, turns, { knowledge, day }, '2026-11-28').lines?.phones.length).toBeGreaterThan(3);
  });
});

test('every word about pages is there', () => {
  for (const id of ['sheet', 'sheet_link', 'copy_page', 'copy_page_link', 'page_enough', 'sheet_nothing', 'sheet_no_page'])
    expect(phrases.has(id), id).toBe(true);
});
