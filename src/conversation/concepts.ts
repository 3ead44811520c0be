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

const kinds = ['names', 'words', 'asking'] as const;

/** One letter of a word: the letters that may follow, and what the word so far means, by kind. */
interface Letter {
  next: Map<number, Letter>;
  names?: string;
  words?: string;
  asking?: string;
}
const readers = new WeakMap<Knowledge, Letter>();

const marks = /[\s\p{P}\p{S}]/gu;
const katakana = /[ァ-ヶ]/g;

/** Katakana as hiragana, narrow and small, without spaces and marks: how texts are compared. */
export function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(marks, '')
    .replaceAll(katakana, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}

function readerOf(knowledge: Knowledge): Letter {
  const known = readers.get(knowledge);
  if (known) return known;
  const root: Letter = { next: new Map() };
  const { names, words, asking } = knowledge.synonyms;
  for (const { id, called } of names) for (const word of called) learn(root, word, 'names', id);
  for (const { id, said } of words) for (const word of said) learn(root, word, 'words', id);
  for (const { id, said } of asking) for (const word of said) learn(root, word, 'asking', id);
  readers.set(knowledge, root);
  return root;
}

function learn(root: Letter, word: string, kind: keyof Concepts, id: string): void {
  let at = root;
  const plain = folded(word);
  for (let place = 0; place < plain.length; place++) {
    const code = plain.charCodeAt(place);
    let next = at.next.get(code);
    if (!next) at.next.set(code, (next = { next: new Map() }));
    at = next;
  }
  at[kind] = id;
}

interface Mention {
  id: string;
  start: number;
  end: number;
}

/** The concepts of a folded text; of words of a kind that overlap the longest counts. */
export function conceptsIn(plain: string, knowledge: Knowledge): Concepts {
  const found = { names: new Set<string>(), words: new Set<string>(), asking: new Set<string>() };
  eachMention(plain, knowledge, (kind, { id }) => found[kind].add(id));
  return found;
}

function eachMention(plain: string, knowledge: Knowledge, tell: (kind: keyof Concepts, mention: Mention) => void): void {
  const root = readerOf(knowledge);
  const from = { names: 0, words: 0, asking: 0 };
  for (let start = 0; start < plain.length; start++) {
    const longest: Partial<Record<keyof Concepts, Mention>> = {};
    let at = root.next.get(plain.charCodeAt(start));
    for (let end = start + 1; at; at = at.next.get(plain.charCodeAt(end)), end++)
      for (const kind of kinds) {
        const id = at[kind];
        if (id !== undefined && start >= from[kind]) longest[kind] = { id, start, end };
      }
    for (const kind of kinds) {
      const mention = longest[kind];
      if (!mention) continue;
      from[kind] = mention.end;
      tell(kind, mention);
    }
  }
}

/** A folded text in two: the names as they are written in it, and the rest. */
export function apart(plain: string, knowledge: Knowledge): { names: string[]; rest: string } {
  const names: Mention[] = [];
  eachMention(plain, knowledge, (kind, mention) => {
    if (kind === 'names') names.push(mention);
  });
  const rest = names.reduceRight((text, { start, end }) => text.slice(0, start) + text.slice(end), plain);
  return { names: names.map(({ start, end }) => plain.slice(start, end)), rest };
}
