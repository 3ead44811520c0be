/** 支援措置 of an approved 経営革新計画 (document 003 p.15), by what the firm wants. */
import { phrase } from '../../flows/aftercare.ts';
import { say, wordsFor } from '../../flows/index.ts';
import type { Answers } from '../../knowledge/rules/index.ts';
import type { Choice, Message } from '../channel.ts';
import { linesMessage, point, type Known } from './estimate.ts';
import { quoting } from './quote.ts';
import { answerMessage, findAnswer } from './side.ts';

/** Answers of `support_wanted` → ids of knowledge/faq/kakushin_support.yaml. */
const entryFor: Readonly<Record<string, string>> = {
  loan: 'support_loans',
  guarantee: 'support_hosho',
  overseas: 'support_overseas',
  investment: 'support_investment',
  subsidy: 'support_subsidy',
  sales_channel: 'support_sales',
};

/** The measures for some wishes, a message each; wishes without one are passed over. */
export function supportFor(wishes: readonly string[], { knowledge, day }: Known): Message[] {
  const entries = wishes.flatMap((wish) => knowledge.faq.filter((entry) => entry.id === entryFor[wish]));
  return entries.map((entry) => answerMessage(entry, knowledge, day));
}

/** A measure that is named is told itself; else what the firm said it wants, and all there is. */
export function supportMessages(text: string, answers: Answers, known: Known): Message[] {
  const asked = text.trim() === '' ? undefined : findAnswer(text, ['support_measures'], known.knowledge);
  if (asked && asked.id !== 'support_overview') return [answerMessage(asked, known.knowledge, known.day)];
  const wanted = answers.get('support_wanted');
  const groups = ['support_loans', 'support_overseas', 'support_investment', 'support_sales'].map((id) => point(phrase(id)));
  const overview = linesMessage([phrase('support_title'), ...groups, phrase('support_note')], quoting(known.knowledge, known.day));
  return [...supportFor(Array.isArray(wanted) ? wanted : [String(wanted)], known), overview];
}

/** What a firm may want, as buttons, and the way back. */
export function supportChoices(): Extract<Message, { kind: 'choices' }> {
  const labels = wordsFor('support_wanted').answers;
  const wishes = Object.keys(entryFor).map((wish): Choice => ({ id: `action:support_${wish}`, label: labels[wish] ?? wish }));
  return { kind: 'choices', text: say('support_which'), choices: [...wishes, { id: 'action:menu', label: say('button_menu') }] };
}
