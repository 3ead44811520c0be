/** Questions that belong to one matter, and the words that show which matter a text is about. */
import { termsIn } from './terms.ts';

/** What answers one question of a matter may stand beside the answer to another. `terms`: ids of knowledge/language/terms.yaml. */
const matters: readonly { questions: readonly string[]; terms: readonly string[] }[] = [
  {
    questions: ['needs_terms_change', 'can_repay', 'debt_reduction'],
    terms: ['repayment', 'reschedule', 'debt', 'debt_cut', 'new_loan', 'bank'],
  },
  { questions: ['considering_closure', 'wants_to_continue'], terms: ['close', 'go_on', 'heir'] },
  { questions: ['wants_new_initiative'], terms: ['new_thing'] },
];

/** Whether a label answers a question of the same matter as the one asked. */
export function sameMatter(label: string, asked: string): boolean {
  const question = label.split(':')[0] ?? '';
  return matters.some(({ questions }) => questions.includes(question) && questions.includes(asked));
}

/** Whether a text has words of another matter than the question's and none of its own: it answers something else. */
export function namesOtherMatter(text: string, asked: string): boolean {
  const own = matters.find(({ questions }) => questions.includes(asked));
  if (!own) return false;
  const found = new Set(termsIn(text));
  const others = matters.filter((matter) => matter !== own).flatMap(({ terms }) => terms);
  return others.some((id) => found.has(id)) && !own.terms.some((id) => found.has(id));
}

/** Whether a text has a word of one of the terms. */
export const names = (text: string, terms: readonly string[]): boolean => termsIn(text).some((id) => terms.includes(id));
