/** What can be asked after a result, by topic: one entry for the turn. Pure; says nothing twice that the result has said. */
import { phrase } from '../../flows/aftercare.ts';
import type { Message } from '../channel.ts';
import { caseMessages } from './cases.ts';
import { applyMessage, documentsChecklist, monitoring, planContents, stepsMessages } from './checklists.ts';
import { resourcesMessages, wishesMessages, type Heard } from './checks.ts';
import { conceptsIn, folded } from './concepts.ts';
import { estimateMessages, isSubsidised, linesMessage, point } from './estimate.ts';
import { parseFee } from './fee.ts';
import { deskCard, where, type World } from './finish.ts';
import { growthMessages } from './growth.ts';
import { heard as worded } from './questions.ts';
import { quoting } from './quote.ts';
import { programmeOf } from './result.ts';
import { answerMessage, findAnswer } from './side.ts';
import { answersOf, type ConversationState } from './state.ts';

export const topics = [
  'cost',
  'steps',
  'documents',
  'plan',
  'monitoring',
  'case',
  'desk',
  'other',
  'growth',
  'resources',
  'wishes',
  'support',
] as const;
export type Topic = (typeof topics)[number];

export const isTopic = (id: string): id is Topic => (topics as readonly string[]).includes(id);

/**
 * The messages of a topic for the conversation's result, or null when there is no result yet to tell it of (the checks
 * need none). `text` is what the person said with it, '' for a tapped button; `heard` words answers of the side flows.
 */
export function aftercare(topic: Topic, state: ConversationState, text: string, world: World, heard: Heard = worded): Message[] | null {
  const answers = answersOf(state);
  switch (topic) {
    case 'growth':
      return growthMessages(answers, world);
    case 'resources':
      return resourcesMessages(answers, heard, world);
    case 'wishes':
      return wishesMessages(answers, heard, world);
    case 'support':
      return supportMessages(text, world);
    default: {
      const { route } = where(state, world);
      return route === null ? null : ofRoute(topic, route, state, text, world);
    }
  }
}

/** A fee named with a question for the subsidy is estimated: 「80万円かかると言われた、いくら戻る？」. Null otherwise. */
export function feeEstimate(text: string, labels: readonly string[], state: ConversationState, world: World): Message[] | null {
  const asks =
    labels.some((label) => label === 'faq:subsidy_amount' || label === 'faq:cost') ||
    /いくら|戻(?:る|り|って)|補助|自己負担|手出し|持ち出し|自腹/.test(text);
  const route = programmeNamed(text, world) ?? where(state, world).route;
  // 「上限は20万円でしたよね」 names no fee
  if (/上限|限度|最大/.test(text)) return null;
  if (!asks || route === null || !isSubsidised(route) || !('feeYen' in parseFee(text))) return null;
  return costMessages(route, state, text, world);
}

/** The subsidised programme a fee is named with, whatever the route in progress. */
function programmeNamed(text: string, { knowledge }: World): string | null {
  const { names } = conceptsIn(folded(text), knowledge);
  if (!/かか|見積|費用|払|言われ|\+|＋/.test(text)) return null;
  return names.has('gl') ? '405_gl' : names.has('405') ? '405' : names.has('vup') ? 'vup' : null;
}

type RouteTopic = Exclude<Topic, 'growth' | 'resources' | 'wishes' | 'support'>;

function ofRoute(topic: RouteTopic, route: string, state: ConversationState, text: string, world: World): Message[] {
  switch (topic) {
    case 'cost':
      return costMessages(route, state, text, world);
    case 'steps':
      return stepsMessages(route, world);
    case 'documents':
      return documentsChecklist(route, world);
    case 'plan':
      return planContents(route, world);
    case 'monitoring':
      return monitoring(route, text, world);
    case 'case':
      return caseMessages(text, answersOf(state), route, world);
    case 'desk':
      return [...(route === 'keiei_kakushin' ? [applyMessage({ applicant: 'one' }, world)] : []), deskCard(route, state, world)];
    case 'other':
      return otherMessages(route, text, world);
  }
}

/** The fee said now, else the one answered before. */
function costMessages(route: string, state: ConversationState, text: string, world: World): Message[] {
  const said = text.trim() === '' ? { problem: 'none' as const } : parseFee(text);
  if ('feeYen' in said) return estimateMessages(route, said.feeYen, world, said.parts);
  if (said.problem !== 'none' && isSubsidised(route)) return [{ kind: 'text', text: phrase(`fee_${said.problem}`) }];
  const before = answersOf(state).get('estimate_fee');
  return estimateMessages(route, typeof before === 'number' ? before : undefined, world);
}

/** What the person asks for, else what stands beside the result. */
function otherMessages(route: string, text: string, world: World): Message[] {
  const asked = text.trim() === '' ? undefined : findAnswer(text, ['other_support'], world.knowledge);
  if (asked) return [answerMessage(asked, world.knowledge, world.day)];
  const on = quoting(world.knowledge, world.day);
  const { next, source } = programmeOf(route, on);
  const list = world.knowledge.faq.find((entry) => entry.id === 'other_programmes');
  const beside = next.length === 0 ? [] : [linesMessage([phrase('other_title'), ...next.map((one) => point(one.why))], on, source)];
  return [...beside, ...(list ? [answerMessage(list, world.knowledge, world.day)] : [])];
}

/** By what the firm wants; a measure that is named is told itself. */
function supportMessages(text: string, world: World): Message[] {
  const asked = text.trim() === '' ? undefined : findAnswer(text, ['support_measures'], world.knowledge);
  if (asked && asked.id !== 'support_overview') return [answerMessage(asked, world.knowledge, world.day)];
  const groups = ['support_loans', 'support_overseas', 'support_investment', 'support_sales'].map((id) => point(phrase(id)));
  return [linesMessage([phrase('support_title'), ...groups, phrase('support_note')], quoting(world.knowledge, world.day))];
}
