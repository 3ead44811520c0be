/** The growth check on what was answered: question ids of flows/growth_check.ts → figures of the rule. */
import type { Knowledge } from '../index.ts';
import type { Day } from '../dated.ts';
import { figureProblem, growthCheck, type GrowthRequest, type YearEnd } from './growth.ts';
import type { Answers, Rule } from './index.ts';
import type { RuleProblem } from './problem.ts';

/** Figure of the rule → question id without its end (`_now`, `_then`). */
export const growthQuestions = {
  operatingProfit: 'growth_operating_profit',
  labourCost: 'growth_labour_cost',
  depreciation: 'growth_depreciation',
  employees: 'growth_employees',
  ordinaryProfit: 'growth_ordinary_profit',
  wages: 'growth_wages',
} as const satisfies Record<keyof YearEnd, string>;

/** A figure answered as a number, or as the id of a choice that is one (`3`); `unknown` is none. */
function figure(answers: Answers, question: string): number | undefined {
  const value = answers.get(question);
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : undefined;
}

const yearEnd = (answers: Answers, end: 'now' | 'then'): YearEnd =>
  Object.fromEntries(Object.entries(growthQuestions).map(([name, question]) => [name, figure(answers, `${question}_${end}`)]));

/** What was answered so far; figures that were not are undefined. Yen and people. */
export function growthRequest(answers: Answers, day: Day): GrowthRequest {
  return {
    years: figure(answers, 'growth_years'),
    researchYears: figure(answers, 'growth_research_years'),
    before: yearEnd(answers, 'now'),
    after: yearEnd(answers, 'then'),
    day,
  };
}

/** What keeps a figure from answering its question (`growth_wages_now`), or null: for each figure as it is said. */
export function growthFigureProblem(question: string, value: number): RuleProblem | null {
  const found = Object.entries(growthQuestions).find(([, base]) => question === `${base}_now` || question === `${base}_then`);
  return found ? figureProblem(found[0] as keyof YearEnd, question.endsWith('_now') ? 'before' : 'after', value) : null;
}

/** Whether any of its questions was answered. */
export const growthBegun = (answers: Answers): boolean => [...answers.keys()].some((question) => question.startsWith('growth_'));

/** For the flow: `passes`, `short`, or `open` when a figure is missing or impossible. */
export const growthReached: Rule = (answers: Answers, knowledge: Knowledge, day: Day) => {
  const result = growthCheck(growthRequest(answers, day), knowledge);
  if (!result.ok) return 'open';
  return result.value.passes ? 'passes' : 'short';
};
