/** Facts of a text: prefecture, industry, money, employees, age of the firm, tax arrears. Rules only; nothing is guessed. */
import type { Facts } from '../types.ts';
import { businessAgeFact } from './business_age.ts';
import { employeesFact } from './employees.ts';
import { industryFact } from './industry.ts';
import { moneyFacts } from './money.ts';
import { prefectureFacts } from './prefecture.ts';
import { inHiragana, inKanji, withNumerals, withQuestions } from './spoken_numbers.ts';
import { taxArrearsFact } from './tax_arrears.ts';

const numberQuestions = new Set(['capital', 'debt', 'monthly_repayment', 'employees', 'business_age']);

/**
 * What a text states about the firm. `text` is NFKC-normalised and at most 20,000 characters; `question` is the id of the open
 * question or null (capital, or the name of the fact: capital_yen); `today` (YYYY-MM-DD) turns years of foundation into an age. Facts left open (ranges, several meanings) are absent;
 * an ambiguous place gives `prefecture: null` with its candidates.
 */
export function extractFacts(text: string, question: string | null, today = '2026-11-21'): Facts {
  const asked = question?.replace(/_(?:yen|years)$/, '') ?? null;
  const industry = industryFact(inHiragana(text), asked);
  const figures = asked !== null && numberQuestions.has(asked) ? withNumerals(text) : withQuestions(inKanji(text));
  const employees = employeesFact(figures, asked);
  const age = businessAgeFact(figures, asked, today);
  const arrears = taxArrearsFact(text, asked);
  return {
    ...prefectureFacts(text, asked),
    ...(industry !== undefined && { industry }),
    ...moneyFacts(figures, asked),
    ...(employees !== undefined && { employees }),
    ...(age !== undefined && { business_age_years: age }),
    ...(arrears !== undefined && { tax_arrears: arrears }),
  };
}
