/** Pure functions the law or a document defines. Figures come from facts, never from here. */
import type { Knowledge } from '../index.ts';
import type { Day } from '../dated.ts';
import { growthEdition } from './growth.ts';
import { growthReached } from './growth_answers.ts';
import { smeByEmployees, smeDefinition } from './sme_definition.ts';
import { worthACheck } from './worth_a_check.ts';

/** What the person said, by question id: an answer id, a number in the question's unit, a name, or several answer ids. */
export type AnswerValue = string | number | readonly string[];
export type Answers = ReadonlyMap<string, AnswerValue>;

/** A rule state of a flow: which of the state's edges follows from the answers on a day. */
export type Rule = (answers: Answers, knowledge: Knowledge, day: Day) => string;

/** By rule id, the name of the state. */
export const rules: Readonly<Record<string, Rule>> = {
  worth_a_check: worthACheck,
  growth_edition: growthEdition,
  growth_reached: growthReached,
  sme_by_employees: smeByEmployees,
  sme_definition: smeDefinition,
};
