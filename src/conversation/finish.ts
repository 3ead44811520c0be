/** The end of every turn: result, desk and open question are added to what was said, all derived from the answers. */
import { say, wordsFor, type SideFlowId } from '../../flows/index.ts';
import type { Answers } from '../../knowledge/rules/index.ts';
import type { Day, Knowledge } from '../../knowledge/index.ts';
import type { Choice, Message } from '../channel.ts';
import type { Facts, Understand, Understanding } from '../understanding/types.ts';
import { contactCard } from './contact.ts';
import { topicChoices } from './menu.ts';
import { consulting, ended, left, opening, openedWalk } from './opened.ts';
import { questionMessage } from './questions.ts';
import { quoting } from './quote.ts';
import { notesMessage, programmeOf, resultMessage, routeName } from './result.ts';
import { stateAsking, whichHoldsMessage } from './repair.ts';
import { answersOf, type ConversationState } from './state.ts';
import { walk, type Walk } from './walk.ts';

/** What the turn asks the world to do, besides saying its messages. */
export type Effect =
  | { kind: 'alert'; reason: 'crisis' | 'loan_shark' }
  | { kind: 'erase' }
  | { kind: 'restart' }
  | PageEffect
  /** A question nobody answered: its topics (none: not understood), never its words. */
  | { kind: 'unanswered'; topics: string[] };

/** Asks for a page by an expiring link. The first message leads to it; the link is made outside and put behind that. */
export interface PageEffect {
  kind: 'sheet' | 'copy_page';
  /** What the link is called. */
  label: string;
  /** Said instead of the first message when too many links were made within the hour. */
  enough: string;
}

/** What a turn may look at besides the conversation itself. */
export interface World {
  knowledge: Knowledge;
  understand: Understand;
  /** The day answers are given for. */
  day: Day;
  /** The centre this deployment serves, as far as it can be called. */
  centre?: CentreDesk;
  /** How many days a link to a page opens; absent where no link can be made. */
  pages?: { days: number };
}

/** Where a person can reach the centre itself. */
export interface CentreDesk {
  name: string;
  phone: string;
  /** In words: 「平日 9:00-17:00」. */
  hours?: string;
}

export interface Turned {
  state: ConversationState;
  messages: Message[];
  question: string | null;
  choices: Choice[];
  route: string | null;
  labels: string[];
  facts: Facts;
  effects: Effect[];
}

export const nothing: Understanding = { labels: [], facts: {}, likely: [], doubt: false, topics: [] };

export const textMessage = (id: string, places?: Record<string, string>): Message => ({ kind: 'text', text: say(id, places) });

/** Where the consultation stands, whatever is open beside it. */
export const where = (state: ConversationState, world: World): Walk => walk(answersOf(state), world.knowledge, world.day);

/** Where the person stands: in the side flow that is open, else in the consultation. */
export const standing = (state: ConversationState, world: World): Walk => openedWalk(state, world) ?? where(state, world);

/** Besides its answers a question offers a way back, an end of the questions once the route is told, and a human. */
function waysOut(at: Walk, beside: boolean): string[] {
  const back = at.path.some((step) => step.how === 'answered');
  if (beside) return [...(back ? ['go_back'] : []), 'leave', 'human'];
  const optional = at.route !== null && at.open?.name !== 'prefecture';
  return [...(back ? ['go_back'] : []), ...(optional ? ['enough'] : []), ...(sheetFits(at) ? ['sheet'] : []), 'human'];
}

/** More answers than this leave no room for another button where buttons are fewest. */
const mostAnswersBesideSheet = 9;

/** Once a route is told, it can be taken along. */
function sheetFits(at: Walk): boolean {
  const answers = at.open === null ? 0 : Object.keys(wordsFor(at.open.name).answers).length;
  return at.route !== null && takesAlong(at) && answers <= mostAnswersBesideSheet;
}

/** Who was sent elsewhere takes no sheet along. */
const takesAlong = (at: Walk): boolean => at.route !== 'handoff' || (at.ending ?? 'human') === 'human';

/** What stands open after what was just said: the result when it is new or changed, then the open question. */
export function goOn(state: ConversationState, said: Message[], understood: Understanding, world: World): Turned {
  const beside = openedWalk(state, world);
  if (beside?.result) return backFrom(ended(state, world), said, understood, world);
  const at = where(state, world);
  const answers = answersOf(state);
  // beside a side flow nothing of the result is told: it waits until the person is back
  const news = beside ? [] : newsOfResult(state, at, world);
  // a result taken back is told once; it is remembered so that the next one can be told as a change
  const withdrawn = state.told && { ...state.told, ending: 'withdrawn' };
  const current = at.route === null ? withdrawn : { route: at.route, ending: at.ending, prefecture: saidPrefecture(answers) };
  const told = beside ? state.told : current;
  const { open } = beside ?? at;
  const again = open && answers.has(open.name) ? [textMessage('asked_again', { name: wordsFor(open.name).name })] : [];
  const last = nextMessage(state, beside ?? at, answers, beside !== null);
  const question = last.kind === 'question' ? last.question : null;
  return {
    state: { ...state, told, question, offered: last.choices },
    messages: [...said, ...news, ...again, last],
    question,
    choices: last.choices,
    route: at.route,
    labels: understood.labels,
    facts: understood.facts,
    effects: [],
  };
}

/** What is put to the person at the end: which of two answers holds, an answer taken back, the open question, or what can be done. */
function nextMessage(state: ConversationState, at: Walk, answers: Answers, beside: boolean): Extract<Message, { choices: Choice[] }> {
  if (state.pending?.kind === 'which_holds') return whichHoldsMessage(state.pending);
  const open = (state.pending?.kind === 'change' ? stateAsking(state.pending.question) : undefined) ?? at.open;
  if (open) return questionMessage(open, answers, waysOut(at, beside));
  return { kind: 'choices', text: say('after_result'), choices: afterResult(at) };
}

/** Opens a side flow and asks its question. */
export function openFlow(flow: SideFlowId, state: ConversationState, said: Message[], understood: Understanding, world: World): Turned {
  const opened = opening(flow, state, world);
  return goOn(opened.state, [...said, ...opened.messages], understood, world);
}

/** Leaves every side flow that is open. */
export const leave = (state: ConversationState, understood: Understanding, world: World): Turned =>
  backFrom(left(state, world), [], understood, world);

/** Back where the consultation stood; who has none yet is invited to one. */
function backFrom(
  after: { state: ConversationState; messages: Message[] },
  said: Message[],
  understood: Understanding,
  world: World,
): Turned {
  const messages = [...said, ...after.messages];
  if (after.state.opened.length > 0 || consulting(after.state)) return goOn(after.state, messages, understood, world);
  return pause(after.state, [...messages, ...greeting().slice(1)], understood, world);
}

/** Says something and waits: no question is asked, the given choices are offered. */
export function pause(state: ConversationState, messages: Message[], understood: Understanding, world: World): Turned {
  const choices = messages.findLast((message) => message.kind === 'choices')?.choices ?? [];
  const route = state.safety === 'crisis' ? 'crisis' : where(state, world).route;
  return {
    state: { ...state, question: null, offered: choices },
    messages,
    question: null,
    choices,
    route,
    labels: understood.labels,
    facts: understood.facts,
    effects: [],
  };
}

/** What was said to the question of the prefecture, `unknown` included; null while it is open. */
const saidPrefecture = (answers: Answers): string | null => (answers.has('prefecture') ? String(answers.get('prefecture')) : null);

function prefectureOf(state: ConversationState): string | undefined {
  const prefecture = answersOf(state).get('prefecture');
  return typeof prefecture === 'string' && prefecture !== 'unknown' ? prefecture : undefined;
}

/** The desk of a route, of the person's prefecture when it is known. */
export function deskCard(route: string, state: ConversationState, world: World): Message {
  const on = quoting(world.knowledge, world.day);
  const asked = route === 'contact_only' ? answersOf(state).get('desk_kind') : undefined;
  const kind = typeof asked === 'string' ? asked : (programmeOf(route, on).desk ?? 'kasseika_kyogikai');
  return contactCard(kind, prefectureOf(state), on, route === 'contact_only');
}

/** What is new about the result since it was last told: itself, its change, its ending, its desk. */
function newsOfResult(state: ConversationState, at: Walk, world: World): Message[] {
  const { told } = state;
  const route = at.route;
  const on = quoting(world.knowledge, world.day);
  if (route === null)
    return told && told.ending !== 'withdrawn' && isProgramme(told.route)
      ? [textMessage('result_open_again', { route: routeName(told.route, on) })]
      : [];
  const messages: Message[] = [];
  if (told && told.route !== route && isProgramme(told.route) && isProgramme(route))
    messages.push({
      kind: 'notice',
      tone: 'info',
      text: say('result_changed', { before: routeName(told.route, on), now: routeName(route, on) }),
    });
  if (told?.route !== route) messages.push(...openingOf(route, at, state, world));
  else if (told.ending !== at.ending && at.result !== null && sizeEnding(at.ending)) messages.push(textMessage(at.ending ?? ''));
  if (told?.ending !== at.ending && at.result !== null) {
    const notes = notesMessage(route, answersOf(state), on);
    if (notes) messages.push(notes);
  }
  const deskIsNew = told?.route !== route || told.prefecture !== saidPrefecture(answersOf(state));
  if (deskIsNew && at.open?.name !== 'prefecture') {
    messages.push(deskCard(route, state, world));
    if (at.open) messages.push(textMessage('more_questions'));
  }
  return messages;
}

const sizeEnding = (ending: string | null): boolean => ending?.startsWith('size_') ?? false;

/** The centre's own telephone, when it has told us one. */
function centreCards({ centre }: World): Message[] {
  if (!centre) return [];
  const { name, phone, hours } = centre;
  const line = { label: say('phone'), number: phone, dial: phone.replaceAll('-', ''), ...(hours ? { hours } : {}) };
  return [{ kind: 'contact', title: name, phones: [line], links: [] }];
}

function openingOf(route: string, at: Walk, state: ConversationState, world: World): Message[] {
  if (route === 'handoff') return [textMessage(`handoff_${at.ending ?? 'human'}`), ...centreCards(world)];
  if (route === 'contact_only' && at.ending !== 'undecided') return at.result ? [] : [textMessage('contact_only')];
  return [resultMessage(at, answersOf(state), quoting(world.knowledge, world.day))];
}

/** What can be done when nothing is open. */
function afterResult(at: Walk): Choice[] {
  const button = (name: string): Choice => ({ id: `action:${name}`, label: say(`button_${name}`) });
  const ways = [...(takesAlong(at) ? ['sheet'] : []), 'go_back', 'restart', 'human'].map(button);
  if (at.route === 'contact_only' || at.route === 'handoff') return [button('consult'), ...ways];
  return [...topicChoices(at.route ?? ''), ...ways];
}

/** The choices the person sees now: those last offered, at the very beginning the openers. */
export const offeredNow = (state: ConversationState): Choice[] =>
  state.offered.length === 0 && state.answers.length === 0 ? openers() : state.offered;

/** A desk, a human or a crisis is no conclusion that changes. */
export const isProgramme = (route: string): boolean => !['contact_only', 'handoff', 'crisis'].includes(route);

const openerIds = [
  'needs_terms_change:yes',
  'trouble:sales_down',
  'trouble:cashflow_unstable',
  'wants_new_initiative:yes',
  'considering_closure:yes',
  'action:contact',
] as const;

/** What a person can start with: the commonest first words, as buttons. */
export const openers = (): Choice[] => openerIds.map((id) => ({ id, label: say(`opener_${id.replace(':', '_')}`) }));

/** The first words of the bot. */
export const greeting = (): Message[] => [textMessage('hello'), { kind: 'choices', text: say('invite'), choices: openers() }];
