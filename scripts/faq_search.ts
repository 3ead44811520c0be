/**
 * Measures how well questions find their answers: every way of asking in knowledge/faq is asked with itself left out of
 * the index. `npx node scripts/faq_search.ts [--missed] [topic…]` prints how often the entry comes first and among the first three.
 */
import { loadKnowledge } from '../knowledge/index.ts';
import { search } from '../src/conversation/search.ts';

const knowledge = loadKnowledge();
const options = process.argv.slice(2);
const wanted = options.filter((option) => !option.startsWith('--'));
const showMissed = options.includes('--missed');
const withTopic = options.includes('--topic');

interface Count {
  asked: number;
  first: number;
  three: number;
}
const counts = new Map<string, Count>();

function count(topic: string, rank: number): void {
  const one = counts.get(topic) ?? { asked: 0, first: 0, three: 0 };
  counts.set(topic, { asked: one.asked + 1, first: one.first + Number(rank === 0), three: one.three + Number(rank >= 0 && rank < 3) });
}

for (const entry of knowledge.faq) {
  if (wanted.length > 0 && !entry.topics.some((topic) => wanted.includes(topic))) continue;
  for (const ask of entry.asks) {
    const found = search(ask, withTopic ? entry.topics.slice(0, 1) : [], knowledge, ask);
    const rank = found.findIndex((one) => one.entry === entry);
    count(entry.topics[0] ?? '', rank);
    count('all', rank);
    if (showMissed && rank !== 0) console.log(`${entry.id}\t${ask}\t→ ${found[0]?.entry.id ?? ''} (own rank ${String(rank + 1)})`);
  }
}
const share = (part: number, whole: number): string => (part / Math.max(1, whole)).toFixed(3);
for (const [topic, { asked, first, three }] of counts) console.log(topic, `first ${share(first, asked)}, among three ${share(three, asked)} of ${String(asked)}`);
