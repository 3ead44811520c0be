/** Side questions: what is asked besides the consultation is answered from knowledge, then the open question comes again. */
import type { Day, FaqEntry, Knowledge } from '../../knowledge/index.ts';
import { say } from '../../flows/index.ts';
import type { Answers } from '../../knowledge/rules/index.ts';
import type { Message } from '../channel.ts';
import type { Facts } from '../understanding/types.ts';
import { approvalsAnswer } from './approvals.ts';
import { programmeNames } from './asks.ts';
import { apart, conceptsIn, folded } from './concepts.ts';
import { computedText, growthAnswer, sizeAnswer } from './figures.ts';
import { isQuestion, mayAsk } from './question_form.ts';
import { quote, quoting, sourceLines } from './quote.ts';
import { search, type Found } from './search.ts';
import { correction, staleValues } from './stale.ts';
import { valueAddedAnswer } from './value_added.ts';

export { isQuestion } from './question_form.ts';

/**
 * How sure an answer must be, and what share of the question its entry must speak of. `asked`: the text asks; `bare`: it may
 * ask, and nothing else was understood of it; `plain`: nothing was, and it does not ask; `told`: something else was; `answer`: it answers the question put; `desk`: a
 * desk is asked for.
 */
const least = {
  asked: { score: 5.2, spoken: 0.1 },
  desk: { score: 9, spoken: 0.45 },
  told: { score: 6, spoken: 0.18 },
  answer: { score: 9, spoken: 0.35 },
  bare: { score: 6.5, spoken: 0.17 },
  plain: { score: 10, spoken: 0.4 },
};
/** From this likeness to a way of asking the words are the same but for a few. */
const literal = 0.8;
const nearlyLiteral = 0.75;
/** Shorter than this a text that does not ask answers something. */
const shortestTelling = 6;
/** A text longer than this says itself what it is about. */
const longestContinuation = 30;

/** The programmes meant on each route when a question names none. */
const programmesOn: Readonly<Record<string, readonly string[]>> = {
  vup: ['vup'],
  '405': ['405'],
  '405_gl': ['gl', '405'],
  keiei_kakushin: ['kakushin'],
  rechallenge: ['rechallenge'],
};

/** What is known of a question besides its words. */
export interface Setting {
  /** Topics understood. */
  topics: readonly string[];
  /** The entry answered last. */
  before?: FaqEntry | undefined;
  /** The route in progress. */
  route?: string | null;
  /** What else the text says: nothing, something besides topics, the answer to the question put; or it is a desk that is asked for. */
  else?: 'nothing' | 'something' | 'answer' | 'desk';
}

/** The entry that answers a question, or undefined. A text that asks nothing and names no topic must be surer to be one. */
export const findAnswer = (
  text: string,
  topics: readonly string[],
  knowledge: Knowledge,
  setting: Omit<Setting, 'topics'> = {},
): FaqEntry | undefined => findAnswers(text, { ...setting, topics }, knowledge)[0];

/** The entry that answers a question, and another of its topic when it may just as well be the one meant. */
function findAnswers(text: string, setting: Setting, knowledge: Knowledge): FaqEntry[] {
  const { topics, before, route = null } = setting;
  const whole = before && text.length <= longestContinuation ? continued(text, before, route, knowledge) : text;
  const sameTopic = whole !== text && whole.startsWith(text) ? (before?.topics ?? []) : [];
  const names = route === null ? undefined : programmesOn[route];
  const context = { topics: topics.length > 0 ? topics : sameTopic, ...(names ? { names } : {}) };
  const [best, second] = search(whole, context, knowledge);
  if (!best || !sure(best, text, setting)) return [];
  return second && asGood(second, best) ? [best.entry, second.entry] : [best.entry];
}

/** How near the second must come to the first, and what share of the question it must speak of, to be told too. */
const nextTo = { score: 1.2, spoken: 0.35, like: 0.3, longest: 260 };

function asGood(second: Found, best: Found): boolean {
  if (best.like >= nearlyLiteral || second.elsewhere || second.like < nextTo.like) return false;
  if (best.score - second.score >= nextTo.score || second.spoken < nextTo.spoken) return false;
  return second.entry.answer.length <= nextTo.longest && best.entry.topics.some((topic) => second.entry.topics.includes(topic));
}

function sure({ score, spoken, like }: Found, text: string, setting: Setting): boolean {
  if (like >= literal) return true;
  const needed = neededOf(text, setting);
  if (!needed) return false;
  return score >= needed.score && spoken >= needed.spoken;
}

function neededOf(text: string, { topics, else: otherwise }: Setting): { score: number; spoken: number } | undefined {
  if (otherwise === 'desk') return least.desk;
  if (isQuestion(text)) return least.asked;
  if (otherwise === 'answer') return topics.length > 0 ? least.answer : undefined;
  if (otherwise === 'something') return mayAsk(text) ? least.told : topics.length > 0 ? least.answer : undefined;
  if (topics.length > 0) return least.asked;
  if (otherwise !== 'nothing') return undefined;
  return mayAsk(text) ? least.bare : text.length >= shortestTelling ? least.plain : undefined;
}

/** The entry that is asked in almost these words: meant whatever else the text was taken for. */
export function literalAnswer(text: string, knowledge: Knowledge): FaqEntry | undefined {
  const best = search(text, {}, knowledge)[0];
  return best && best.like >= literal ? best.entry : undefined;
}

/** A short question takes from the one before what it leaves out: 「期限は？」 the programme, 「405は？」 what is asked of it. */
function continued(text: string, before: FaqEntry, route: string | null, knowledge: Knowledge): string {
  const asked = apart(folded(before.asks[0] ?? ''), knowledge);
  const said = conceptsIn(folded(text), knowledge);
  // on a route what is left out is the route's, unless another programme was just spoken of
  const ofProgramme = (name: string): boolean => programmeNames.some((id) => conceptsIn(name, knowledge).names.has(id));
  const names = route === null ? asked.names : asked.names.filter(ofProgramme);
  if (said.names.size === 0) return names.length === 0 ? text : `${names.join('と')}の${text}`;
  const onlyNames = said.words.size === 0 && said.asking.size === 0 && programmeNames.some((name) => said.names.has(name));
  return onlyNames || (said.words.size === 0 && said.asking.size === 0) ? `${text} ${asked.rest}` : text;
}

/** Answers of one day as they were last told; another day begins anew. */
const told = new WeakMap<Knowledge, { day: Day; messages: Map<FaqEntry, Message> }>();

/** The answer of an entry on a day, with its sources. */
export function answerMessage(entry: FaqEntry, knowledge: Knowledge, day: Day): Message {
  let of = told.get(knowledge);
  if (of?.day !== day) told.set(knowledge, (of = { day, messages: new Map() }));
  const known = of.messages.get(entry);
  if (known) return known;
  const message = messageOf(entry, knowledge, day);
  of.messages.set(entry, message);
  return message;
}

function messageOf(entry: FaqEntry, knowledge: Knowledge, day: Day): Message {
  const on = quoting(knowledge, day);
  const dated = entry.on.find((one) => (one.from ?? '') <= day && day <= (one.to ?? '9999'));
  const text = quote(dated?.answer ?? entry.answer, on);
  return { kind: 'text', text: `${text.trim()}\n${say('sources', { sources: sourceLines(on, entry.source).slice(0, 3).join('、') })}` };
}

/** What a side question may look at. */
export interface Asked extends Setting {
  text: string;
  facts: Facts;
  answers: Answers;
}

/** Corrections of outdated values, then what is calculated or looked up. `entry` is the one a next question may go on from. */
export function sideAnswer(asked: Asked, knowledge: Knowledge, day: Day): { messages: Message[]; entry: FaqEntry | undefined } {
  const { text, topics, before, facts } = asked;
  const computed =
    (isQuestion(text) || topics.length > 0 ? sizeAnswer(text, facts, asked.answers, knowledge, day) : undefined) ??
    valueAddedAnswer(text, knowledge, day) ??
    growthAnswer(text, before, knowledge, day) ??
    approvalsAnswer(text, facts, before, knowledge, day);
  const [entry, also] = computed ? [] : findAnswers(text, asked, knowledge);
  const answer: Message | undefined = computed
    ? { kind: 'text', text: computedText(computed) }
    : entry && answerMessage(entry, knowledge, day);
  const beside = answer?.kind === 'text' ? answer.text : '';
  return {
    messages: [
      ...corrections(text, beside, knowledge, day),
      ...(answer ? [answer] : []),
      ...(also ? [alsoMessage(also, knowledge, day)] : []),
    ],
    entry: entry ?? (computed ? (computed.entry ?? before) : undefined),
  };
}

/** An answer that may be meant as well, after the first. */
function alsoMessage(entry: FaqEntry, knowledge: Knowledge, day: Day): Message {
  const message = answerMessage(entry, knowledge, day);
  return message.kind === 'text' ? { kind: 'text', text: `${say('see_also')}\n${message.text}` } : message;
}

/** What was said of outdated values, put right; nothing where the text it stands beside does so already. */
export function corrections(text: string, beside: string, knowledge: Knowledge, day: Day): Message[] {
  return staleValues(text, knowledge, day).flatMap((stale): Message[] => {
    const found = correction(stale, beside, knowledge, day);
    return found ? [{ kind: 'text', text: computedText(found) }] : [];
  });
}
