/**
 * Side flows: opened by the person beside the consultation and walked by their own tables. Their answers stand among the
 * others, but the consultation's walk reads none of them: its result stays what it was.
 */
import { phrase } from '../../flows/aftercare.ts';
import { say, sideFlows, type SideFlowId } from '../../flows/index.ts';
import type { Message } from '../channel.ts';
import { resourcesMessages, wishesMessages } from './checks.ts';
import { costMessages } from './cost.ts';
import type { Known } from './estimate.ts';
import { growthIntro, growthMessages } from './growth.ts';
import { flowName } from './menu.ts';
import { heard } from './questions.ts';
import { stateAsking } from './repair.ts';
import { answersOf, type Answer, type ConversationState } from './state.ts';
import { walk, type Walk } from './walk.ts';

/** Whether a stored name is one of a side flow. */
export const isSideFlow = (id: string): id is SideFlowId => id in sideFlows;

/** The side flow a question is asked in; undefined for questions of the consultation. */
export function sideFlowOf(question: string): SideFlowId | undefined {
  const flow = stateAsking(question)?.flow;
  return flow !== undefined && isSideFlow(flow) ? flow : undefined;
}

/** The side flow opened last. A name that is none any more (a flow was taken away) counts as closed. */
const openedLast = (state: ConversationState): SideFlowId | undefined => state.opened.filter(isSideFlow).at(-1);

/** Where the side flow opened last stands, or null when none is open. */
export function openedWalk(state: ConversationState, { knowledge, day }: Known): Walk | null {
  const flow = openedLast(state);
  return flow === undefined ? null : walk(answersOf(state), knowledge, day, flow);
}

/** The state without the side flow opened last, and what that flow came to. */
export function ended(state: ConversationState, known: Known): { state: ConversationState; messages: Message[] } {
  const flow = openedLast(state);
  const opened = state.opened.filter(isSideFlow).slice(0, -1);
  return { state: { ...state, opened }, messages: flow === undefined ? [] : summary(flow, state, known) };
}

/** What the answers of a side flow come to. */
function summary(flow: SideFlowId, state: ConversationState, known: Known): Message[] {
  const answers = answersOf(state);
  switch (flow) {
    case 'estimate':
      if (answers.get('estimate_fee') === 'unknown') return [{ kind: 'text', text: phrase('estimate_later') }];
      return costMessages('', answers, walk(answers, known.knowledge, known.day).route, known);
    case 'growth_check':
      return [...growthMessages(answers, known), ...resumable(flow, state)];
    case 'resources_check':
      return resourcesMessages(answers, heard, known);
    case 'wishes':
      return wishesMessages(answers, heard, known);
  }
}

/** What was not known can be told later. */
function resumable(flow: SideFlowId, state: ConversationState): Message[] {
  const unknown = state.answers.some(({ question, value }) => value === 'unknown' && sideFlowOf(question) === flow);
  return unknown ? [{ kind: 'text', text: say('side_resume_later', { name: flowName(flow) }) }] : [];
}

/**
 * The state with a side flow opened, and its first words. One that was left half-way goes on where it was; of one that had
 * come to its end what was not known is asked again, else everything.
 */
export function opening(flow: SideFlowId, state: ConversationState, known: Known): { state: ConversationState; messages: Message[] } {
  const answers = again(flow, state, known);
  const begun = answers.some((answer) => sideFlowOf(answer.question) === flow);
  const opened = [...state.opened.filter((one) => one !== flow), flow];
  const messages: Message[] = begun
    ? [{ kind: 'text', text: say('side_resumed', { name: flowName(flow) }) }]
    : [...intro(flow, state, known), { kind: 'text', text: say('side_leavable') }];
  return { state: { ...state, answers, opened, pending: null, misses: 0 }, messages };
}

function again(flow: SideFlowId, state: ConversationState, known: Known): Answer[] {
  const isOf = (answer: Answer): boolean => sideFlowOf(answer.question) === flow || partsOfFlow(flow, answer.question);
  if (walk(answersOf(state), known.knowledge, known.day, flow).open) return state.answers;
  const unknown = state.answers.filter((answer) => isOf(answer) && answer.value === 'unknown');
  return state.answers.filter((answer) => (unknown.length > 0 ? !unknown.includes(answer) : !isOf(answer)));
}

/** Parts of a fee are heard, never asked. */
const partsOfFlow = (flow: SideFlowId, question: string): boolean => flow === 'estimate' && question.startsWith('estimate_');

function intro(flow: SideFlowId, state: ConversationState, known: Known): Message[] {
  const { route } = walk(answersOf(state), known.knowledge, known.day);
  switch (flow) {
    case 'estimate':
      return costMessages('', new Map(), route, known).filter(isPaid);
    case 'growth_check':
      return [growthIntro(known)];
    case 'resources_check':
      return resourcesMessages(new Map(), heard, known);
    case 'wishes':
      return wishesMessages(new Map(), heard, known);
  }
}

/** How to name a fee is what the flow's own question says. */
const isPaid = (message: Message): boolean => message.kind !== 'text' || !message.text.includes(phrase('estimate_intro'));

/** Left before its end: how to go on later, and what was seen so far where that is worth saying. */
export function left(state: ConversationState, known: Known): { state: ConversationState; messages: Message[] } {
  const flow = openedLast(state);
  if (flow === undefined) return { state, messages: [] };
  const begun = state.answers.some((answer) => sideFlowOf(answer.question) === flow);
  const seen = begun && (flow === 'resources_check' || flow === 'wishes') ? summary(flow, state, known) : [];
  const words: Message = { kind: 'text', text: say(begun ? 'side_left' : 'side_closed', { name: flowName(flow) }) };
  return { state: { ...state, opened: [], pending: null, misses: 0 }, messages: [...seen, words] };
}

/** Whether anything was said of the consultation itself. */
export const consulting = (state: ConversationState): boolean =>
  state.answers.some(({ question }) => sideFlowOf(question) === undefined && !question.startsWith('estimate_'));
