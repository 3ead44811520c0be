/** What an answer from knowledge costs beside reading the words of its question, in the same run. */
import { loadKnowledge } from '../../knowledge/index.ts';
import { answerMessage, findAnswer } from '../conversation/side.ts';
import { clean, sentences } from '../understanding/clean.ts';
import { loadDictionary, tokenize } from '../understanding/tokens.ts';

const day = '2026-11-21';
/** Rounds over all first questions; the first warms up and is not counted. */
const rounds = 4;

/** Middle and worst of times in ms. */
export function spread(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(3);
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`;
}

/** Asks every faq entry's first question; returns the lines to print. */
export async function benchAnswers(): Promise<string[]> {
  await loadDictionary();
  const knowledge = loadKnowledge();
  const answers: number[] = [];
  const words: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const { asks, topics } of knowledge.faq) {
      const question = asks[0] ?? '';
      const started = performance.now();
      sentences(clean(question)).map(tokenize);
      const read = performance.now();
      const entry = findAnswer(question, topics.slice(0, 1), knowledge);
      if (entry) answerMessage(entry, knowledge, day);
      const answered = performance.now();
      if (round === 0) continue;
      words.push(read - started);
      answers.push(answered - read);
    }
  }
  const questions = `${String(knowledge.faq.length)} questions, ${String(rounds - 1)} rounds`;
  return [`answers: ${spread(answers)} (${questions})`, `words of the question: ${spread(words)}`];
}
