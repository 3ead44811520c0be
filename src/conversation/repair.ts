/** Corrections and contradictions: what is meant as a correction replaces; what merely differs is asked about. */
import { say, wordsFor } from '../../flows/index.ts';
import type { AnswerValue, Answers } from '../../knowledge/rules/index.ts';
import type { Choice, Message } from '../channel.ts';
import type { NewAnswers } from './answers.ts';
import { heard } from './questions.ts';
import type { ConversationState, Pending } from './state.ts';
import { sideTables, tables, type TableState, type Walk } from './walk.ts';

/** Words that announce that what follows replaces what was said before. */
const announces =
  /やっぱ|やはり|訂正|間違|まちが|違いまし|ちがいまし|違います|違うよ|ちゃうわ|ちゃいます|ではなく|じゃなく|でなく|ちゃうくて|言い直|勘違い|かんちがい|実は|じつは|本当は|ほんとは|見直し(?:たら|てみたら)|さっき(?:の|は)|先ほど(?:の|は)/;

/** Whether a text says that it corrects what was said before. */
export const announcesCorrection = (text: string): boolean => announces.test(text);

/** Answers that grow or only colour the result cannot contradict each other. */
const never = new Set(['trouble', 'signals', 'request', 'place_candidates', 'desk_kind']);

export type WhichHolds = Extract<Pending, { kind: 'which_holds' }>;

/** The first of the new answers that cannot hold beside an earlier one, unless the text is a correction. */
export function contradiction(found: NewAnswers, before: Answers, at: Walk, text: string, labels: readonly string[]): WhichHolds | null {
  if (labels.includes('correction') || announces.test(text)) return null;
  for (const [question, now] of found) {
    const earlier = before.get(question);
    if (earlier === undefined || never.has(question) || question === at.open?.name) continue;
    if (String(earlier) === String(now) || earlier === 'unknown') continue;
    return { kind: 'which_holds', question, before: copied(earlier), now: copied(now) };
  }
  return null;
}

/** New answers without those that would undo an earlier one by a mere 「わからない」. */
export function withoutDoubts(found: NewAnswers, before: Answers, at: Walk, labels: readonly string[]): NewAnswers {
  const keeps = ([question, now]: [string, AnswerValue]): boolean =>
    now !== 'unknown' || question === at.open?.name || labels.includes('correction') || (before.get(question) ?? 'unknown') === 'unknown';
  return new Map([...found].filter(keeps));
}

const copied = (value: AnswerValue): string | number | string[] => (typeof value === 'object' ? [...value] : value);

/** Asks which of two answers holds; the later one is offered first. */
export function whichHoldsMessage(pending: WhichHolds): Extract<Message, { kind: 'question' }> {
  const { question, before, now } = pending;
  const choices = [now, before].map((value): Choice => ({ id: `${question}:${String(value)}`, label: heard(question, value) }));
  return {
    kind: 'question',
    question,
    text: say('which_holds', { before: heard(question, before), now: heard(question, now) }),
    choices: [...choices, { id: 'action:human', label: say('button_human') }],
  };
}

/** The value of a tapped choice between two answers, or undefined when it is neither. */
export function heldValue(pending: WhichHolds, choice: string): AnswerValue | undefined {
  return [pending.now, pending.before].find((value) => `${pending.question}:${String(value)}` === choice);
}

/** A state that asks a question, wherever it stands. */
export function stateAsking(question: string): TableState | undefined {
  for (const flow of [...tables.values(), ...sideTables.values()])
    for (const state of flow.states.values()) if (state.kind === 'question' && state.name === question) return state;
  return undefined;
}

/** 「さっきのは間違い」 without saying what: everything answered is offered for change. */
export function whatToChange(state: ConversationState): Message | null {
  const asked = state.answers.filter((answer) => !never.has(answer.question) || answer.question === 'trouble').slice(-10);
  if (asked.length === 0) return null;
  const choices = asked.map((answer): Choice => ({
    id: `action:change_${answer.question}`,
    label: `${wordsFor(answer.question).name}：${heard(answer.question, answer.value)}`,
  }));
  return { kind: 'choices', text: say('what_to_change'), choices };
}
