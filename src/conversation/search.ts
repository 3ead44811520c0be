/** Finds the faq entry a question means: likeness to the ways it is asked and to what is answered, read through synonyms. */
import type { FaqEntry, Knowledge } from '../../knowledge/index.ts';
import { askIndex, grades, gradesWithout, programmeNames, type AskIndex, type IndexedEntry } from './asks.ts';
import { conceptsIn, folded, type Concepts } from './concepts.ts';
import { eachFeature } from './grams.ts';

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
  context: 4.5,
};

/** From this likeness to a way of asking the words are nearly the same. */
const nearly = 0.75;

/** The first characters of a question that are read. */
const longestQuestion = 300;
/** So many entries, the best by the signs that are cheap, are looked at closely. */
const closely = 8;

export type Signs = Record<keyof typeof weights, number>;
export interface Found {
  entry: FaqEntry;
  /** Likeness to the nearest way of asking, 0 to 1. */
  like: number;
  /** How much of the question the entry speaks of, 0 to 1. */
  spoken: number;
  score: number;
  /** It is about another programme than the one in progress. */
  elsewhere: boolean;
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
  const found = nearest(asked.index).flatMap((at): Found[] => {
    const one = asked.index.entries[at];
    if (!one) return [];
    const signs = signsAt(at, one, asked);
    return [{ entry: one.entry, like: signs.like, spoken: signs.spoken, score: scoreOf(signs), elsewhere: signs.context < 0 }];
  });
  return found.sort((a, b) => b.score - a.score);
}

/** The signs that speak for and against every entry, to fit their weights. */
export function signsOf(question: string, context: Context, knowledge: Knowledge): { entry: FaqEntry; signs: Signs }[] {
  const asked = reading(question, context, knowledge);
  return asked.index.entries.map((one, at) => ({ entry: one.entry, signs: signsAt(at, one, asked) }));
}

const scoreOf = (signs: Signs): number =>
  weights.near * signs.near +
  weights.like * signs.like +
  weights.spoken * signs.spoken +
  weights.told * signs.told +
  weights.about * signs.about +
  weights.topic * signs.topic +
  weights.asking * signs.asking +
  weights.gives * signs.gives +
  weights.otherName * signs.otherName +
  weights.otherProgramme * signs.otherProgramme +
  weights.unnamed * signs.unnamed +
  weights.context * signs.context;

interface Reading {
  index: AskIndex;
  concepts: Concepts;
  context: Context;
  /** The names the question has or, where it names no programme, those of the programme in progress. */
  meant: ReadonlySet<string>;
  /** Whether it names a programme. */
  programme: boolean;
  /** A name and what it is, and no more: wanted is what defines it. */
  defines: boolean;
  /** The sum of the question's shares, those included that no entry has. */
  whole: number;
}

function reading(question: string, context: Context, knowledge: Knowledge): Reading {
  const index = askIndex(knowledge);
  const plain = folded(question.slice(0, longestQuestion));
  const concepts = conceptsIn(plain, knowledge);
  const { names, asking, words } = concepts;
  const programme = programmeNames.some((name) => names.has(name));
  const meant = programme || context.names === undefined ? names : new Set([...names, ...context.names]);
  const defines = asking.size === 1 && asking.has('what') && words.size === 0;
  const whole = takeShares(plain, concepts, index);
  const asked: Reading = { index, concepts, context, meant, programme, defines, whole };
  countSpoken(asked);
  countAbout(plain, index);
  countTopics(context, index);
  if (context.except !== undefined) leaveOut(context.except, asked, knowledge);
  return asked;
}

/** Fills the working memory with the question as a vector of length 1; returns the sum of its shares, 1 at least. */
function takeShares(plain: string, concepts: Concepts, { memory: { shares, asked }, features, postings, unseen }: AskIndex): number {
  for (const number of asked) shares[number] = 0;
  asked.length = 0;
  let square = 0;
  let whole = 0;
  eachFeature(plain, concepts, (key, weight) => {
    const number = features.get(key);
    if (number === -1 || (number !== undefined && shares[number] !== 0)) return;
    const share = weight * (number === undefined ? unseen : (postings.rarity[number] ?? 0));
    square += share * share;
    whole += share;
    if (number === undefined) return;
    shares[number] = share;
    asked.push(number);
  });
  const length = Math.sqrt(square) || 1;
  for (const number of asked) shares[number] = (shares[number] ?? 0) / length;
  return whole / length || 1;
}

const spokenBy = Float64Array.from(grades, ({ spoken }) => spoken);
const toldBy = Float64Array.from(grades, ({ told }) => told);

/** How much of the question each entry speaks of and tells. */
function countSpoken({ index: { memory, postings }, whole }: Reading): void {
  const { shares, asked, spoken, told } = memory;
  const { start, entry: entries, grade: gradesIn } = postings;
  spoken.fill(0);
  told.fill(0);
  for (const number of asked) {
    const part = (shares[number] ?? 0) / whole;
    const end = start[number + 1] ?? 0;
    for (let at = start[number] ?? 0; at < end; at++) {
      const entry = entries[at] ?? 0;
      const grade = gradesIn[at] ?? 0;
      spoken[entry] = (spoken[entry] ?? 0) + part * (spokenBy[grade] ?? 0);
      told[entry] = (told[entry] ?? 0) + part * (toldBy[grade] ?? 0);
    }
  }
}

/** How telling the most telling of an entry's own words in the text is. */
function countAbout(plain: string, { about, memory: { about: told } }: AskIndex): void {
  told.fill(0);
  for (let at = 0; at < plain.length; at++)
    for (const { word, telling, entries } of about.get(plain.charCodeAt(at)) ?? [])
      if (plain.startsWith(word, at)) for (const entry of entries) if (telling > (told[entry] ?? 0)) told[entry] = telling;
}

function countTopics({ topics = [] }: Context, { ofTopic, memory: { topic } }: AskIndex): void {
  topic.fill(0);
  for (const id of topics) for (const entry of ofTopic.get(id) ?? []) topic[entry] = 1;
}

/** The entries that come nearest by the signs counted for all. */
function nearest({ entries, memory: { spoken, told, about, topic } }: AskIndex): number[] {
  const best: number[] = [];
  const rough: number[] = [];
  let least = -1;
  for (let at = 0; at < entries.length; at++) {
    const score =
      weights.spoken * (spoken[at] ?? 0) +
      weights.told * (told[at] ?? 0) +
      weights.about * (about[at] ?? 0) +
      weights.topic * (topic[at] ?? 0);
    if (score <= least) continue;
    let place = rough.length;
    while (place > 0 && (rough[place - 1] ?? 0) < score) place--;
    rough.splice(place, 0, score);
    best.splice(place, 0, at);
    if (best.length < closely) continue;
    [best.length, rough.length] = [closely, closely];
    least = rough[closely - 1] ?? -1;
  }
  return best;
}

function signsAt(at: number, one: IndexedEntry, asked: Reading): Signs {
  const { memory } = asked.index;
  const { except } = asked.context;
  const left = except === undefined ? -1 : one.entry.asks.indexOf(except);
  const like = likeOf(one, memory.shares, left);
  const { asking, gives, otherName, otherProgramme, unnamed, context: within } = agreement(asked, one, left);
  return {
    near: Math.max(0, (like - nearly) / (1 - nearly)),
    like,
    spoken: memory.spoken[at] ?? 0,
    told: memory.told[at] ?? 0,
    about: memory.about[at] ?? 0,
    topic: memory.topic[at] ?? 0,
    asking,
    gives,
    otherName,
    otherProgramme,
    unnamed,
    context: within,
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
  asked: Reading,
  one: IndexedEntry,
  left: number,
): Pick<Signs, 'asking' | 'gives' | 'otherName' | 'otherProgramme' | 'unnamed' | 'context'> {
  const { concepts, meant, programme } = asked;
  let [unnamed, otherName, asking, gives] = [0, 0, 0, 0];
  for (const id of one.namesOf) if (!meant.has(id)) unnamed = Math.max(unnamed, often(one, 'names', id, left));
  for (const id of concepts.names) {
    if (one.namesAbout.has(id) || often(one, 'names', id, left) > 0) continue;
    otherName += (one.namesTold.has(id) ? 0.5 : 1) / concepts.names.size;
  }
  for (const id of concepts.asking) {
    asking += often(one, 'asking', id, left) / concepts.asking.size;
    if (one.gives.has(id)) gives += 1 / concepts.asking.size;
  }
  const { names = [] } = asked.context;
  const shared = one.programmes.some((name) => (programme ? concepts.names.has(name) : names.includes(name)));
  return {
    asking: asked.defines ? 3 * asking : asking,
    gives,
    otherName,
    otherProgramme: programme && one.programmes.length > 0 && !shared ? 1 : 0,
    unnamed,
    context: programme ? (shared ? 0.27 : 0) : names.length === 0 || one.programmes.length === 0 ? 0 : shared ? 1 : -1,
  };
}

/** The share of an entry's asks that have a name or a kind of question; `left` is left out. */
function often(one: IndexedEntry, kind: 'names' | 'asking', id: string, left: number): number {
  const count = one[kind].get(id) ?? 0;
  const asks = one.asks.length;
  if (left === -1) return count / asks;
  return (count - (one.concepts[left]?.[kind].has(id) ? 1 : 0)) / Math.max(1, asks - 1);
}

/** Counts an entry as if one of its asks were not there. */
function leaveOut(ask: string, { index: { entries, memory }, whole }: Reading, knowledge: Knowledge): void {
  const { shares, spoken, told } = memory;
  entries.forEach(({ entry }, at) => {
    if (!entry.asks.includes(ask)) return;
    [spoken[at], told[at]] = [0, 0];
    for (const [number, grade] of gradesWithout(entry, ask, knowledge)) {
      const part = (shares[number] ?? 0) / whole;
      spoken[at] = (spoken[at] ?? 0) + part * (spokenBy[grade] ?? 0);
      told[at] = (told[at] ?? 0) + part * (toldBy[grade] ?? 0);
    }
  });
}
