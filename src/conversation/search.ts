/** Finds the faq entry a question means: likeness of weighted character n-grams to the ways the entry is asked. */
import type { FaqEntry, Knowledge } from '../../knowledge/index.ts';

type Vector = ReadonlyMap<string, number>;
interface Index {
  /** How rare an n-gram is among all ways of asking. */
  rarity: ReadonlyMap<string, number>;
  unseen: number;
  entries: readonly { entry: FaqEntry; asks: readonly Vector[]; answer: Vector }[];
  /** How telling a word of `about` is: 1 when one entry has it, towards 0 when many do. */
  telling: ReadonlyMap<string, number>;
}

const indexes = new WeakMap<Knowledge, Index>();

/** What the entry's own words, its answer and the understood topics add to the likeness (0 to 1). */
export const weights = { about: 0.4, answer: 0.6, topic: 0.22 };
/** The first characters of a question that are read. */
const longestQuestion = 300;

/** Character 1- to 3-grams of a text without spaces and marks; single kana say nothing. */
function grams(text: string): Set<string> {
  const plain = text.slice(0, longestQuestion).normalize('NFKC').toLowerCase().replaceAll(/[\s\p{P}\p{S}]/gu, '');
  const found = new Set<string>();
  for (let size = 1; size <= 3; size++) {
    for (let at = 0; at + size <= plain.length; at++) {
      const gram = plain.slice(at, at + size);
      if (size > 1 || /\p{Script=Han}/u.test(gram)) found.add(gram);
    }
  }
  return found;
}

function vectorOf(text: string, index: Pick<Index, 'rarity' | 'unseen'>): Vector {
  const found = [...grams(text)].map((gram) => [gram, index.rarity.get(gram) ?? index.unseen] as const);
  const norm = Math.sqrt(found.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1;
  return new Map(found.map(([gram, weight]) => [gram, weight / norm]));
}

function likeness(a: Vector, b: Vector): number {
  let sum = 0;
  for (const [gram, weight] of a) sum += weight * (b.get(gram) ?? 0);
  return sum;
}

function indexOf(knowledge: Knowledge): Index {
  const known = indexes.get(knowledge);
  if (known) return known;
  const asks = knowledge.faq.flatMap((entry) => entry.asks);
  const counts = new Map<string, number>();
  for (const ask of asks) for (const gram of grams(ask)) counts.set(gram, (counts.get(gram) ?? 0) + 1);
  const unseen = Math.log(1 + asks.length);
  const rarity = new Map([...counts].map(([gram, count]) => [gram, Math.log(1 + asks.length / count)]));
  const lexicon = { rarity, unseen };
  const entries = knowledge.faq.map((entry) => ({
    entry,
    asks: entry.asks.map((ask) => vectorOf(ask, lexicon)),
    answer: vectorOf(entry.answer.replaceAll(/\{[^}]*\}/g, ''), lexicon),
  }));
  const index = { ...lexicon, entries, telling: tellingWords(knowledge.faq) };
  indexes.set(knowledge, index);
  return index;
}

function tellingWords(faq: readonly FaqEntry[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const entry of faq) for (const word of new Set(entry.about)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Map([...counts].map(([word, count]) => [word, 1 - Math.log(count) / Math.log(faq.length + 1)]));
}

export interface Found {
  entry: FaqEntry;
  /** Likeness to the nearest way of asking, 0 to 1. */
  like: number;
  score: number;
  inTopic: boolean;
}

/** Entries by how well they fit, best first. `except` leaves one way of asking out (to measure the search). */
export function search(question: string, topics: readonly string[], knowledge: Knowledge, except?: string): Found[] {
  const index = indexOf(knowledge);
  const asked = vectorOf(question, index);
  const plain = question.normalize('NFKC');
  return index.entries
    .map(({ entry, asks, answer }) => {
      const like = Math.max(0, ...asks.map((ask, at) => (entry.asks[at] === except ? 0 : likeness(asked, ask))));
      const inTopic = entry.topics.some((topic) => topics.includes(topic));
      const told = entry.about.filter((word) => plain.includes(word)).reduce((sum, word) => sum + (index.telling.get(word) ?? 0), 0);
      const score = like + weights.about * Math.min(1.5, told) + weights.answer * likeness(asked, answer) + (inTopic ? weights.topic : 0);
      return { entry, like, inTopic, score };
    })
    .sort((a, b) => b.score - a.score);
}
