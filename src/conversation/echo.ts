/** What is said back before anything is answered: what was understood, small talk, and a word to those who write English. */
import { say } from '../../flows/index.ts';
import type { AnswerValue } from '../../knowledge/rules/index.ts';
import type { Message, UnderstoodItem } from '../channel.ts';
import type { NewAnswers } from './answers.ts';
import { textMessage } from './finish.ts';
import { heard } from './questions.ts';
import type { ConversationState } from './state.ts';
import type { Walk } from './walk.ts';

/** What was newly understood, in our words, so that it can be corrected. One short answer needs no echo. */
export function understoodMessages(found: NewAnswers, before: ReadonlyMap<string, AnswerValue>, at: Walk): Message[] {
  const hidden = ['request', 'place_candidates', 'desk_kind'];
  if (found.has('needs_terms_change')) hidden.push('can_repay');
  const news = [...found].filter(([question, value]) => !hidden.includes(question) && String(before.get(question)) !== String(value));
  const items = news.map(([question, value]): UnderstoodItem => ({
    question,
    label: heard(question, value),
    change: `action:change_${question}`,
  }));
  const corrected = items.some((item) => before.has(item.question) && !['trouble', 'signals'].includes(item.question));
  if (items.length === 0 || (items.length === 1 && items[0]?.question === at.open?.name && !corrected)) return [];
  const list = items.map((item) => item.label).join('、');
  return [{ kind: 'understood', text: say(corrected ? 'corrected' : 'understood', { list }), items }];
}

/** Whoever begins in English is told once that answers are Japanese. */
export function inEnglish(text: string, state: ConversationState): Message[] {
  const words = text.match(/[a-z]{2,}/gi)?.length ?? 0;
  const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text);
  return words >= 3 && !japanese && state.answers.length === 0 ? [textMessage('english')] : [];
}

export function smallTalk(labels: readonly string[], heardSomething: boolean): Message[] {
  const always = ['complaint', 'third_party'];
  const kind = [...always, 'thanks', 'greeting', 'chitchat', 'stop'].find((label) => labels.includes(label));
  return kind === undefined || (heardSomething && !always.includes(kind)) ? [] : [textMessage(kind)];
}
