/** Finds the faq entry a question means: likeness to the ways it is asked, read through synonyms. */
import type { FaqEntry, Knowledge } from '../../knowledge/index.ts';
import { askIndex, featuresOf, type AskIndex, type IndexedEntry } from './asks.ts';
import { conceptsIn, folded, type Concepts } from './concepts.ts';

/**
 * What each sign adds to an entry's score: fitted on the faq's own questions, each left out, and on the topics of
 * knowledge/language/utterances (scripts/faq_search.ts measures both).
 */
export const weights = {
  like: 0.08,
  near: 1,
  about: 0.05,
  told: 0.9,
  topic: 0.2,
  otherName: -0.03,
  unnamed: -0.09,
  asking: 0.03,
  words: 0.06,
};

/** The first characters of a question that are read. */
const longestQuestion = 300;

export type Signs = Record<keyof typeof weights, number>;
export interface Found {
  entry: FaqEntry;
  /** Likeness to the nearest way of asking, 0 to 1. */
  like: number;
  score: number;
  inTopic: boolean;
}

/** What names, things and kinds of questions can add or take at most: entries further behind than this cannot come first. */
const mostAgreement = weights.asking + weights.words - weights.otherName - weights.unnamed;

/**
 * The entries that fit, best first: those near enough to the best for the order to matter. `except` leaves one way of
 * asking out (to measure the search).
 */
export function search(question: string, topics: readonly string[], knowledge: Knowledge, except?: string): Found[] {
  const read = reading(question, knowledge);
  const plainly = read.index.entries.map((one, at) => ({ one, left: leftOut(one, except), ...plainSigns(one, at, read, topics, except) }));
  const best = plainly.reduce((most, { score }) => Math.max(most, score), 0);
  return plainly
    .filter(({ score }) => score >= best - mostAgreement)
    .map(({ one, left, like, topic, score }) => {
      const { otherName, unnamed, asking, words } = agreement(read.concepts, one, left);
      const more = weights.otherName * otherName + weights.unnamed * unnamed + weights.asking * asking + weights.words * words;
      return { entry: one.entry, like, inTopic: topic > 0, score: score + more };
    })
    .sort((a, b) => b.score - a.score);
}

interface Reading {
  index: AskIndex;
  concepts: Concepts;
  asks: Float64Array;
  answers: Float64Array;
  told: ReadonlyMap<number, number>;
}

function reading(question: string, knowledge: Knowledge): Reading {
  const index = askIndex(knowledge);
  const plain = folded(question.slice(0, longestQuestion));
  const concepts = conceptsIn(plain, knowledge);
  return { index, concepts, ...likenesses(featuresOf(plain, concepts), index), told: aboutTold(plain, index) };
}

const leftOut = (one: IndexedEntry, except: string | undefined): number => (except === undefined ? -1 : one.entry.asks.indexOf(except));

/** The signs that need no comparison of concepts, and what they come to. */
function plainSigns(
  one: IndexedEntry,
  at: number,
  { asks, answers, told }: Reading,
  topics: readonly string[],
  except: string | undefined,
): PlainSigns {
  const like = likeOf(one, asks, leftOut(one, except));
  const near = like ** 4;
  const about = Math.min(1.5, told.get(at) ?? 0);
  const answer = answers[at] ?? 0;
  const topic = topics.length > 0 && one.entry.topics.some((id) => topics.includes(id)) ? 1 : 0;
  const score = weights.like * like + weights.near * near + weights.about * about + weights.told * answer + weights.topic * topic;
  return { like, near, about, told: answer, topic, score };
}
type PlainSigns = Pick<Signs, 'like' | 'near' | 'about' | 'told' | 'topic'> & { score: number };

/** The signs that speak for and against every entry, to fit their weights. */
export function signsOf(
  question: string,
  topics: readonly string[],
  knowledge: Knowledge,
  except?: string,
): { entry: FaqEntry; signs: Signs }[] {
  const read = reading(question, knowledge);
  return read.index.entries.map((one, at) => {
    const { score: _score, ...plain } = plainSigns(one, at, read, topics, except);
    return { entry: one.entry, signs: { ...plain, ...agreement(read.concepts, one, leftOut(one, except)) } };
  });
}

/** Cosines of the question to every ask and every answer. */
function likenesses(features: ReadonlyMap<string, number>, index: AskIndex): { asks: Float64Array; answers: Float64Array } {
  const asks = new Float64Array(index.entryOf.length);
  const answers = new Float64Array(index.entries.length);
  let square = 0;
  for (const [feature, weight] of features) {
    const posting = index.postings.get(feature);
    if (!posting && index.common(feature)) continue;
    const share = weight * (posting?.rarity ?? index.unseen);
    square += share * share;
    if (posting) add(asks, posting.asks, posting.shares, share);
    const told = index.answers.get(feature);
    if (told) add(answers, told.entries, told.shares, share);
  }
  const length = Math.sqrt(square) || 1;
  for (let at = 0; at < asks.length; at++) asks[at] = (asks[at] ?? 0) / length;
  for (let at = 0; at < answers.length; at++) answers[at] = (answers[at] ?? 0) / length;
  return { asks, answers };
}

function add(sums: Float64Array, ids: Int32Array, shares: Float64Array, by: number): void {
  for (let at = 0; at < ids.length; at++) {
    const id = ids[at] ?? 0;
    sums[id] = (sums[id] ?? 0) + by * (shares[at] ?? 0);
  }
}

/** The likeness to the nearest ask. */
function likeOf({ entry, first }: IndexedEntry, asks: Float64Array, left: number): number {
  let like = 0;
  for (let at = 0; at < entry.asks.length; at++) if (at !== left) like = Math.max(like, asks[first + at] ?? 0);
  return like;
}

/** How much the words of `about` found in the text tell for each entry. */
function aboutTold(plain: string, index: AskIndex): Map<number, number> {
  const told = new Map<number, number>();
  const seen = new Set<string>();
  for (let at = 0; at < plain.length; at++)
    for (let size = 1; size <= Math.min(index.longestAbout, plain.length - at); size++) {
      const word = plain.slice(at, at + size);
      const found = index.about.get(word);
      if (!found || seen.has(word)) continue;
      seen.add(word);
      for (const entry of found.entries) told.set(entry, (told.get(entry) ?? 0) + found.telling);
    }
  return told;
}

/** Whether question and entry speak of the same: shares of names, things and kinds of questions. */
function agreement(question: Concepts, entry: IndexedEntry, left: number): Pick<Signs, 'otherName' | 'unnamed' | 'asking' | 'words'> {
  const asks = Math.max(1, entry.concepts.length - (left === -1 ? 0 : 1));
  const often = (kind: keyof Concepts, id: string): number =>
    ((entry.often[kind].get(id) ?? 0) - (entry.concepts[left]?.[kind].has(id) ? 1 : 0)) / asks;
  let unnamed = 0;
  for (const id of entry.often.names.keys()) if (!question.names.has(id)) unnamed = Math.max(unnamed, often('names', id));
  const average = (kind: keyof Concepts, of: (id: string) => number): number => {
    let sum = 0;
    for (const id of question[kind]) sum += of(id);
    return sum / Math.max(1, question[kind].size);
  };
  return {
    otherName: average('names', (id) => (often('names', id) > 0 ? 0 : 1)),
    unnamed,
    asking: average('asking', (id) => often('asking', id)),
    words: average('words', (id) => often('words', id)),
  };
}
