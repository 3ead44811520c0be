/** What the model sees of a sentence: words, their readings, character n-grams, negation, and the open question. */
import { termsIn } from './terms.ts';
import type { Token } from './tokens.ts';

/** Features are hashed into this many buckets. */
export const buckets = 1 << 18;

/** FNV-1a of a feature's name, folded into the buckets. */
export function bucketOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at++) {
    hash ^= name.charCodeAt(at);
    hash = Math.imul(hash, 0x01000193);
  }
  return (hash ^ (hash >>> 15)) & (buckets - 1);
}

const contentWords = new Set(['名詞', '動詞', '形容詞', '副詞', '助動詞', '感動詞', '接続詞', '連体詞']);
const negations = new Set(['ない', 'ん', 'ぬ', 'ず', 'まい', 'なし', '無い']);

const toHiragana = (text: string): string => text.replaceAll(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));

/** How a sentence sounds, in hiragana: kana typed for kanji reads the same. */
export const readingOf = (tokens: readonly Token[]): string =>
  toHiragana(tokens.map((token) => token.reading ?? token.surface_form).join(''));

const wordOf = (token: Token): string => (token.basic_form !== '*' ? token.basic_form : token.surface_form);

/**
 * The hashed features of a sentence with the question it may answer. Numbers are one word. Duplicates removed:
 * presence counts, not frequency.
 */
export function featuresOf(tokens: readonly Token[], asked: string | null): Int32Array {
  const found = new Set<number>();
  const add = (name: string): void => void found.add(bucketOf(name));
  const words = tokens
    .filter((token) => contentWords.has(token.pos))
    .map((token) => (/^[\d,.]+$/.test(token.surface_form) ? '#' : wordOf(token)));
  const all = tokens
    .map((token) => (/^[\d,.]+$/.test(token.surface_form) ? '#' : wordOf(token)))
    .filter((word) => !/^[\s、。]*$/.test(word));

  for (const word of words) add(`w:${word}`);
  for (let at = 0; at + 1 < all.length; at++) add(`b:${all[at] ?? ''} ${all[at + 1] ?? ''}`);
  for (let at = 0; at + 2 < words.length; at++) add(`s:${words[at] ?? ''} ${words[at + 2] ?? ''}`);
  negated(words, add);
  terms(tokens, add);
  const surface = plain(tokens.map((token) => token.surface_form).join(''));
  grams(surface, 'c', 2, 4, add);
  grams(plain(readingOf(tokens)), 'r', 3, 5, add);
  add(`n:${String(Math.min(6, Math.floor(surface.length / 8)))}`);
  if (asked !== null) askedFeatures(asked, words, surface, add);
  return Int32Array.from(found).sort();
}

/** Words that stand up to four words before a negation, marked as such. */
function negated(words: readonly string[], add: (name: string) => void): void {
  words.forEach((word, at) => {
    if (!negations.has(word)) return;
    for (const before of words.slice(Math.max(0, at - 4), at)) add(`¬:${before}`);
  });
}

/** Domain terms, in order: what stands before what, and what is negated or doubted after it. */
function terms(tokens: readonly Token[], add: (name: string) => void): void {
  const surface = tokens.map((token) => token.surface_form).join('');
  const found = termsIn(surface);
  for (const id of found.length > 0 ? found : termsIn(readingOf(tokens))) add(`t:${id}`);
  found.forEach((id, at) => {
    const next = found[at + 1];
    if (next !== undefined) add(`t:${id}>${next}`);
    const afterNext = found[at + 2];
    if (afterNext !== undefined) add(`t:${id}>>${afterNext}`);
  });
  const last = found.at(-1);
  if (last !== undefined) add(`t:${last}$`);
}

function askedFeatures(asked: string, words: readonly string[], surface: string, add: (name: string) => void): void {
  add(`q:${asked}`);
  for (const word of words) add(`q:${asked}:${word}`);
  if (surface.length <= 16) add(`q:${asked}=${surface}`);
  grams(surface, `q:${asked}`, 2, 3, add);
  grams(surface, 'q', 2, 4, add);
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[\d０-９]+/g, '#')
    .replaceAll(/[\s、。，．,.]/g, '');

function grams(text: string, kind: string, shortest: number, longest: number, add: (name: string) => void): void {
  const bounded = `^${text}$`;
  for (let size = shortest; size <= longest; size++) {
    for (let at = 0; at + size <= bounded.length; at++) add(`${kind}:${bounded.slice(at, at + size)}`);
  }
}
