/**
 * What holds for all conversations, whatever is said in whatever order. Understanding is replaced by one that returns
 * the labels a property needs; flows, knowledge and the turn are the real ones. LONG=1 tries many times more.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { say, wording } from '../../flows/index.ts';
import { loadKnowledge } from '../../knowledge/index.ts';
import type { AnswerValue } from '../../knowledge/rules/index.ts';
import { plainText, type Said } from '../../src/channel.ts';
import { take } from '../../src/conversation/actions.ts';
import { goOn, nothing, openers, where, type World } from '../../src/conversation/finish.ts';
import { topics } from '../../src/conversation/menu.ts';
import { openedWalk, sideFlowOf } from '../../src/conversation/opened.ts';
import { answersOf, newConversation, stateSchema, type ConversationState } from '../../src/conversation/state.ts';
import { turn } from '../../src/conversation/turn.ts';
import { allLabels } from '../../src/understanding/labels.ts';
import type { Facts, Understanding } from '../../src/understanding/types.ts';
import { allStates, valuesFor } from '../paths.ts';

const knowledge = loadKnowledge();
const day = '2026-11-21';
const times = (usual: number, long = usual * 50): { numRuns: number } => ({ numRuns: process.env.LONG === '1' ? long : usual });
const limit = process.env.LONG === '1' ? 900_000 : 30_000;

/** A world that understands what the property wants to be understood. */
const understanding = (understood: Partial<Understanding>): World => ({
  knowledge,
  day,
  understand: () => ({ ...nothing, ...understood }),
});
const quiet = understanding({});

const asked = [
  ...new Map(
    allStates()
      .filter((state) => state.kind === 'question')
      .map((state) => [state.name, state]),
  ).values(),
];
const anyAnswer = fc.oneof(
  ...asked.map((state) => fc.tuple(fc.constant(state.name), fc.constantFrom(...valuesFor(state)))),
  fc.tuple(fc.constant('signals'), fc.subarray(Object.keys(wording.get('signals')?.heard ?? {}), { minLength: 1 })),
);
const answers = fc
  .uniqueArray(anyAnswer, { selector: ([question]) => question, maxLength: 12 })
  .map((pairs) => new Map<string, AnswerValue>(pairs));
/** Answers given one after another; some questions are answered again and again. */
const edits = fc.array(anyAnswer, { maxLength: 20 });

const facts: fc.Arbitrary<Facts> = fc.record(
  {
    prefecture: fc.constantFrom('兵庫県', '沖縄県', '東京都', null),
    prefecture_candidates: fc.constant(['東京都', '広島県']),
    industry: fc.constantFrom(...Object.keys(wording.get('industry')?.answers ?? {}).filter((id) => id !== 'unknown')),
    capital_yen: fc.nat({ max: 1_000_000_000_000 }),
    employees: fc.nat({ max: 1_000_000 }),
    debt_yen: fc.nat(),
    monthly_repayment_yen: fc.nat(),
    business_age_years: fc.nat({ max: 200 }),
    tax_arrears: fc.boolean(),
  },
  { requiredKeys: [] },
);
const askedTopics = fc.oneof(
  { weight: 3, arbitrary: fc.constant<string[]>([]) },
  fc.subarray<string>([...topics, 'leave'], { maxLength: 2 }),
);
const understood = fc.record({
  labels: fc.subarray([...allLabels], { maxLength: 5 }),
  facts,
  likely: fc.subarray([...allLabels], { maxLength: 3 }),
  topics: askedTopics,
});

const choice = fc.oneof(
  fc
    .tuple(fc.constantFrom(...wording.keys()), fc.constantFrom('yes', 'no', 'unknown', 'given', 'none', 'maybe', '兵庫県'))
    .map(([question, answer]) => `${question}:${answer}`),
  fc
    .constantFrom(
      'go_back',
      'restart',
      'human',
      'contact',
      'go_on',
      'consult',
      'erase',
      'keep',
      'change_prefecture',
      'faq_flow',
      'faq_x',
      'leave',
      'menu',
      'after_more',
      ...topics.map((topic) => `after_${topic}`),
      'support_overseas',
      'support_x',
      '',
    )
    .map((name) => `action:${name}`),
  fc.constantFrom(...openers().map((one) => one.id)),
  fc.string({ unit: 'binary' }),
);
const said: fc.Arbitrary<Said> = fc.oneof(
  fc.record({
    text: fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('', '1', '２', '1と3', '一番上', 'わからない', '\0', '戻る', '500万円', '-3人', '0円', '策定40万、伴走10万'),
    ),
  }),
  fc.record({ choice }),
  fc.record({ address: fc.string({ unit: 'grapheme' }) }),
  fc.record({ media: fc.constantFrom('sticker', 'image', 'file', 'audio', 'other') }),
  fc.constant({ arrived: true as const }),
);

/** What is never asked outright, and what decides whether something else is asked, has to be said before it. */
function saidFirst(question: string): boolean {
  const lifting = asked.flatMap((state) =>
    [...(state.meta.presumeIf ?? []), ...(state.meta.askIf ?? [])].map((pair) => pair.split(':')[0]),
  );
  return lifting.includes(question) || !asked.some((state) => state.name === question && state.meta.presume === undefined);
}

/** What holds after answers one after another: the latest of each question; a plain word on the terms takes back what was said of repaying before. */
function holding(path: readonly (readonly [string, AnswerValue])[]): Map<string, AnswerValue> {
  const held = new Map<string, AnswerValue>();
  for (const [question, value] of path) {
    if (question === 'needs_terms_change' && value !== 'unknown') held.delete('can_repay');
    held.set(question, value);
  }
  return held;
}

const heardAll = (all: ReadonlyMap<string, AnswerValue>): ConversationState => take(newConversation(), new Map(all), 'said');
/** What a walk found, for comparison. */
function standing(state: ConversationState): object {
  const at = where(state, quiet);
  return {
    route: at.route,
    ending: at.ending,
    open: at.open?.name,
    result: at.result?.id,
    path: at.path.map((step) => `${step.state.id}:${step.event}:${step.how}`),
  };
}
/** The result card and desk, told for the first time. */
const told = (state: ConversationState): string[] =>
  goOn({ ...state, told: null, pending: null, opened: [] }, [], nothing, quiet).messages.map(plainText);

/** States as conversations leave them, by taking turns. */
const reached = fc.array(fc.tuple(said, understood), { maxLength: 8 }).map((turns) => {
  let state = newConversation();
  for (const [what, heard] of turns) ({ state } = turn(state, what, understanding(heard)));
  return state;
});

describe('the answers are the truth', () => {
  test(
    'corrected as often as you like, the result is that of a fresh run with the same answers',
    () => {
      fc.assert(
        fc.property(edits, (path) => {
          let edited = newConversation();
          for (const [question, value] of path) edited = goOn(take(edited, new Map([[question, value]]), 'said'), [], nothing, quiet).state;
          const fresh = heardAll(holding(path));
          expect(standing(edited)).toEqual(standing(fresh));
          expect(told(edited)).toEqual(told(fresh));
        }),
        times(200, 100_000),
      );
    },
    limit,
  );

  test(
    'whatever turns led there, stored and read again, the result is that of its answers alone',
    () => {
      fc.assert(
        fc.property(reached, (state) => {
          const stored = stateSchema.parse(JSON.parse(JSON.stringify(state)));
          const fresh = heardAll(answersOf(stored));
          expect(standing(stored)).toEqual(standing(fresh));
          expect(told(stored)).toEqual(told(fresh));
        }),
        times(150),
      );
    },
    limit,
  );

  test(
    'answered one by one as asked, or told all at once: the same result',
    () => {
      fc.assert(
        fc.property(answers, (all) => {
          let state = newConversation();
          for (const [question, value] of all) if (saidFirst(question)) state = take(state, new Map([[question, value]]), 'said');
          for (let open = where(state, quiet).open; open && all.has(open.name); open = where(state, quiet).open)
            state = take(state, new Map([[open.name, all.get(open.name) ?? 'unknown']]), 'tapped');
          expect(standing(state)).toEqual(standing(heardAll(all)));
        }),
        times(200),
      );
    },
    limit,
  );

  test(
    'taking the last answer back and giving it again changes nothing',
    () => {
      fc.assert(
        fc.property(answers, (all) => {
          const state = heardAll(all);
          const last = where(state, quiet).path.findLast((step) => step.how === 'answered')?.state.name;
          const back = turn(state, { choice: 'action:go_back' }, quiet).state;
          if (last === undefined) return;
          expect(answersOf(back).has(last)).toBe(false);
          expect(standing(take(back, new Map([[last, all.get(last) ?? 'unknown']]), 'said'))).toEqual(standing(state));
        }),
        times(150),
      );
    },
    limit,
  );
});

describe('the tree', () => {
  test(
    'who ends the business and does not want to go on is never sent to 経営革新計画',
    () => {
      fc.assert(
        fc.property(answers, fc.constantFrom('yes', 'unknown'), (all, closure) => {
          const at = where(
            heardAll(new Map([...all, ['request', 'consultation'], ['considering_closure', closure], ['wants_to_continue', 'no']])),
            quiet,
          );
          expect(at.route).toBe('rechallenge');
        }),
        times(150),
      );
    },
    limit,
  );

  test(
    'who needs other terms is sent to 405 or its GL frame, whatever else is said',
    () => {
      fc.assert(
        fc.property(answers, (all) => {
          const said = new Map<string, AnswerValue>([
            ...all,
            ['request', 'consultation'],
            ['considering_closure', 'no'],
            ['needs_terms_change', 'yes'],
          ]);
          const route = where(heardAll(said), quiet).route;
          expect([all.get('debt_reduction') === 'yes' ? '405_gl' : '405', null]).toContain(route);
        }),
        times(150),
      );
    },
    limit,
  );
});

/** What says in plain words that the consultation stands otherwise, or ends the check. */
const ofTheConsultation =
  /:(?:yes|no|unknown)$|^(?:crisis|loan_shark|urgent_deadline|legal_judgement|correction|restart|erase|stop|human_handoff|wants_contact|debt_reduction|already_rescheduled)$/;
const besideLabels = fc.subarray(
  [...allLabels].filter((label) => !ofTheConsultation.test(label)),
  { maxLength: 3 },
);
const sideTopics = ['cost', 'growth', 'resources', 'wishes'] as const;

describe('a side flow', () => {
  /** The consultation's own answers; a prefecture told by the way is welcome. */
  const ofConsultation = (state: ConversationState): [string, AnswerValue][] =>
    [...answersOf(state)].filter(
      ([question]) =>
        sideFlowOf(question) === undefined && !question.startsWith('estimate_') && !['prefecture', 'place_candidates'].includes(question),
    );
  const reply = fc.oneof(
    fc.constantFrom(
      'はい',
      'いいえ',
      '500万円',
      '600',
      '0人',
      '8.5人',
      'マイナス20万円',
      '3年',
      '1と2',
      '特にない',
      '資金繰りが厳しい',
      '策定40万、伴走10万',
    ),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
  );
  const replies = fc.array(fc.tuple(reply, besideLabels, facts, fc.nat({ max: 20 })), { minLength: 1, maxLength: 14 });

  test(
    'never changes the result of the consultation, whatever is answered in it',
    () => {
      fc.assert(
        fc.property(answers, fc.constantFrom(...sideTopics), replies, (all, topic, said) => {
          const before = goOn(heardAll(all), [], nothing, quiet);
          let { state } = turn(before.state, { choice: `action:after_${topic}` }, quiet);
          for (const [text, labels, told, tap] of said) {
            const at = openedWalk(state, quiet);
            if (!at) break;
            const offered = state.offered.filter(({ id }) => !['action:human', 'action:leave'].includes(id));
            const tapped = offered[tap];
            ({ state } = turn(state, tapped ? { choice: tapped.id } : { text }, understanding({ labels, facts: told })));
            expect(where(state, quiet).route).toBe(where(before.state, quiet).route);
            expect(ofConsultation(state)).toEqual(ofConsultation(before.state));
          }
        }),
        times(150),
      );
    },
    limit,
  );

  test(
    'can be left at every question, by button and in words, and gives back what stood open before',
    () => {
      fc.assert(
        fc.property(answers, fc.constantFrom(...sideTopics), replies, fc.boolean(), (all, topic, said, byButton) => {
          const before = goOn(heardAll(all), [], nothing, quiet);
          let turned = turn(before.state, { choice: `action:after_${topic}` }, quiet);
          for (const [text] of said) {
            if (!openedWalk(turned.state, quiet)) return;
            expect(turned.choices.map(({ id }) => id)).toEqual(expect.arrayContaining(['action:leave', 'action:human']));
            turned = turn(turned.state, { text }, quiet);
          }
          if (!openedWalk(turned.state, quiet)) return;
          const leaving = byButton ? { choice: 'action:leave' } : { text: 'やめます' };
          const after = turn(turned.state, leaving, understanding({ topics: ['leave'] }));
          expect(after.state.opened).toEqual([]);
          expect([after.route, standing(after.state)]).toEqual([before.route, standing(before.state)]);
          if (all.size > 0) expect(after.question).toBe(before.question);
        }),
        times(100),
      );
    },
    limit,
  );
});

describe('safety comes first', () => {
  test(
    'a crisis is answered before anything else, in every state',
    () => {
      fc.assert(
        fc.property(reached, understood, (state, besides) => {
          const calm: ConversationState = { ...state, safety: null };
          const turned = turn(
            calm,
            { text: 'もう消えてしまいたいです' },
            understanding({ ...besides, labels: ['crisis', ...besides.labels] }),
          );
          expect(turned.messages[0]).toEqual({ kind: 'notice', tone: 'safety', text: say('crisis') });
          expect(turned.messages.some((message) => message.kind === 'contact' && message.phones.length > 0)).toBe(true);
          expect(turned.messages.some((message) => message.kind === 'result' || message.kind === 'question')).toBe(false);
          expect([turned.route, turned.question]).toEqual(['crisis', null]);
          expect(turned.effects).toEqual([{ kind: 'alert', reason: 'crisis' }]);
          expect(turned.state.answers).toEqual(state.answers);
        }),
        times(150),
      );
    },
    limit,
  );

  test(
    'after it nothing is asked or offered until the person wants to go on',
    () => {
      fc.assert(
        fc.property(reached, fc.constantFrom('thanks', 'greeting', 'chitchat', 'vague_worry', 'unsure', 'no'), (state, label) => {
          const stays = turn({ ...state, safety: 'crisis' }, { text: 'うん' }, understanding({ labels: [label] }));
          expect([stays.route, stays.question]).toEqual(['crisis', null]);
          const on = turn(stays.state, { choice: 'action:go_on' }, quiet);
          expect(on.state.safety).toBeNull();
          expect(on.route).not.toBe('crisis');
        }),
        times(100),
      );
    },
    limit,
  );

  test(
    'a loan shark is warned of first, in every state',
    () => {
      fc.assert(
        fc.property(reached, (state) => {
          const turned = turn({ ...state, safety: null }, { text: '業者に脅されています' }, understanding({ labels: ['loan_shark'] }));
          expect(turned.messages[0]).toEqual({ kind: 'notice', tone: 'safety', text: say('loan_shark') });
        }),
        times(100),
      );
    },
    limit,
  );
});

describe('whatever a person does', () => {
  test(
    'a turn never throws, keeps a state that can be stored, and always says something',
    () => {
      fc.assert(
        fc.property(fc.array(fc.tuple(said, understood), { minLength: 1, maxLength: 8 }), (turns) => {
          let state = newConversation();
          for (const [what, heard] of turns) {
            const turned = turn(state, what, understanding(heard));
            state = stateSchema.parse(JSON.parse(JSON.stringify(turned.state)));
            expect(turned.messages.length).toBeGreaterThan(0);
            for (const message of turned.messages) expect(plainText(message)).not.toMatch(/undefined|NaN|\[object|\{\w+\}/);
          }
        }),
        times(200),
      );
    },
    limit,
  );

  test(
    'a choice offered now is never called an old button',
    () => {
      const old = [say('old_button'), say('old_button_result').slice(0, 20)];
      fc.assert(
        fc.property(reached, understood, (before, heard) => {
          const turned = turn(before, { text: 'そうですね' }, understanding(heard));
          for (const one of turned.choices) {
            const texts = turn(turned.state, { choice: one.id }, quiet).messages.map(plainText);
            expect(
              texts.filter((text) => old.some((words) => text.startsWith(words))),
              one.id,
            ).toEqual([]);
          }
        }),
        times(75),
      );
    },
    limit,
  );

  test(
    'what the owner wrote is never repeated',
    () => {
      fc.assert(
        fc.property(reached, understood, fc.stringMatching(/^[a-z]{6,12}$/), (state, heard, word) => {
          const turned = turn(state, { text: `<b>${word}</b> @${word} https://${word}.example` }, understanding(heard));
          expect(JSON.stringify(turned.messages)).not.toContain(`${word}.example`);
          expect(JSON.stringify(turned.messages)).not.toContain(`@${word}`);
        }),
        times(75),
      );
    },
    limit,
  );
});
