/** The faq laid out for the search: from a feature of a question (an n-gram, a concept) to the entries and asks that have it. */
import type { FaqEntry, FactValue, Knowledge } from '../../knowledge/index.ts';
import { conceptsIn, folded, type Concepts } from './concepts.ts';
import { eachFeature } from './grams.ts';
import { formatValue } from './quote.ts';

/**
 * Which entries have a feature, all features after one another: those of feature n stand from `start[n]` to `start[n + 1]`.
 * `grade` is how the entry has it, an index into `grades`.
 */
export interface Postings {
  rarity: Float64Array;
  start: Int32Array;
  entry: Uint16Array;
  grade: Uint8Array;
}

/** How surely an entry speaks of a feature: it is asked for in it, is one of its words, is only in its answer; and whether the answer tells it. */
export const grades: readonly { spoken: number; told: number }[] = [
  { spoken: 1, told: 0 },
  { spoken: 1, told: 1 },
  { spoken: 0.9, told: 0 },
  { spoken: 0.9, told: 1 },
  { spoken: 0.6, told: 1 },
];
const gradeOf = { asked: 0, word: 2, answer: 4 };

/** One way of asking as a vector of length 1. */
interface AskVector {
  features: Int32Array;
  shares: Float32Array;
}

export interface IndexedEntry {
  entry: FaqEntry;
  asks: readonly AskVector[];
  concepts: readonly Concepts[];
  /** In how many of the asks each name and each kind of question is. */
  names: ReadonlyMap<string, number>;
  namesOf: readonly string[];
  asking: ReadonlyMap<string, number>;
  /** Names its own words say, names its answer says. */
  namesAbout: ReadonlySet<string>;
  namesTold: ReadonlySet<string>;
  /** The programmes it is about; none when it is about no one of them. */
  programmes: readonly string[];
  /** Kinds of values its answer gives, as asking concepts: how_much, when. */
  gives: ReadonlySet<string>;
}

export interface Memory {
  /** The shares of the question, by number of the feature, and which features it has. */
  shares: Float64Array;
  asked: number[];
  /** By entry. */
  spoken: Float64Array;
  told: Float64Array;
  about: Float64Array;
  topic: Float64Array;
}

export interface AskIndex {
  entries: readonly IndexedEntry[];
  /** From the key of a feature to its number; features that tell nothing are -1. */
  features: ReadonlyMap<number, number>;
  postings: Postings;
  unseen: number;
  /** The entries of a topic. */
  ofTopic: ReadonlyMap<string, readonly number[]>;
  /** Working memory of the search, good until the next question is read. */
  memory: Memory;
  /** Folded words of `about` by their first character: how telling each is (towards 0 when many entries have it) and whose it is. */
  about: ReadonlyMap<number, readonly { word: string; telling: number; entries: readonly number[] }[]>;
}

const indexes = new WeakMap<Knowledge, AskIndex>();

/** ですか, ます: what nearly every entry has tells nothing and is not looked up. */
const leastRarity = 1.2;

/** The index of a knowledge, built on first use. */
export function askIndex(knowledge: Knowledge): AskIndex {
  const known = indexes.get(knowledge);
  if (known) return known;
  const index = build(knowledge);
  indexes.set(knowledge, index);
  return index;
}

interface Read {
  concepts: Concepts;
  features: Map<number, number>;
}

function read(text: string, knowledge: Knowledge): Read {
  const plain = folded(text);
  const concepts = conceptsIn(plain, knowledge);
  const features = new Map<number, number>();
  eachFeature(plain, concepts, (key, weight) => features.set(key, weight));
  return { concepts, features };
}

/** An entry as it is read: its ways of asking, its words, its answer. */
interface ReadEntry {
  entry: FaqEntry;
  asks: readonly Read[];
  about: Read;
  answer: Read;
}

function build(knowledge: Knowledge): AskIndex {
  const all = knowledge.faq.map((entry): ReadEntry => ({
    entry,
    asks: entry.asks.map((ask) => read(ask, knowledge)),
    about: read(entry.about.join(' '), knowledge),
    answer: read(filled(entry.answer, knowledge), knowledge),
  }));
  const rarities = raritiesOf(all);
  const numbers = new Map<number, number>();
  let count = 0;
  for (const [key, rarity] of rarities) numbers.set(key, rarity < leastRarity ? -1 : count++);
  const rarity = (key: number): number => rarities.get(key) ?? 0;
  return {
    entries: all.map((one) => indexed(one, numbers, rarity, knowledge)),
    features: numbers,
    postings: postingsOf(all, numbers, rarities, count),
    unseen: Math.log(1 + 2 * all.length),
    ofTopic: topicsOf(knowledge.faq),
    memory: {
      shares: new Float64Array(count),
      asked: [],
      spoken: new Float64Array(all.length),
      told: new Float64Array(all.length),
      about: new Float64Array(all.length),
      topic: new Float64Array(all.length),
    },
    about: aboutWords(knowledge.faq),
  };
}

function raritiesOf(all: readonly ReadEntry[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { asks, about, answer } of all) {
    const own = new Set([...asks, about, answer].flatMap(({ features }) => [...features.keys()]));
    for (const key of own) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return new Map([...counts].map(([key, count]) => [key, Math.log(1 + all.length / count)]));
}

/** Features weighed by rarity, together of length 1; those that tell nothing are left out. */
function unit(features: ReadonlyMap<number, number>, rarity: (key: number) => number): [key: number, share: number][] {
  const weighed = [...features].flatMap(([key, weight]): [number, number][] =>
    rarity(key) < leastRarity ? [] : [[key, weight * rarity(key)]],
  );
  const length = Math.sqrt(weighed.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1;
  return weighed.map(([key, weight]) => [key, weight / length]);
}

function indexed(
  { entry, asks, about, answer }: ReadEntry,
  numbers: ReadonlyMap<number, number>,
  rarity: (key: number) => number,
  knowledge: Knowledge,
): IndexedEntry {
  const vectors = asks.map(({ features }): AskVector => {
    const shares = unit(features, rarity);
    return {
      features: Int32Array.from(shares, ([key]) => numbers.get(key) ?? -1),
      shares: Float32Array.from(shares, ([, share]) => share),
    };
  });
  const concepts = asks.map((ask) => ask.concepts);
  const names = oftenIn(concepts, 'names');
  return {
    entry,
    asks: vectors,
    concepts,
    names,
    namesOf: [...names.keys()],
    programmes: programmesOf(entry, names, about.concepts.names),
    asking: oftenIn(concepts, 'asking'),
    namesAbout: about.concepts.names,
    namesTold: answer.concepts.names,
    gives: givenIn(filled(entry.answer, knowledge)),
  };
}

function oftenIn(asks: readonly Concepts[], kind: keyof Concepts): Map<string, number> {
  const counts = new Map<string, number>();
  for (const ask of asks) for (const id of ask[kind]) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

/** The names that stand for a programme, and the topics that are spoken of in one only. */
export const programmeNames: readonly string[] = ['vup', '405', 'gl', 'kakushin', 'rechallenge'];
const topicsOfKakushin = ['keiei_kakushin', 'support_measures', 'sme_definition'];

function programmesOf(entry: FaqEntry, names: ReadonlyMap<string, number>, words: ReadonlySet<string>): string[] {
  const inWords = programmeNames.filter((name) => words.has(name));
  const often = (name: string): boolean => (names.get(name) ?? 0) * 3 >= entry.asks.length;
  const named = programmeNames.filter((name) => often(name) || (inWords.length === 1 && inWords[0] === name && names.has(name)));
  const ofKakushin = !named.includes('kakushin') && entry.topics.some((topic) => topicsOfKakushin.includes(topic));
  return [...named, ...(ofKakushin ? ['kakushin'] : [])];
}

/** What an answer gives, by its form. */
const given: readonly (readonly [RegExp, string])[] = [
  [/[\d億万]円|[\d.]+[%％]|\d\/\d|無料/, 'how_much'],
  [/\d+年\d*月?|まで|から始|期限/, 'when'],
  [/\d+(?:年間?|か月|カ月|日|期)|程度/, 'how_long'],
  [/協議会|都道府県|窓口|ページ|ホームページ|保証協会|お尋ね/, 'where'],
  [/税理士|専門家|診断士|認定支援機関|中小企業者|会社|経営者/, 'who'],
  [/\d+(?:人|件|社|回|つ|種類|名)/, 'how_many'],
  [/ため|理由|きっかけ|から(?:です|、)/, 'why'],
];

const givenIn = (answer: string): Set<string> => new Set(given.flatMap(([form, kind]) => (form.test(answer) ? [kind] : [])));

/** The answer with its figures as they are last known and the names of what it quotes: both say what it is about. */
function filled(answer: string, knowledge: Knowledge): string {
  return answer.replaceAll(/\{(\w+):([\w-]+)\}/g, (_, kind: string, id: string) => {
    const fact = kind === 'fact' ? knowledge.facts.get(id) : undefined;
    const value: FactValue['value'] | undefined = fact?.values[0]?.value;
    return fact && value !== undefined ? `${formatValue(value, fact.unit)} ${fact.name} ` : '';
  });
}

function postingsOf(
  all: readonly ReadEntry[],
  numbers: ReadonlyMap<number, number>,
  rarities: ReadonlyMap<number, number>,
  count: number,
): Postings {
  const lists = Array.from({ length: count }, (): { entry: number; grade: number }[] => []);
  const rarity = new Float64Array(count);
  for (const [key, number] of numbers) if (number !== -1) rarity[number] = rarities.get(key) ?? 0;
  all.forEach((one, entry) => {
    for (const [key, grade] of gradesOf(one)) lists[numbers.get(key) ?? -1]?.push({ entry, grade });
  });
  const start = new Int32Array(count + 1);
  lists.forEach((list, number) => (start[number + 1] = (start[number] ?? 0) + list.length));
  const flat = lists.flat();
  return { rarity, start, entry: Uint16Array.from(flat, ({ entry }) => entry), grade: Uint8Array.from(flat, ({ grade }) => grade) };
}

/** How an entry has each of its features. */
function gradesOf({ asks, about, answer }: ReadEntry): Map<number, number> {
  const found = new Map<number, number>();
  for (const key of answer.features.keys()) found.set(key, gradeOf.answer);
  const told = (key: number): number => (answer.features.has(key) ? 1 : 0);
  for (const key of about.features.keys()) found.set(key, gradeOf.word + told(key));
  for (const ask of asks) for (const key of ask.features.keys()) found.set(key, gradeOf.asked + told(key));
  return found;
}

/** The grades of an entry without one of its asks, to measure the search; by the number of the feature. */
export function gradesWithout(entry: FaqEntry, ask: string, knowledge: Knowledge): Map<number, number> {
  const { features } = askIndex(knowledge);
  const left: ReadEntry = {
    entry,
    asks: entry.asks.filter((one) => one !== ask).map((one) => read(one, knowledge)),
    about: read(entry.about.join(' '), knowledge),
    answer: read(filled(entry.answer, knowledge), knowledge),
  };
  return new Map([...gradesOf(left)].map(([key, grade]) => [features.get(key) ?? -1, grade]));
}

function topicsOf(faq: readonly FaqEntry[]): Map<string, number[]> {
  const of = new Map<string, number[]>();
  faq.forEach(({ topics }, at) => {
    for (const topic of topics) of.set(topic, [...(of.get(topic) ?? []), at]);
  });
  return of;
}

function aboutWords(faq: readonly FaqEntry[]): AskIndex['about'] {
  const owners = new Map<string, number[]>();
  faq.forEach((entry, at) => {
    for (const word of new Set(entry.about.map(folded))) if (word.length > 1) owners.set(word, [...(owners.get(word) ?? []), at]);
  });
  const byFirst = new Map<number, { word: string; telling: number; entries: readonly number[] }[]>();
  for (const [word, entries] of owners) {
    const first = word.charCodeAt(0);
    const telling = 1 - Math.log(entries.length) / Math.log(faq.length + 1);
    byFirst.set(first, [...(byFirst.get(first) ?? []), { word, telling, entries }]);
  }
  return byFirst;
}
