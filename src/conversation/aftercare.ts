/** What can be asked after a result, by topic: one entry for the turn. Pure; says nothing twice that the result has said. */
import { phrase } from '../../flows/aftercare.ts';
import type { Answers } from '../../knowledge/rules/index.ts';
import type { Message } from '../channel.ts';
import { caseMessages } from './cases.ts';
import { applyMessage, documentsChecklist, monitoring, planContents, stepsMessages } from './checklists.ts';
import { resourcesMessages, wishesMessages, type Heard } from './checks.ts';
import { costMessages, feeAnswers, feeProblem } from './cost.ts';
import { isSubsidised, linesMessage, point } from './estimate.ts';
import { parseFee } from './fee.ts';
import { deskCard, where, type World } from './finish.ts';
import { growthMessages } from './growth.ts';
import type { Topic } from './menu.ts';
import { heard as worded } from './questions.ts';
import { quoting } from './quote.ts';
import { programmeOf } from './result.ts';
import { answerMessage, findAnswer } from './side.ts';
import { supportMessages } from './support.ts';
import { answersOf, type ConversationState } from './state.ts';

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
      return supportMessages(text, answers, world);
    default: {
      const { route } = where(state, world);
      return route === null ? null : ofRoute(topic, route, state, text, world);
    }
  }
}

type RouteTopic = Exclude<Topic, 'growth' | 'resources' | 'wishes' | 'support'>;

function ofRoute(topic: RouteTopic, route: string, state: ConversationState, text: string, world: World): Message[] {
  switch (topic) {
    case 'cost':
      return saidCost(text, answersOf(state), route, world);
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
function saidCost(text: string, answers: Answers, route: string, world: World): Message[] {
  const fee = parseFee(text);
  if ('problem' in fee && fee.problem === 'none') return costMessages(text, answers, route, world);
  const problem = isSubsidised(route) ? feeProblem(text, fee, route, world) : null;
  return problem ? [problem] : 'feeYen' in fee ? costMessages(text, feeAnswers(fee), route, world) : [];
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
