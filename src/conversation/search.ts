/** Finds the faq entry a question means: likeness to the ways it is asked and to what is answered, read through synonyms. */
import type { FaqEntry, Knowledge } from '../../knowledge/index.ts';
import { askIndex, eachFeature, programmeNames, signsWithout, type AskIndex, type IndexedEntry, type Posting } from './asks.ts';
import { conceptsIn, folded, type Concepts } from './concepts.ts';

/**
 * What each sign adds to an entry's score: fitted on the faq's own questions, each left out (scripts/faq_search.ts measures
 * and fits). `near`: almost the words of a way of asking; `like`: likeness to the
 * nearest one; `spoken`: how much of the
 * question the entry speaks of at all; `told`: how much its answer says; `about`: its own words; `topic`: what was
 * understood; `asking`, `gives`: the same kind of question, the wanted kind of value; `otherName`, `unnamed`: names that
 * only the question or only the entry has; `otherProgramme`: it is about none of the programmes named; `context`: the programme in progress.
 */
export const weights = {
  near: 4,
  like: 2,
  spoken: 7,
  told: 6.2,
  about: 4.3,
  topic: 3.3,
  asking: 1,
  gives: 1.7,
  otherName: -1.7,
  otherProgramme: -2.1,
  unnamed: -1.1,
  context: 1,
};

/** From this likeness to a way of asking the words are nearly the same. */
const nearly = 0.75;

/** The first characters of a question that are read. */
const longestQuestion = 300;
/** So many entries, the best by the signs that are cheap, are looked at closely. */
const closely = 24;

export type Signs = Record<keyof typeof weights, number>;
export interface Found {
  entry: FaqEntry;
  /** Likeness to the nearest way of asking, 0 to 1. */
  like: number;
  /** How much of the question the entry speaks of, 0 to 1. */
  spoken: number;
  score: number;
  inTopic: boolean;
}

/** What a question is asked within. */
export interface Context {
  /** Topics understood. */
  topics?: readonly string[];
  /** Names of the programme in progress: meant where the question names none. */
  names?: readonly string[];
  /** A way of asking that is left out, to measure the search. */
  except?: string;
}

/** The entries that fit, best first. */
export function search(question: string, context: Context, knowledge: Knowledge): Found[] {
  const asked = reading(question, context, knowledge);
  const found = nearest(asked).flatMap((at): Found[] => {
    const one = asked.index.entries[at];
    if (!one) return [];
    const signs = signsAt(at, one, asked);
    return [{ entry: one.entry, like: signs.like, spoken: signs.spoken, score: scoreOf(signs), inTopic: signs.topic > 0 }];
  });
  return found.sort((a, b) => b.score - a.score);
}

/** The signs that speak for and against every entry, to fit their weights. */
export function signsOf(question: string, context: Context, knowledge: Knowledge): { entry: FaqEntry; signs: Signs }[] {
  const asked = reading(question, context, knowledge);
  return asked.index.entries.map((one, at) => ({ entry: one.entry, signs: signsAt(at, one, asked) }));
}

const signNames = Object.keys(weights) as (keyof Signs)[];

function scoreOf(signs: Signs): number {
  let score = 0;
  for (const sign of signNames) score += weights[sign] * signs[sign];
  return score;
}

interface Reading {
  index: AskIndex;
  concepts: Concepts;
  context: Context;
  /** By entry, each from 0 to 1. */
  spoken: Float64Array;
  told: Float64Array;
  about: Float64Array;
  /** The question as a vector of length 1, by number of the feature; only good until the next question is read. */
  shares: Float64Array;
  /** The sum of its shares, those included that no entry has. */
  whole: number;
}

function reading(question: string, context: Context, knowledge: Knowledge): Reading {
  const index = askIndex(knowledge);
  const plain = folded(question.slice(0, longestQuestion));
  const concepts = conceptsIn(plain, knowledge);
  const asked = { index, concepts, context, ...likenesses(plain, concepts, index), about: aboutTold(plain, index) };
  if (context.except !== undefined) leaveOut(context.except, asked, knowledge);
  return asked;
}

/** Shares of the question that each entry has: of its asks, of all it speaks of, of its answer. */
function likenesses(plain: string, concepts: Concepts, index: AskIndex): Pick<Reading, 'spoken' | 'told' | 'shares' | 'whole'> {
  const { shares, whole } = sharesOf(plain, concepts, index);
  const count = index.entries.length;
  const [spoken, told] = [new Float64Array(count), new Float64Array(count)];
  for (const number of index.asked) {
    const posting = index.postings[number];
    const share = shares[number] ?? 0;
    if (posting) addShare(posting, share / whole, spoken, told);
  }
  return { spoken, told, shares, whole };
}

function addShare({ entries, ...signs }: Posting, part: number, spoken: Float64Array, told: Float64Array): void {
  for (let at = 0; at < entries.length; at++) {
    const entry = entries[at] ?? 0;
    spoken[entry] = (spoken[entry] ?? 0) + part * (signs.spoken[at] ?? 0);
    told[entry] = (told[entry] ?? 0) + part * (signs.told[at] ?? 0);
  }
}

/** Fills the index's working memory with the question's features. */
function sharesOf(plain: string, concepts: Concepts, index: AskIndex): Pick<Reading, 'shares' | 'whole'> {
  const { shares, asked, postings } = index;
  for (const number of asked) shares[number] = 0;
  asked.length = 0;
  let square = 0;
  let whole = 0;
  eachFeature(plain, concepts, (key, weight) => {
    const number = index.features.get(key);
    if (number === -1 || (number !== undefined && shares[number] !== 0)) return;
    const share = weight * (number === undefined ? index.unseen : (postings[number]?.rarity ?? 0));
    square += share * share;
    whole += share;
    if (number === undefined) return;
    shares[number] = share;
    asked.push(number);
  });
  const length = Math.sqrt(square) || 1;
  for (const number of asked) shares[number] = (shares[number] ?? 0) / length;
  return { shares, whole: whole / length || 1 };
}

/** How telling the most telling of an entry's own words in the text is. */
function aboutTold(plain: string, index: AskIndex): Float64Array {
  const told = new Float64Array(index.entries.length);
  for (let at = 0; at < plain.length; at++)
    for (const { word, telling, entries } of index.about.get(plain.charCodeAt(at)) ?? [])
      if (plain.startsWith(word, at)) for (const entry of entries) told[entry] = Math.max(told[entry] ?? 0, telling);
  return told;
}

/** The entries that come nearest by the signs counted for all. */
function nearest({ index, spoken, told, about, context }: Reading): number[] {
  const best: number[] = [];
  const rough: number[] = [];
  for (let at = 0; at < index.entries.length; at++) {
    const score =
      weights.spoken * (spoken[at] ?? 0) +
      weights.told * (told[at] ?? 0) +
      weights.about * (about[at] ?? 0) +
      weights.topic * inTopic(index.entries[at], context);
    if (best.length === closely && score <= (rough.at(-1) ?? 0)) continue;
    let place = rough.length;
    while (place > 0 && (rough[place - 1] ?? 0) < score) place--;
    rough.splice(place, 0, score);
    best.splice(place, 0, at);
    if (best.length > closely) [best.length, rough.length] = [closely, closely];
  }
  return best;
}

const inTopic = (one: IndexedEntry | undefined, { topics }: Context): number =>
  topics !== undefined && topics.length > 0 && one?.entry.topics.some((id) => topics.includes(id)) ? 1 : 0;

function signsAt(at: number, one: IndexedEntry, asked: Reading): Signs {
  const left = asked.context.except === undefined ? -1 : one.entry.asks.indexOf(asked.context.except);
  const like = likeOf(one, asked.shares, left);
  return {
    near: Math.max(0, (like - nearly) / (1 - nearly)),
    like,
    spoken: asked.spoken[at] ?? 0,
    told: asked.told[at] ?? 0,
    about: asked.about[at] ?? 0,
    topic: inTopic(one, asked.context),
    ...agreement(asked.concepts, one, left, asked.context),
  };
}

/** The likeness to the nearest ask. */
function likeOf({ asks }: IndexedEntry, shares: Float64Array, left: number): number {
  let like = 0;
  for (let ask = 0; ask < asks.length; ask++) {
    const vector = asks[ask];
    if (ask === left || !vector) continue;
    let sum = 0;
    for (let at = 0; at < vector.features.length; at++) sum += (shares[vector.features[at] ?? 0] ?? 0) * (vector.shares[at] ?? 0);
    if (sum > like) like = sum;
  }
  return like;
}

/** Whether question and entry speak of the same: shares of names and of kinds of questions. */
function agreement(
  question: Concepts,
  one: IndexedEntry,
  left: number,
  { names = [] }: Context,
): Pick<Signs, 'otherName' | 'otherProgramme' | 'unnamed' | 'asking' | 'gives' | 'context'> {
  const asks = Math.max(1, one.asks.length - (left === -1 ? 0 : 1));
  const often = (kind: 'names' | 'asking', id: string): number =>
    ((one[kind].get(id) ?? 0) - (one.concepts[left]?.[kind].has(id) ? 1 : 0)) / asks;
  const programme = programmeNames.some((name) => question.names.has(name));
  const meant = (id: string): boolean => question.names.has(id) || (!programme && names.includes(id));
  let unnamed = 0;
  for (const id of one.names.keys()) if (!meant(id)) unnamed = Math.max(unnamed, often('names', id));
  const context = programme || names.length === 0 ? 0 : one.programmes.size === 0 ? 0.5 : Number(names.some((name) => one.programmes.has(name)));
  let [otherName, asking, gives] = [0, 0, 0];
  for (const id of question.names) {
    if (often('names', id) > 0 || one.namesAbout.has(id)) continue;
    otherName += (one.namesTold.has(id) ? 0.5 : 1) / question.names.size;
  }
  const about = programme && one.programmes.size > 0;
  const otherProgramme = about && !programmeNames.some((name) => question.names.has(name) && one.programmes.has(name)) ? 1 : 0;
  // a name and what it is, and no more: wanted is what defines it
  const defines = question.asking.size === 1 && question.asking.has('what') && question.words.size === 0 ? 3 : 1;
  for (const id of question.asking) {
    asking += (defines * often('asking', id)) / question.asking.size;
    if (one.gives.has(id)) gives += 1 / question.asking.size;
  }
  return { otherName, otherProgramme, unnamed, asking, gives, context };
}

/** Counts an entry as if one of its asks were not there. */
function leaveOut(ask: string, { index, spoken, told, shares, whole }: Reading, knowledge: Knowledge): void {
  index.entries.forEach(({ entry }, at) => {
    if (!entry.asks.includes(ask)) return;
    [spoken[at], told[at]] = [0, 0];
    for (const [number, [s, t]] of signsWithout(entry, ask, knowledge)) {
      const part = (shares[number] ?? 0) / whole;
      spoken[at] = (spoken[at] ?? 0) + part * s;
      told[at] = (told[at] ?? 0) + part * t;
    }
  });
}
