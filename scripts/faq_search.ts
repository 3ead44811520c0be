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
    const found = search(ask, { topics, except: ask }, knowledge);
    times.push(performance.now() - started);
    const rank = found.findIndex((one) => one.entry === entry);
    for (const name of [entry.topics[0] ?? '', 'all']) {
      const one = counts.get(name) ?? { asked: 0, first: 0, three: 0 };
      counts.set(name, { asked: one.asked + 1, first: one.first + Number(rank === 0), three: one.three + Number(rank !== -1 && rank < 3) });
    }
    if (has('missed') && rank !== 0) console.log(`${entry.id}\t${ask}\t→ ${found[0]?.entry.id ?? ''} (own rank ${String(rank + 1)})`);
  }
  const share = (part: number, whole: number): string => (part / Math.max(1, whole)).toFixed(3);
  for (const [topic, { asked, first, three }] of counts)
    console.log(topic, `first ${share(first, asked)}, among three ${share(three, asked)} of ${String(asked)}`);
  times.sort((a, b) => a - b);
  console.log(`p50 ${(times[times.length >> 1] ?? 0).toFixed(3)} ms, p99 ${(times[Math.floor(times.length * 0.99)] ?? 0).toFixed(3)} ms`);
}

const signs = Object.keys(weights) as (keyof Signs)[];

/** Softmax over all entries for a third of the questions, by gradient ascent on the likelihood of the right one. */
function fit(): void {
  const rows = all
    .filter((_, at) => at % 3 === 0)
    .map(({ ask, entry, topics }, at) => {
      // half the questions come with their topic, as half of them do when understanding names it
      const found = signsOf(ask, { topics: at % 2 === 0 ? entry.topics.slice(0, 1) : topics, except: ask }, knowledge);
      return {
        right: found.findIndex((one) => one.entry === entry),
        values: Float64Array.from(found.flatMap((one) => signs.map((sign) => one.signs[sign]))),
      };
    });
  const fitted = Float64Array.from(signs.map((sign) => weights[sign] * 8));
  for (let round = 0; round < 150; round++) {
    const slope = new Float64Array(signs.length);
    for (const row of rows) addSlope(row, fitted, slope);
    for (let at = 0; at < signs.length; at++) fitted[at]! += (20 * slope[at]!) / rows.length;
  }
  const unit = fitted[signs.indexOf('like')]!;
  console.log(`like weighs ${unit.toFixed(1)};`, signs.map((sign, at) => `${sign}: ${(fitted[at]! / unit).toFixed(2)}`).join(', '));
}

function addSlope({ right, values }: { right: number; values: Float64Array }, fitted: Float64Array, slope: Float64Array): void {
  const width = fitted.length;
  const count = values.length / width;
  const likely = new Float64Array(count);
  let whole = 0;
  for (let one = 0; one < count; one++) {
    let sum = 0;
    for (let at = 0; at < width; at++) sum += values[one * width + at]! * fitted[at]!;
    whole += likely[one] = Math.exp(sum);
  }
  for (let one = 0; one < count; one++) {
    const by = (one === right ? 1 : 0) - likely[one]! / whole;
    for (let at = 0; at < width; at++) slope[at]! += by * values[one * width + at]!;
  }
}

if (has('fit')) fit();
else measure();
