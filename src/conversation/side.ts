/** Side questions: what is asked besides the consultation is answered from knowledge, then the open question comes again. */
import type { FaqEntry, Knowledge } from '../../knowledge/index.ts';
import { say } from '../../flows/index.ts';
import type { Message } from '../channel.ts';
import { quote, quoting, sourceLines } from './quote.ts';
import { bigrams, overlap } from './similar.ts';

/** Below this share of common bigrams a question is not taken to be the entry's. */
const likeness = 0.2;
/** A topic the understanding named counts as much as this share of common bigrams. */
const topicWeight = 0.35;
const aboutWeight = 0.25;

const asks = new WeakMap<FaqEntry, readonly ReadonlySet<string>[]>();

function askedAs(entry: FaqEntry): readonly ReadonlySet<string>[] {
  const known = asks.get(entry) ?? entry.asks.map(bigrams);
  asks.set(entry, known);
  return known;
}

/** The entry that answers a question, or undefined. `topics` are the faq topics understood; the text must be cleaned. */
export function findAnswer(text: string, topics: readonly string[], knowledge: Knowledge): FaqEntry | undefined {
  const grams = bigrams(text);
  let best: { entry: FaqEntry; score: number } | undefined;
  for (const entry of knowledge.faq) {
    const asked = Math.max(...askedAs(entry).map((ask) => overlap(grams, ask)));
    const topic = entry.topics.some((one) => topics.includes(one)) ? topicWeight : 0;
    const about = entry.about.some((word) => text.includes(word)) ? aboutWeight : 0;
    const score = asked + topic + about;
    if (asked + topic >= likeness && (best === undefined || score > best.score)) best = { entry, score };
  }
  return best && (topics.length > 0 || best.score >= 2 * likeness) ? best.entry : undefined;
}

/** The answer of an entry on a day, with its sources. */
export function answerMessage(entry: FaqEntry, knowledge: Knowledge, day: string): Message {
  const on = quoting(knowledge, day);
  const dated = entry.on.find((one) => (one.from ?? '') <= day && day <= (one.to ?? '9999'));
  const text = quote(dated?.answer ?? entry.answer, on);
  return { kind: 'text', text: `${text.trim()}\n${say('sources', { sources: sourceLines(on, entry.source).slice(0, 3).join('、') })}` };
}
