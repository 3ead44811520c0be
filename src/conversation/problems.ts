/** What a rule could not do, in words: which figure, what was read, what is needed. */
import { phrase } from '../../flows/aftercare.ts';
import type { RuleProblem } from '../../knowledge/rules/problem.ts';
import type { Message } from '../channel.ts';
import { formatPeople, formatYears, formatYen } from '../format.ts';

const inPeople = new Set(['employees', 'members', 'sme_members']);
const inYears = new Set(['years', 'research_years', 'follow_up_years']);

function figureText(figure: string, value: number): string {
  const name = figure.split('.')[0] ?? figure;
  if (inPeople.has(name)) return formatPeople(value);
  if (inYears.has(name)) return formatYears(value);
  if (name === 'every_months') return phrase('monitoring_months', { count: String(value) });
  // fractions of a yen would be rounded away, and they are what is wrong
  return Number.isInteger(value) ? formatYen(value) : `${String(value)}円`;
}

/** 「直近の決算の従業員数」. */
export function figureName(figure: string): string {
  const [name = '', end] = figure.split('.');
  return phrase(`figure_${name}`, end ? { end: phrase(`end_${end}`) } : {});
}

export function problemText({ problem, figure, read, example }: RuleProblem): string {
  return phrase(`problem_${problem}`, {
    figure: figureName(figure),
    read: read === null ? '' : problem === 'no_unit' ? read.toLocaleString('ja-JP') : figureText(figure, read),
    example: example === null ? '' : phrase('problem_example', { example: figureText(figure, example) }),
  });
}

/** All problems in one message, a line each. */
export const problemMessage = (problems: readonly RuleProblem[]): Message => ({ kind: 'text', text: problems.map(problemText).join('\n') });
