/** The open question as a message, and answers in our words. */
import { say, wordsFor } from '../../flows/index.ts';
import type { Input } from '../../flows/flow.ts';
import type { AnswerValue, Answers } from '../../knowledge/rules/index.ts';
import { parts } from '../../knowledge/rules/subsidy.ts';
import type { Message } from '../channel.ts';
import { formatPeople, formatYears, formatYen } from '../format.ts';
import { sideTables, type TableState } from './walk.ts';

const units: Readonly<Record<string, (value: number) => string>> = {
  capital: formatYen,
  debt: formatYen,
  monthly_repayment: formatYen,
  employees: formatPeople,
  business_age: formatYears,
  ...Object.fromEntries(
    [...sideTables.values()].flatMap(({ states }) => [...states.values()]).flatMap(({ name, input }) => unitOf(name, input)),
  ),
  ...Object.fromEntries(parts.map((part) => [`estimate_${part}`, formatYen])),
};

function unitOf(question: string, input: Input): [string, (value: number) => string][] {
  return input === 'yen' ? [[question, formatYen]] : input === 'people' ? [[question, formatPeople]] : [];
}

/** A figure in the unit of its question: 500万円, 8.5人. */
export const amountText = (question: string, value: number): string => (units[question] ?? String)(value);

/** A value as we say it: 「従業員18人」「兵庫県」「売上が減っている、資金繰りに不安がある」. */
export function heard(question: string, value: AnswerValue): string {
  const words = wordsFor(question);
  if (Array.isArray(value)) return value.map((one: string) => words.heard[one] ?? one).join('、');
  const known = words.heard[String(value)];
  if (known !== undefined) return known;
  const text = typeof value === 'number' ? amountText(question, value) : String(value);
  return (words.heard.given ?? '{value}').replace('{value}', text);
}

/** The open question with its choices. Candidates of an ambiguous place are offered before the rest. */
export function questionMessage(state: TableState, answers: Answers, waysOut: readonly string[]): Extract<Message, { kind: 'question' }> {
  const words = wordsFor(state.name);
  const candidates = state.name === 'prefecture' ? answers.get('place_candidates') : undefined;
  const places = Array.isArray(candidates) ? candidates.map((place: string) => ({ id: `prefecture:${place}`, label: place })) : [];
  return {
    kind: 'question',
    question: state.name,
    text: places.length > 0 ? say('which_place') : words.ask,
    ...(words.why ? { why: words.why } : {}),
    choices: [
      ...places,
      ...Object.entries(words.answers).map(([answer, label]) => ({ id: `${state.name}:${answer}`, label })),
      ...waysOut.map((name) => ({ id: `action:${name}`, label: say(`button_${name}`) })),
    ],
    ...(state.input === 'several' ? { several: true as const } : {}),
  };
}
