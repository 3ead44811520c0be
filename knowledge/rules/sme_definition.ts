import { factOn, type Knowledge } from '../index.ts';
import type { Answers, Rule } from './index.ts';

/** The day of the table: document 003 (2020-03) is the only edition the sources give. */
const editionDay = '2020-03-31';
/** A firm this many times beyond both limits is no border case of any row. */
const farBeyond = 10;

function limit(knowledge: Knowledge, criterion: 'capital' | 'employees', industry: string): number | undefined {
  const value = factOn(knowledge, `kakushin_sme_${criterion}_${industry}`, editionDay)?.row.value;
  return typeof value === 'number' ? value : undefined;
}

/** How a figure stands to its limit of document 003 p.31: its ratio, or undefined when the figure or the industry is not known. */
function ratio(answers: Answers, knowledge: Knowledge, criterion: 'capital' | 'employees'): number | undefined {
  const industry = answers.get('industry');
  const figure = answers.get(criterion);
  if (typeof industry !== 'string' || typeof figure !== 'number') return undefined;
  const most = limit(knowledge, criterion, industry);
  return most === undefined ? undefined : figure / most;
}

/** Document 003 p.31: 従業員基準 alone is enough. `within` or `beyond`. */
export const smeByEmployees: Rule = (answers, knowledge) =>
  (ratio(answers, knowledge, 'employees') ?? Infinity) <= 1 ? 'within' : 'beyond';

/** Document 003 p.31: 資本金基準 or 従業員基準. `within`, `beyond`, `far_beyond` or `unknown`. */
export const smeDefinition: Rule = (answers, knowledge) => {
  const ratios = [ratio(answers, knowledge, 'capital'), ratio(answers, knowledge, 'employees')].filter((one) => one !== undefined);
  if (ratios.some((one) => one <= 1)) return 'within';
  if (ratios.length < 2) return 'unknown';
  return ratios.every((one) => one > farBeyond) ? 'far_beyond' : 'beyond';
};
