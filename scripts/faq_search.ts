/**
 * Measures how well questions find their answers: every way of asking in knowledge/faq is asked with itself left out of
 * the index. `npx node scripts/faq_search.ts [--topic] [--missed] [topic…]` prints how often the entry comes first and among
 * the first three; `--topic` gives the search the entry's topic as understanding would; `--fit` prints weights for
 * src/conversation/search.ts that make the right entry likeliest.
 */
import { loadKnowledge } from '../knowledge/index.ts';
import { search, signsOf, weights, type Signs } from '../src/conversation/search.ts';

const knowledge = loadKnowledge();
const options = process.argv.slice(2);
const wanted = options.filter((option) => !option.startsWith('--'));
const has = (option: string): boolean => options.includes(`--${option}`);

interface Asked {
  ask: string;
  topics: string[];
  entry: (typeof knowledge.faq)[number];
}
const all: Asked[] = knowledge.faq
  .filter((entry) => wanted.length === 0 || entry.topics.some((topic) => wanted.includes(topic)))
  .flatMap((entry) => entry.asks.map((ask) => ({ ask, entry, topics: has('topic') ? entry.topics.slice(0, 1) : [] })));

interface Count {
  asked: number;
  first: number;
  three: number;
}

function measure(): void {
  const counts = new Map<string, Count>();
  const times: number[] = [];
  for (const { ask, entry, topics } of all) {
    const started = performance.now();
    const found = search(ask, topics, knowledge, ask);
    times.push(performance.now() - started);
    const rank = found.findIndex((one) => one.entry === entry);
    for (const name of [entry.topics[0] ?? '', 'all']) {
      const one = counts.get(name) ?? { asked: 0, first: 0, three: 0 };
      counts.set(name, { asked: one.asked + 1, first: one.first + Number(rank === 0), three: one.three + Number(rank < 3) });
    }
    if (has('missed') && rank !== 0) console.log(`${entry.id}\t${ask}\t→ ${found[0]?.entry.id ?? ''} (own rank ${String(rank + 1)})`);
  }
  const share = (part: number, whole: number): string => (part / Math.max(1, whole)).toFixed(3);
  for (const [topic, { asked, first, three }] of counts) console.log(topic, `first ${share(first, asked)}, among three ${share(three, asked)} of ${String(asked)}`);
  times.sort((a, b) => a - b);
  console.log(`p50 ${(times[times.length >> 1] ?? 0).toFixed(3)} ms, p99 ${(times[Math.floor(times.length * 0.99)] ?? 0).toFixed(3)} ms`);
}

const signs = Object.keys(weights) as (keyof Signs)[];
/** Candidates kept of every question while fitting; the rest never comes first. */
const kept = 40;

/** Softmax over the candidates of every question, by gradient ascent on the likelihood of the right one. */
function fit(): void {
  const rows = all.map(({ ask, entry, topics }, at) => {
    // half the questions come with their topic, as half of them do when understanding names it
    const found = signsOf(ask, at % 2 === 0 ? entry.topics.slice(0, 1) : topics, knowledge, ask);
    const score = (one: Signs): number => signs.reduce((sum, sign) => sum + weights[sign] * one[sign], 0);
    const best = found.toSorted((a, b) => score(b.signs) - score(a.signs)).slice(0, kept);
    const right = found.find((one) => one.entry === entry);
    const candidates = [...new Set([...(right ? [right] : []), ...best])];
    return candidates.map((one) => signs.map((sign) => one.signs[sign]));
  });
  const scale = 8;
  const fitted = signs.map((sign) => weights[sign] * scale);
  for (let round = 0; round < 600; round++) {
    const slope = signs.map(() => 0);
    for (const row of rows) {
      const likely = row.map((values) => Math.exp(values.reduce((sum, value, at) => sum + value * fitted[at]!, 0)));
      const whole = likely.reduce((sum, one) => sum + one, 0);
      row.forEach((values, candidate) => {
        const by = (candidate === 0 ? 1 : 0) - likely[candidate]! / whole;
        values.forEach((value, at) => (slope[at]! += by * value));
      });
    }
    slope.forEach((by, at) => (fitted[at]! += ((round < 300 ? 6 : 3) * by) / rows.length));
  }
  const unit = fitted[signs.indexOf('like')]!;
  console.log(signs.map((sign, at) => `${sign}: ${(fitted[at]! / unit).toFixed(2)}`).join(', '));
}

if (has('fit')) fit();
else measure();
