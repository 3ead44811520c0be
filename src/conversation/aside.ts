/** What is asked beside the consultation in one turn: the answer, the desk, and a note when we had none. */
import { deskNamed, type FaqEntry } from '../../knowledge/index.ts';
import type { Message } from '../channel.ts';
import type { Understanding } from '../understanding/types.ts';
import { cardOf } from './contact.ts';
import { deskCard, namedDeskCard, textMessage, where, type Effect, type World } from './finish.ts';
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
  const desk = asksForDesk ? desksAsked(text, state, deskKind, world) : [];
  // who came for a desk only is shown the desk; what they believe about its name or a sum is corrected all the same
  const onlyDesk = answers.get('request') === 'contact' && asksForDesk && (deskKind !== undefined || answers.has('prefecture'));
  const topics = faqTopics(understood.labels);
  const before = world.knowledge.faq.find((entry) => entry.id === state.asked);
  const asked = { text, topics, facts: understood.facts, answers, before };
  const { messages, entry } = onlyDesk ? besideDesk(text, desk.length > 0, world) : sideAnswer(asked, world.knowledge, world.day);
  const unanswered = !onlyDesk && messages.length === 0 && topics.length > 0;
  if (unanswered) messages.push(textMessage('no_answer_known'));
  return { messages: [...messages, ...desk], entry: entry?.id ?? state.asked, effects: unanswered ? [{ kind: 'unanswered', topics }] : [] };
}

/** Beside a desk only what is asked in the very words of an answer, and corrections. */
function besideDesk(text: string, shown: boolean, { knowledge, day }: World): { messages: Message[]; entry: FaqEntry | undefined } {
  const entry = shown ? undefined : literalAnswer(text, knowledge);
  const answer = entry ? answerMessage(entry, knowledge, day) : undefined;
  const beside = answer?.kind === 'text' ? answer.text : '';
  return { messages: [...corrections(text, beside, knowledge, day), ...(answer ? [answer] : [])], entry };
}

/** The desk asked for, unless the result says it in a moment. */
function desksAsked(text: string, state: ConversationState, deskKind: string | undefined, world: World): Message[] {
  const itself = deskNamed(world.knowledge, text.normalize('NFKC'));
  if (itself && itself.prefecture === undefined) return [cardOf(itself, quoting(world.knowledge, world.day))];
  const at = where(state, world);
  const prefecture = answersOf(state).get('prefecture');
  const told = state.told?.route === at.route && (at.route !== 'contact_only' || state.told.prefecture === (prefecture ?? null));
  if (answersOf(state).get('request') === 'contact' && !told) return [];
  if (deskKind !== undefined) return [namedDeskCard(deskKind, state, world)];
  return at.route === null || told ? [deskCard(at.route ?? 'contact_only', state, world)] : [];
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
