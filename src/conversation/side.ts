/** Side questions: what is asked besides the consultation is answered from knowledge, then the open question comes again. */
import type { FaqEntry, Knowledge } from '../../knowledge/index.ts';
import { say } from '../../flows/index.ts';
import type { Message } from '../channel.ts';
import { quote, quoting, sourceLines } from './quote.ts';
import { search } from './search.ts';

/** Below this score a question is not taken to be the entry's. */
const leastScore = 0.45;
/** A text that asks: it ends in a question mark, か, の, って, は or names a thing and nothing else. */
const asksSomething = /[?？]|(?:か|かな|の|って|は|とは|ですか|ますか|教えて|教えてください|知りたい|知りたいです)[。!！]*$/;

/**
 * The entry that answers a question, or undefined. `topics` are the faq topics understood. A text that asks nothing and
 * names no topic is no question, however alike it sounds.
 */
export function findAnswer(text: string, topics: readonly string[], knowledge: Knowledge): FaqEntry | undefined {
  if (topics.length === 0 && !asksSomething.test(text.trim())) return undefined;
  const best = search(text, topics, knowledge)[0];
  return best && best.score >= leastScore ? best.entry : undefined;
}

/** The answer of an entry on a day, with its sources. */
export function answerMessage(entry: FaqEntry, knowledge: Knowledge, day: string): Message {
  const on = quoting(knowledge, day);
  const dated = entry.on.find((one) => (one.from ?? '') <= day && day <= (one.to ?? '9999'));
  const text = quote(dated?.answer ?? entry.answer, on);
  return { kind: 'text', text: `${text.trim()}\n${say('sources', { sources: sourceLines(on, entry.source).slice(0, 3).join('、') })}` };
}
