/** From labels and facts to answers: the table of the vocabulary (labels.md), in one place. */
import { wordsFor } from '../../flows/index.ts';
import type { AnswerValue, Answers } from '../../knowledge/rules/index.ts';
import type { Facts } from '../understanding/types.ts';
import type { TableState } from './walk.ts';

export type NewAnswers = Map<string, AnswerValue>;

/** A longer text says more than which answer is meant. */
const longestNaming = 60;

const direct =
  /^(needs_terms_change|considering_closure|wants_new_initiative|can_repay|wants_to_continue|debt_reduction):(yes|no|unknown)$/;
export const troubleLabels = ['sales_down', 'low_profit', 'cashflow_unstable', 'wants_diagnosis', 'wants_expert', 'bank_relation'] as const;
/** Said, never asked: they lift presumptions and colour the result. */
const signalLabels = ['already_rescheduled', 'debt_guarantee_worry', 'succession', 'vague_worry', 'wants_loan', 'urgent_deadline'] as const;

const factQuestions: readonly (readonly [keyof Facts, string])[] = [
  ['prefecture', 'prefecture'],
  ['industry', 'industry'],
  ['capital_yen', 'capital'],
  ['employees', 'employees'],
  ['debt_yen', 'debt'],
  ['monthly_repayment_yen', 'monthly_repayment'],
  ['business_age_years', 'business_age'],
];

/** What a text answers. `open` is the question it may answer shortly; `before` what was answered until now. */
export function answersFrom(labels: readonly string[], facts: Facts, open: TableState | null, before: Answers): NewAnswers {
  const found: NewAnswers = new Map();
  const spoken = labels.includes('yes') ? 'yes' : labels.includes('no') ? 'no' : labels.includes('unsure') ? 'unknown' : null;
  if (open && spoken) spokenAnswer(open, spoken, found);

  for (const label of labels) {
    const match = direct.exec(label);
    if (match?.[1] && match[2]) found.set(match[1], match[2]);
  }
  if (labels.includes('debt_reduction')) {
    found.set('debt_reduction', 'yes');
    found.set('needs_terms_change', 'yes');
  }
  if (
    labels.includes('already_rescheduled') &&
    found.get('needs_terms_change') === undefined &&
    before.get('needs_terms_change') === undefined
  )
    found.set('needs_terms_change', 'yes');
  repayment(found, open, before);

  merge('trouble', troubleLabels, labels, before, found);
  merge('signals', signalLabels, labels, before, found);
  factAnswers(facts, found);
  return found;
}

/** はい / いいえ / わからない to the open question. */
function spokenAnswer(open: TableState, spoken: 'yes' | 'no' | 'unknown', found: NewAnswers): void {
  if (open.input === 'choice') {
    if (open.edges.has(spoken)) found.set(open.name, spoken);
  } else if (spoken === 'unknown') found.set(open.name, 'unknown');
  else if (open.input === 'several' && spoken === 'no') found.set(open.name, 'none');
}

/** Answers a short text names by their words: 「うちだけで」 to who applies. Nothing when it names none. */
export function namedAnswers(text: string, open: TableState | null): NewAnswers {
  if (!open || text.length > longestNaming || /[?？]|(?:ますか|ですか|ませんか|のか)[。!！]*$/.test(text)) return new Map();
  const plain = text.normalize('NFKC');
  const named = Object.entries(wordsFor(open.name).also)
    .filter(([answer]) => answer !== 'given')
    .filter(([, words]) => words.some((word) => plain.includes(word)))
    .map(([answer]) => answer);
  if (named.length === 0 || (named.length > 1 && open.input !== 'several')) return new Map();
  return new Map([[open.name, open.input === 'several' ? named : (named[0] ?? 'unknown')]]);
}

/** Repayment that can (not) go on says whether terms must change, unless that was answered itself. */
function repayment(found: NewAnswers, open: TableState | null, before: Answers): void {
  const canRepay = found.get('can_repay');
  if (canRepay === undefined || found.has('needs_terms_change') || before.has('needs_terms_change') || open?.name === 'can_repay') return;
  if (canRepay === 'no') found.set('needs_terms_change', 'yes');
  if (canRepay === 'yes') found.set('needs_terms_change', 'no');
}

/** Several-valued answers grow: what was said before still holds. */
function merge(question: string, known: readonly string[], labels: readonly string[], before: Answers, found: NewAnswers): void {
  const now = known.filter((label) => labels.includes(label));
  if (now.length === 0) return;
  const earlier = before.get(question);
  found.set(question, [...new Set([...(Array.isArray(earlier) ? (earlier as string[]) : []), ...now])]);
}

function factAnswers(facts: Facts, found: NewAnswers): void {
  for (const [fact, question] of factQuestions) {
    const value = facts[fact];
    if (typeof value === 'string' || typeof value === 'number') found.set(question, value);
  }
  if (facts.tax_arrears !== undefined) found.set('tax_arrears', facts.tax_arrears ? 'yes' : 'no');
  if (facts.prefecture === null && facts.prefecture_candidates) found.set('place_candidates', facts.prefecture_candidates);
}

/** Whether the answers say what the person came for; a mere town or trade does not. */
export function decisive(answers: Answers): boolean {
  return (
    ['needs_terms_change', 'considering_closure', 'can_repay', 'debt_reduction', 'trouble'].some((question) => answers.has(question)) ||
    answers.get('wants_new_initiative') === 'yes'
  );
}

/** A worry about house and guarantee is answered; once a programme is told it does not open the question of closing. */
export function withoutWorry(found: NewAnswers, before: Answers): void {
  const signals = found.get('signals');
  const earlier = before.get('signals');
  if (!Array.isArray(signals) || (Array.isArray(earlier) && earlier.includes('debt_guarantee_worry'))) return;
  const left = signals.filter((signal: string) => signal !== 'debt_guarantee_worry');
  if (left.length > 0) found.set('signals', left);
  else found.delete('signals');
}
