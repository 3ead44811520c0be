/** What is asked beside the consultation in one turn: the answer, the desk, and a note when we had none. */
import type { FaqEntry } from '../../knowledge/index.ts';
import type { Message } from '../channel.ts';
import type { Understanding } from '../understanding/types.ts';
import { cardOf, contactCard } from './contact.ts';
import { desksMeant, numberAsked, wantsNumber } from './desk_request.ts';
import { deskCard, textMessage, where, type Effect, type World } from './finish.ts';
import { quoting } from './quote.ts';
import { answerMessage, corrections, isQuestion, literalAnswer, sideAnswer } from './side.ts';
import { answersOf, type ConversationState } from './state.ts';

/** What was said by the way: a topic of the knowledge, or a desk's number. `entry` is what a next question may go on from. */
interface Aside {
  messages: Message[];
  entry: string | null;
  effects: Effect[];
}

export function aside(
  text: string,
  understood: Understanding,
  state: ConversationState,
  deskKind: string | undefined,
  world: World,
): Aside {
  const answers = answersOf(state);
  const asksForDesk = understood.labels.includes('wants_contact');
  const desk = asksForDesk ? desksAsked(text, understood.facts.prefecture, state, deskKind, world) : [];
  // who came for a desk only is shown the desk; what they believe about its name or a sum is corrected all the same
  const placed = typeof understood.facts.prefecture === 'string' || answers.has('prefecture');
  const definite = asksForDesk && (placed || wantsNumber(text) || desksMeant(text, world.knowledge).length > 0);
  const onlyDesk = definite && answers.get('request') === 'contact';
  const topics = faqTopics(understood.labels);
  const before = world.knowledge.faq.find((entry) => entry.id === state.asked);
  const route = where(state, world).route;
  const otherwise = asksForDesk ? ('desk' as const) : besides(understood, state);
  const asked = { text, topics, facts: understood.facts, answers, before, route, else: otherwise };
  const { messages, entry } = onlyDesk ? besideDesk(text, world) : sideAnswer(asked, world.knowledge, world.day);
  // a desk of nowhere in particular is only shown where nothing else answers
  if (definite || entry === undefined) messages.push(...desk);
  const worry =
    messages.length === 0 && understood.labels.includes('debt_guarantee_worry') ? ofHouseAndGuarantee(text, state, world) : undefined;
  if (worry) messages.push(answerMessage(worry, world.knowledge, world.day));
  const replied = otherwise !== 'nothing' || understood.labels.includes('human_handoff');
  const unanswered = messages.length === 0 && !asksForDesk && !replied && topics.length > 0;
  if (unanswered) messages.push(textMessage('no_answer_known'));
  return { messages, entry: (entry ?? worry)?.id ?? state.asked, effects: unanswered ? [{ kind: 'unanswered', topics }] : [] };
}

/** Who fears for the house is told at once what can be kept; once, and only when the house or the guarantee is named. */
function ofHouseAndGuarantee(text: string, state: ConversationState, { knowledge }: World): FaqEntry | undefined {
  const entry = knowledge.faq.find(({ id }) => id === 'debt_of_guarantor');
  return entry && entry.id !== state.asked && /家|自宅|担保|保証|土地|破産/.test(text) ? entry : undefined;
}

/** What else the text said: an answer to the question put, something besides a topic, or nothing. */
function besides({ labels, facts }: Understanding, state: ConversationState): 'nothing' | 'something' | 'answer' {
  if (state.answers.some(({ question, turn }) => turn === state.turns && question === state.question)) return 'answer';
  const something = Object.keys(facts).length > 0 || !labels.every((label) => /^(?:faq:|vague_worry$)/.test(label));
  return something ? 'something' : 'nothing';
}

/** Beside a desk only what is asked in the very words of an answer, and corrections. */
function besideDesk(text: string, { knowledge, day }: World): { messages: Message[]; entry: FaqEntry | undefined } {
  const entry = literalAnswer(text, knowledge);
  const answer = entry ? answerMessage(entry, knowledge, day) : undefined;
  const beside = answer?.kind === 'text' ? answer.text : '';
  return { messages: [...corrections(text, beside, knowledge, day), ...(answer ? [answer] : [])], entry };
}

/** The desk asked for, unless the result says it in a moment. `place`: the prefecture named now, which need not be the firm's own. */
function desksAsked(
  text: string,
  place: string | null | undefined,
  state: ConversationState,
  deskKind: string | undefined,
  world: World,
): Message[] {
  const on = quoting(world.knowledge, world.day);
  const themselves = desksMeant(text, world.knowledge).filter((desk) => desk.prefecture === undefined || desk.prefecture !== place);
  if (themselves.length > 0) return themselves.map((desk) => cardOf(desk, on, true));
  const at = where(state, world);
  const own = answersOf(state).get('prefecture');
  const told = state.told?.route === at.route && (at.route !== 'contact_only' || state.told.prefecture === (own ?? null));
  const prefecture = place ?? (typeof own === 'string' && own !== 'unknown' ? own : undefined);
  const elsewhere = place !== undefined && place !== null && place !== own;
  if (answersOf(state).get('request') === 'contact' && !told && !elsewhere && prefecture !== undefined) return [];
  const usual = at.route === null || told || elsewhere || prefecture === undefined;
  const kind = deskKind ?? (at.route === null || at.route === 'contact_only' ? usualKind : undefined);
  if (kind !== undefined && (deskKind !== undefined || usual)) return checked(text, contactCard(kind, prefecture, on, true));
  return usual ? [deskCard(at.route ?? 'contact_only', state, world)] : [];
}

/** The desk shown to who names none. */
const usualKind = 'kasseika_kyogikai';

/** A card, and before it a word when the number asked about is not one of its numbers. */
function checked(text: string, card: Extract<Message, { kind: 'contact' }>): Message[] {
  const number = numberAsked(text);
  const other = number !== undefined && !card.phones.some(({ dial }) => dial === number);
  return [...(other ? [textMessage('other_number')] : []), card];
}

const faqTopics = (labels: readonly string[]): string[] =>
  labels.filter((label) => label.startsWith('faq:')).map((label) => label.slice(4));

/** Topics a desk may be named in: those asked about now, 経営革新 also by its name, by the wish or by the entry before. */
export function deskTopics(text: string, labels: readonly string[], state: ConversationState, world: World): string[] {
  const topics = faqTopics(labels);
  const before = world.knowledge.faq.find((entry) => entry.id === state.asked)?.topics ?? [];
  const goesOn = topics.length === 0 && before.includes('keiei_kakushin');
  const ofKakushin = text.includes('革新') || goesOn || answersOf(state).get('wants_new_initiative') === 'yes';
  return [...topics, ...(ofKakushin ? ['keiei_kakushin'] : [])];
}

/** A question that was not understood at all counts too: without its words, only that there was one. */
export const unheard = (text: string): Effect[] => (isQuestion(text) ? [{ kind: 'unanswered', topics: [] }] : []);
