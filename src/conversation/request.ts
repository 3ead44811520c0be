/** What the person came for, when it is not a consultation. */
import type { AnswerValue } from '../../knowledge/rules/index.ts';
import { decisive, type NewAnswers } from './answers.ts';

/** Debts of the person, not of the business. */
const notTheFirm = /(?:会社|事業|店|法人)(?:の(?:こと|話|借金|借入))?(?:では|じゃ)(?:なく|ない)/;
const personalDebt = /住宅ローン|カードローン|個人(?:の|的な)?(?:借|ローン|名義の借)|サラ金|リボ払い/;

/** What the person came for, when it is not a consultation: a desk, a human, or something this desk cannot do. */
export function request(found: NewAnswers, labels: readonly string[], before: ReadonlyMap<string, AnswerValue>, text: string): void {
  if (labels.includes('human_handoff')) found.set('request', 'human');
  else if (personalDebt.test(text) && !/会社|事業|店|社長|法人/.test(text.replace(notTheFirm, '')) && !decisive(before)) {
    found.clear();
    found.set('request', 'out_of_scope');
  } else if (decisive(found)) {
    if (before.has('request')) found.set('request', 'consultation');
  } else if (decisive(before)) return;
  else if (labels.includes('wants_contact')) found.set('request', 'contact');
  else if (labels.includes('out_of_scope')) found.set('request', 'out_of_scope');
}
