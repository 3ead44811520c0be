/** Side questions: what is asked besides the consultation is answered from knowledge, then the open question comes again. */
import type { Day, FaqEntry, Knowledge } from '../../knowledge/index.ts';
import { say } from '../../flows/index.ts';
import type { Answers } from '../../knowledge/rules/index.ts';
import type { Message } from '../channel.ts';
import type { Facts } from '../understanding/types.ts';
import { apart, conceptsIn, folded } from './concepts.ts';
import { computedText, growthAnswer, sizeAnswer } from './figures.ts';
import { quote, quoting, sourceLines } from './quote.ts';
import { search } from './search.ts';
import { correction, staleValues } from './stale.ts';

/** Below this score a question is not taken to be the entry's; a topic that was understood adds to every score. */
const leastScore = { bare: 0.15, inTopic: 0.2 };
/** From this likeness to a way of asking the words are the same but for a few. */
const literal = 0.8;
/** A text that asks: it ends in a question mark, か, の, って, は or names a thing and nothing else. */
const asksSomething =
  /[?？]|(?:か|かな|の|って|は|とは|なら|だと|ですか|ますか|ですよね|だよね|教えて|教えてください|知りたい|知りたいです)[。!！]*$/;
/** A text longer than this says itself what it is about. */
const longestContinuation = 30;

/** Whether a text asks for something, by its form alone. */
export const isQuestion = (text: string): boolean => asksSomething.test(text.trim());

/**
 * The entry that answers a question, or undefined. `topics` are the faq topics understood; `before` is the entry answered
 * last. A text that asks nothing and names no topic is no question, however alike it sounds.
 */
export function findAnswer(text: string, topics: readonly string[], knowledge: Knowledge, before?: FaqEntry): FaqEntry | undefined {
  if (topics.length === 0 && !isQuestion(text)) return literalAnswer(text, knowledge);
  const whole = before && text.length <= longestContinuation ? continued(text, before, knowledge) : text;
  const sameTopic = whole !== text && whole.startsWith(text) ? (before?.topics ?? []) : [];
  const best = search(whole, topics.length > 0 ? topics : sameTopic, knowledge)[0];
  return best && best.score >= (best.inTopic ? leastScore.inTopic : leastScore.bare) ? best.entry : undefined;
}

/** The entry that is asked in almost these words: meant whatever else the text was taken for. */
export function literalAnswer(text: string, knowledge: Knowledge): FaqEntry | undefined {
  const best = search(text, [], knowledge)[0];
  return best && best.like >= literal ? best.entry : undefined;
}

/** A short question takes from the one before what it leaves out: 「期限は？」 the programme, 「405は？」 what is asked of it. */
function continued(text: string, before: FaqEntry, knowledge: Knowledge): string {
  const asked = apart(folded(before.asks[0] ?? ''), knowledge);
  const said = conceptsIn(folded(text), knowledge);
  if (said.names.size === 0) return `${asked.names.join('と')}の${text}`;
  return said.words.size === 0 && said.asking.size === 0 ? `${text} ${asked.rest}` : text;
}

/** The answer of an entry on a day, with its sources. */
export function answerMessage(entry: FaqEntry, knowledge: Knowledge, day: Day): Message {
  const on = quoting(knowledge, day);
  const dated = entry.on.find((one) => (one.from ?? '') <= day && day <= (one.to ?? '9999'));
  const text = quote(dated?.answer ?? entry.answer, on);
  return { kind: 'text', text: `${text.trim()}\n${say('sources', { sources: sourceLines(on, entry.source).slice(0, 3).join('、') })}` };
}

/** What a side question may look at. */
export interface Asked {
  text: string;
  topics: readonly string[];
  facts: Facts;
  answers: Answers;
  /** The entry answered last. */
  before: FaqEntry | undefined;
}

/** Corrections of outdated values, then what is calculated or looked up. `entry` is the one a next question may go on from. */
export function sideAnswer(asked: Asked, knowledge: Knowledge, day: Day): { messages: Message[]; entry: FaqEntry | undefined } {
  const { text, topics, before } = asked;
  const computed =
    (isQuestion(text) || topics.length > 0 ? sizeAnswer(text, asked.facts, asked.answers, knowledge, day) : undefined) ??
    growthAnswer(text, before, knowledge, day);
  const entry = computed ? undefined : findAnswer(text, topics, knowledge, before);
  const answer: Message | undefined = computed
    ? { kind: 'text', text: computedText(computed) }
    : entry && answerMessage(entry, knowledge, day);
  const beside = answer?.kind === 'text' ? answer.text : '';
  return {
    messages: [...corrections(text, beside, knowledge, day), ...(answer ? [answer] : [])],
    entry: entry ?? (computed ? before : undefined),
  };
}

/** What was said of outdated values, put right; nothing where the text it stands beside does so already. */
export function corrections(text: string, beside: string, knowledge: Knowledge, day: Day): Message[] {
  return staleValues(text, knowledge, day).flatMap((stale): Message[] => {
    const found = correction(stale, beside, knowledge, day);
    return found ? [{ kind: 'text', text: computedText(found) }] : [];
  });
}
