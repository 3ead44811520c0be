/** The ways of asking of all faq entries, laid out for the search: from an n-gram to the asks that have it. */
import type { FaqEntry, Knowledge } from '../../knowledge/index.ts';
import { conceptsIn, folded, type Concepts } from './concepts.ts';

/** One n-gram or concept: how rare it is, the asks (numbered through all entries) that have it, and how much of each it makes. */
interface Posting {
  rarity: number;
  asks: Int32Array;
  shares: Float64Array;
}
export interface AskIndex {
  entries: readonly IndexedEntry[];
  /** To which entry an ask belongs. */
  entryOf: Int32Array;
  postings: ReadonlyMap<string, Posting>;
  answers: ReadonlyMap<string, { entries: Int32Array; shares: Float64Array }>;
  unseen: number;
  /** Features that tell nothing. */
  common: (feature: string) => boolean;
  /** Folded words of `about`: how telling each is (1 when one entry has it, towards 0 when many do) and whose it is. */
  about: ReadonlyMap<string, { telling: number; entries: readonly number[] }>;
  longestAbout: number;
}
export interface IndexedEntry {
  entry: FaqEntry;
  first: number;
  concepts: readonly Concepts[];
  /** In how many of the asks each concept is. */
  often: Record<keyof Concepts, ReadonlyMap<string, number>>;
}

const indexes = new WeakMap<Knowledge, AskIndex>();

/** ですか, ます: what nearly every entry has tells nothing and is not looked up. */
const leastRarity = 1.2;

/** What concepts weigh beside n-grams of the same rarity. */
export const conceptWeight = { names: 2.5, words: 2, asking: 1.2 };

/** Character 1- to 3-grams of a folded text (single kana say nothing) and its concepts, each once, with their weight. */
export function featuresOf(plain: string, concepts: Concepts): Map<string, number> {
  const features = new Map<string, number>();
  for (let size = 1; size <= 3; size++)
    for (let at = 0; at + size <= plain.length; at++) {
      const gram = plain.slice(at, at + size);
      if (size > 1 || /\p{Script=Han}/u.test(gram)) features.set(gram, 1);
    }
  for (const kind of ['names', 'words', 'asking'] as const)
    for (const id of concepts[kind]) features.set(`${kind}:${id}`, conceptWeight[kind]);
  return features;
}

/** The index of a knowledge, built on first use. */
export function askIndex(knowledge: Knowledge): AskIndex {
  const known = indexes.get(knowledge);
  if (known) return known;
  const index = build(knowledge);
  indexes.set(knowledge, index);
  return index;
}

function build(knowledge: Knowledge): AskIndex {
  const read = (text: string): { concepts: Concepts; features: Map<string, number> } => {
    const plain = folded(text);
    const concepts = conceptsIn(plain, knowledge);
    return { concepts, features: featuresOf(plain, concepts) };
  };
  const asks = knowledge.faq.map((entry) => entry.asks.map(read));
  const told = knowledge.faq.map((entry) => read(`${entry.about.join(' ')} ${filled(entry.answer, knowledge)}`).features);
  const rarity = rarityOf(knowledge.faq.map((_, at) => [...(asks[at]?.map((ask) => ask.features) ?? []), told[at] ?? new Map()]));
  const vectors = asks.flat().map(({ features }) => unit(features, rarity));
  const answers = told.map((features) => unit(features, rarity));
  let first = 0;
  const entries = knowledge.faq.map((entry, at) => {
    const concepts = asks[at]?.map((ask) => ask.concepts) ?? [];
    const indexed = {
      entry,
      first,
      concepts,
      often: { names: oftenIn(concepts, 'names'), words: oftenIn(concepts, 'words'), asking: oftenIn(concepts, 'asking') },
    };
    first += entry.asks.length;
    return indexed;
  });
  return {
    entries,
    entryOf: Int32Array.from(entries.flatMap(({ entry }, at) => entry.asks.map(() => at))),
    postings: new Map([...inverted(vectors)].map(([feature, [ids, shares]]) => [feature, { rarity: rarity(feature), asks: ids, shares }])),
    answers: new Map([...inverted(answers)].map(([feature, [ids, shares]]) => [feature, { entries: ids, shares }])),
    unseen: Math.log(1 + knowledge.faq.length),
    common: (feature) => rarity(feature) < leastRarity,
    ...aboutWords(knowledge.faq),
  };
}

function oftenIn(asks: readonly Concepts[], kind: keyof Concepts): Map<string, number> {
  const counts = new Map<string, number>();
  for (const ask of asks) for (const id of ask[kind]) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

/** The answer with the names of the facts it quotes: they say what it is about. */
const filled = (answer: string, knowledge: Knowledge): string =>
  answer.replaceAll(/\{(\w+):([\w-]+)\}/g, (_, kind: string, id: string) => (kind === 'fact' ? (knowledge.facts.get(id)?.name ?? '') : ''));

type Rarity = (feature: string) => number;

/** How rare a feature is among entries. */
function rarityOf(entries: readonly (readonly ReadonlyMap<string, number>[])[]): Rarity {
  const counts = new Map<string, number>();
  for (const parts of entries)
    for (const feature of new Set(parts.flatMap((part) => [...part.keys()]))) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  return (feature) => Math.log(1 + entries.length / (counts.get(feature) ?? 1));
}

/** Features weighed by rarity, together of length 1. */
function unit(features: ReadonlyMap<string, number>, rarity: Rarity): Map<string, number> {
  const weighed = [...features].flatMap(([feature, weight]) =>
    rarity(feature) < leastRarity ? [] : [[feature, weight * rarity(feature)] as const],
  );
  const length = Math.sqrt(weighed.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1;
  return new Map(weighed.map(([feature, weight]) => [feature, weight / length]));
}

function inverted(vectors: readonly ReadonlyMap<string, number>[]): Map<string, [Int32Array, Float64Array]> {
  const lists = new Map<string, [number[], number[]]>();
  vectors.forEach((vector, id) => {
    for (const [feature, share] of vector) {
      const list = lists.get(feature) ?? lists.set(feature, [[], []]).get(feature);
      list?.[0].push(id);
      list?.[1].push(share);
    }
  });
  return new Map([...lists].map(([feature, [ids, shares]]) => [feature, [Int32Array.from(ids), Float64Array.from(shares)]]));
}

function aboutWords(faq: readonly FaqEntry[]): Pick<AskIndex, 'about' | 'longestAbout'> {
  const owners = new Map<string, number[]>();
  faq.forEach((entry, at) => {
    for (const word of new Set(entry.about.map(folded))) owners.set(word, [...(owners.get(word) ?? []), at]);
  });
  const telling = (count: number): number => 1 - Math.log(count) / Math.log(faq.length + 1);
  const about = new Map([...owners].map(([word, entries]) => [word, { telling: telling(entries.length), entries }]));
  return { about, longestAbout: Math.max(0, ...[...about.keys()].map((word) => word.length)) };
}
