/**
 * What is stored of a conversation, and nothing else: the answers are the truth, the position is derived by walking.
 */
import { z } from 'zod';
import type { AnswerValue, Answers } from '../../knowledge/rules/index.ts';

/** The state's version. A deployed change of the flows needs none: answers that no longer fit are not walked. */
export const stateSchemaVersion = 1;

const answerValueSchema = z.union([z.string(), z.number(), z.array(z.string())]);

export const answerSchema = z.object({
  question: z.string(),
  value: answerValueSchema,
  /** said in free text, tapped as a button, or confirmed when asked whether it was understood rightly. */
  how: z.enum(['said', 'tapped', 'confirmed']),
  /** The turn it was given in, counted from 1. */
  turn: z.int(),
  /** The day of that turn; answers of before it was kept have none. */
  day: z.iso.date().optional(),
});
export type Answer = z.infer<typeof answerSchema>;

const pendingSchema = z.discriminatedUnion('kind', [
  /** Two answers to one question that cannot both hold. */
  z.object({ kind: z.literal('which_holds'), question: z.string(), before: answerValueSchema, now: answerValueSchema }),
  /** Words that may mean danger: asked gently, never passed over. */
  z.object({ kind: z.literal('gentle_safety') }),
  /** An answer that was taken back and is asked again, whatever else is open. */
  z.object({ kind: z.literal('change'), question: z.string() }),
  z.object({ kind: z.literal('erase') }),
  z.object({ kind: z.literal('consent') }),
]);
export type Pending = z.infer<typeof pendingSchema>;

export const stateSchema = z.object({
  schema: z.literal(stateSchemaVersion),
  answers: z.array(answerSchema),
  /** Side flows opened after the result; the last is walked first and popped at its end. */
  opened: z.array(z.string()),
  pending: z.nullable(pendingSchema),
  /** How often in a row the person was not understood, 0 to 2. */
  misses: z.int().min(0).max(2),
  handoff: z.nullable(z.string()),
  safety: z.nullable(z.enum(['crisis', 'loan_shark'])),
  turns: z.int(),
  /** The question last put to the person: only that one can be answered by a mere はい. */
  question: z.nullable(z.string()).default(null),
  /** The choices last offered: 「２」 and a label name one of them. */
  offered: z.array(z.object({ id: z.string(), label: z.string() })).default([]),
  /** The faq entry last answered: a question that names nothing goes on from it. */
  asked: z.string().nullable().default(null),
  /** What the person was last told of the result: a change of it is told as a change. */
  told: z.nullable(z.object({ route: z.string(), ending: z.nullable(z.string()), prefecture: z.nullable(z.string()) })),
});
/** One conversation's state. */
export type ConversationState = z.infer<typeof stateSchema>;

export const newConversation = (): ConversationState => ({
  schema: stateSchemaVersion,
  answers: [],
  opened: [],
  pending: null,
  misses: 0,
  handoff: null,
  safety: null,
  turns: 0,
  question: null,
  offered: [],
  asked: null,
  told: null,
});

/** The answers that hold: the latest of each question. */
export function answersOf(state: ConversationState): Map<string, AnswerValue> {
  return new Map(state.answers.map((answer) => [answer.question, answer.value]));
}

/** Whether `question:answer` is among the answers; several-valued answers count each. */
export function given(answers: Answers, pair: string): boolean {
  const colon = pair.indexOf(':');
  const value = answers.get(pair.slice(0, colon));
  const wanted = pair.slice(colon + 1);
  return Array.isArray(value) ? value.includes(wanted) : value === wanted;
}
