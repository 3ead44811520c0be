/** What a text speaks of, whatever words it uses: names, things and kinds of questions, from knowledge/language/synonyms.yaml. */
import type { Knowledge } from '../../knowledge/index.ts';

export interface Concepts {
  /** Programmes, offices, schemes: what an answer must be about. */
  names: ReadonlySet<string>;
  /** Things, by any of their words. */
  words: ReadonlySet<string>;
  /** The kinds of answer wanted: how much, where, when. */
  asking: ReadonlySet<string>;
}

interface Table {
  words: ReadonlyMap<string, string>;
  /** The length of the longest word that begins with a character. */
  longest: ReadonlyMap<string, number>;
}
interface Reader {
  tables: Record<keyof Concepts, Table>;
}
const readers = new WeakMap<Knowledge, Reader>();

/** Katakana as hiragana, narrow and small, without spaces and marks: how texts are compared. */
export function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\p{P}\p{S}]/gu, '')
    .replaceAll(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}

function table(entries: readonly { id: string; said: readonly string[] }[]): Table {
  const words = new Map(entries.flatMap(({ id, said }) => said.map((word) => [folded(word), id] as const)));
  const longest = new Map<string, number>();
  for (const word of words.keys()) longest.set(word.charAt(0), Math.max(word.length, longest.get(word.charAt(0)) ?? 0));
  return { words, longest };
}

function readerOf(knowledge: Knowledge): Reader {
  const known = readers.get(knowledge);
  if (known) return known;
  const { names, words, asking } = knowledge.synonyms;
  const reader = {
    tables: { names: table(names.map(({ id, called }) => ({ id, said: called }))), words: table(words), asking: table(asking) },
  };
  readers.set(knowledge, reader);
  return reader;
}

/** The concepts of a folded text; of words that overlap the longest counts. */
export function conceptsIn(plain: string, knowledge: Knowledge): Concepts {
  const { names, words, asking } = readerOf(knowledge).tables;
  return { names: found(plain, names), words: found(plain, words), asking: found(plain, asking) };
}

interface Mention {
  id: string;
  start: number;
  end: number;
}

function mentions(plain: string, { words, longest }: Table): Mention[] {
  const list: Mention[] = [];
  for (let at = 0; at < plain.length; at++) {
    for (let size = Math.min(longest.get(plain.charAt(at)) ?? 0, plain.length - at); size > 0; size--) {
      const id = words.get(plain.slice(at, at + size));
      if (id === undefined) continue;
      list.push({ id, start: at, end: at + size });
      at += size - 1;
      break;
    }
  }
  return list;
}

const found = (plain: string, table: Table): Set<string> => new Set(mentions(plain, table).map(({ id }) => id));

/** A folded text in two: the names as they are written in it, and the rest. */
export function apart(plain: string, knowledge: Knowledge): { names: string[]; rest: string } {
  const names = mentions(plain, readerOf(knowledge).tables.names);
  const rest = names.reduceRight((text, { start, end }) => text.slice(0, start) + text.slice(end), plain);
  return { names: names.map(({ start, end }) => plain.slice(start, end)), rest };
}
