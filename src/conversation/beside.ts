/** What a text does beside the consultation: it answers a side flow's question, or asks in plain words for what can be told or opened. */
import { say, wordsFor, type SideFlowId } from '../../flows/index.ts';
import type { Message, UnderstoodItem } from '../channel.ts';
import type { Understanding } from '../understanding/types.ts';
import { take } from './actions.ts';
import { aftercare } from './aftercare.ts';
import { namedAnswers, type NewAnswers } from './answers.ts';
import { applyAnswer } from './apply.ts';
import { documentsChecklist } from './checklists.ts';
import { costMessages, feeAnswers, feeAsked, feeProblem, routesNamed } from './cost.ts';
import { isSubsidised } from './estimate.ts';
import { goOn, standing, textMessage, where, type Turned, type World } from './finish.ts';
import { measureAnswer } from './measure.ts';
import { flowName, flowOf, isTopic, type Topic } from './menu.ts';
import { isSideFlow, sideFlowOf } from './opened.ts';
import { heard } from './questions.ts';
import { announcesCorrection, stateAsking } from './repair.ts';
import { sideReply } from './replies.ts';
import { answerMessage, isQuestion } from './side.ts';
import { supportFor } from './support.ts';
import { answersOf, type ConversationState } from './state.ts';
import type { TableState } from './walk.ts';

/** What was asked for in plain words: what is told of it, and the side flow it opens. `found`: the fee that was named. */
export interface Plainly {
  messages: Message[];
  opens?: SideFlowId;
  found?: NewAnswers;
  /** Places were named, of several firms. */
  places?: true;
}

/** Beside these nothing else is taken for an answer. */
const weighty = ['loan_shark', 'urgent_deadline', 'legal_judgement', 'human_handoff', 'wants_contact'];

/** The turn when the text answers the side flow's open question, or tries to; null when it says something else. */
export function repliedBeside(
  state: ConversationState,
  text: string,
  understood: Understanding,
  open: TableState | null,
  world: World,
): Turned | null {
  const { labels } = understood;
  if (open === null || sideFlowOf(open.name) === undefined || weighty.some((label) => labels.includes(label))) return null;
  if (understood.topics.length > 0 || (isQuestion(text) && labels.some((label) => label.startsWith('faq:')))) return null;
  if (open.name !== 'estimate_fee' && askedPlainly(text, understood, state, world)) return null;
  const asked = correctedQuestion(state, text, labels, open, world);
  const { found, problems } = sideReply(text, labels, asked, where(state, world).route, world);
  if (found.size === 0 && problems.length === 0) return null;
  const next = found.size > 0 ? take(state, found, 'said') : { ...state, misses: 0 };
  return goOn(next, [...read(found, asked), ...problems], understood, world);
}

/** 「違います、400万円です」 is about the figure before, not about the one that is asked now. */
function correctedQuestion(state: ConversationState, text: string, labels: readonly string[], open: TableState, world: World): TableState {
  if (!labels.includes('correction') && !announcesCorrection(text)) return open;
  const answered = standing(state, world).path.filter((step) => step.how === 'answered');
  return answered.at(-1)?.state ?? open;
}

/** Figures as they were read, so that a wrong unit is seen at once. One short answer needs no echo. */
function read(found: NewAnswers, open: TableState): Message[] {
  const figures = [...found].filter(([, value]) => typeof value === 'number');
  // in a check 「足りない」 may be meant otherwise than it was read: what was typed is said back
  const typed = open.name.startsWith('check_');
  const shown = figures.length > 0 ? figures : [...found].filter(([question]) => typed || question !== open.name);
  if (shown.length === 0) return [];
  const items = shown.map(([question, value]): UnderstoodItem => ({
    question,
    label: heard(question, value),
    change: `action:change_${question}`,
  }));
  return [{ kind: 'understood', text: say('side_heard', { list: items.map((item) => item.label).join('、') }), items }];
}

/** What is asked for beyond doubt: where to apply, a measure's growth, a fee, a topic of the result, a check. Null when nothing is. */
export function askedPlainly(text: string, understood: Understanding, state: ConversationState, world: World): Plainly | null {
  const { labels } = understood;
  if (weighty.some((label) => labels.includes(label))) return null;
  const apply = applyAnswer(text, labels, world);
  if (apply) return { messages: apply, places: true };
  const growth = measureAnswer(text, state.opened.includes('growth_check'), world);
  if (growth) return { messages: growth };
  const { route } = where(state, world);
  const wished = supportWished(text, state, world);
  if (wished.length > 0) return { messages: wished };
  return feeTold(text, understood, route, state, world) ?? topicAsked(text, understood.topics.find(isTopic), route, state, world);
}

/** 「海外に出たい」 after the support measures were spoken of: the measures for it. */
function supportWished(text: string, state: ConversationState, world: World): Message[] {
  const before = world.knowledge.faq.find(({ id }) => id === state.asked);
  const question = stateAsking('support_wanted');
  if (!before?.topics.includes('support_measures') || !question || text.length > shortWish) return [];
  const wanted = namedAnswers(text, question).get('support_wanted');
  return supportFor(Array.isArray(wanted) ? wanted : [String(wanted)], world);
}
const shortWish = 24;

function feeTold(
  text: string,
  { labels, topics }: Understanding,
  route: string | null,
  state: ConversationState,
  world: World,
): Plainly | null {
  // in a check a sum belongs to its open question
  const before = state.opened.length > 0 ? new Map() : answersOf(state);
  const fee = feeAsked(text, topics.includes('cost') ? [...labels, 'faq:cost'] : labels, before);
  if (!fee) return null;
  const problem = feeProblem(text, fee, route, world);
  if (problem || !('feeYen' in fee)) return problem && { messages: [problem] };
  const found = feeAnswers(fee);
  return { messages: costMessages(text, found, route, world), found };
}

function topicAsked(text: string, topic: Topic | undefined, route: string | null, state: ConversationState, world: World): Plainly | null {
  if (topic === undefined) return null;
  const decided = route !== null && route !== 'contact_only' && route !== 'handoff';
  const flow = flowOf[topic];
  if (flow !== undefined && (topic !== 'cost' || !decided || isSubsidised(route))) return { messages: [], opens: flow };
  // of another programme than the result's the knowledge tells
  if (routesNamed(text, world).some((named) => named !== route)) return null;
  if (!decided) return topic === 'documents' ? { messages: documentsChecklist('contact_only', world) } : null;
  const told = aftercare(topic, state, text, world);
  return told && { messages: [...contents(topic, text, route, world), ...told] };
}

/** 「モニタリングって何する？」: what is done, before how often. */
function contents(topic: Topic, text: string, route: string, { knowledge, day }: World): Message[] {
  if (topic !== 'monitoring' || !isSubsidised(route) || !/何|なに|なん|内容|中身/.test(text)) return [];
  return knowledge.faq.filter((entry) => entry.id === 'monitoring_what').map((entry) => answerMessage(entry, knowledge, day));
}

/** What may be said of the consultation while a check is open or asked for: plain words on its questions, no troubles and figures by the way. */
const staysHeard = new Set([
  'prefecture',
  'place_candidates',
  'needs_terms_change',
  'can_repay',
  'considering_closure',
  'wants_to_continue',
  'debt_reduction',
]);

/** The new answers without those a side flow's subject may have brought up; a correction is taken whole. */
export function keptBeside(
  found: NewAnswers,
  state: ConversationState,
  plainly: Plainly | null,
  text: string,
  labels: readonly string[],
): NewAnswers {
  // places of an application are those of several firms
  if (plainly?.places) for (const question of ['prefecture', 'place_candidates']) found.delete(question);
  const beside = state.opened.length > 0 || plainly?.opens !== undefined;
  if (!beside || labels.includes('correction') || announcesCorrection(text)) return found;
  return new Map([...found].filter(([question]) => staysHeard.has(question)));
}

/** Whoever changes the consultation's result has left the side flow. */
export function leftIfChanged(before: ConversationState, after: ConversationState, world: World): ConversationState {
  return where(before, world).route === where(after, world).route ? after : { ...after, opened: [] };
}

/** Says that the side flow is left, when what was said of the consultation has closed it. */
export function leftMessages(before: ConversationState, after: ConversationState): Message[] {
  const flow = before.opened.at(-1);
  return flow !== undefined && after.opened.length === 0 && isSideFlow(flow)
    ? [{ kind: 'text', text: say('side_left', { name: flowName(flow) }) }]
    : [];
}

/** Not understood beside the consultation: what is asked is named; the third time we go on as 「わからない」. */
export function missedBeside(state: ConversationState, open: TableState, understood: Understanding, world: World): Turned {
  if (state.misses >= 2)
    return goOn(take(state, new Map([[open.name, 'unknown']]), 'said'), [textMessage('taken_as_unknown')], understood, world);
  const words = textMessage('side_not_understood', { name: wordsFor(open.name).name });
  return goOn({ ...state, misses: state.misses + 1 }, [words], understood, world);
}
