/** What the model sees of a sentence: words, their readings, character n-grams, negation, and the open question. */
import { termsIn } from './terms.ts';
import type { Token } from './tokens.ts';

/** Features are hashed into this many buckets. */
export const buckets = 1 << 18;

/** FNV-1a over a text's characters, continuing from the hash of what stands before it. */
function hashed(text: string, from = 0x811c9dc5): number {
  let hash = from;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}

/** The bucket of a feature's name, given the name's hash. */
const folded = (hash: number): number => (hash ^ (hash >>> 15)) & (buckets - 1);

/** Buckets of the features found so far in a text, each once; made once and used again for each text. */
class Found {
  /** A bit per bucket. */
  readonly #seen = new Int32Array(buckets >> 5);
  readonly #buckets = new Int32Array(buckets);
  #count = 0;

  /** Adds the feature whose name has this hash. */
  add(hash: number): void {
    const bucket = folded(hash);
    const word = this.#seen[bucket >> 5] ?? 0;
    const bit = 1 << (bucket & 31);
    if ((word & bit) !== 0) return;
    this.#seen[bucket >> 5] = word | bit;
    this.#buckets[this.#count++] = bucket;
  }

  /** The buckets found, and none from then on. */
  taken(): Int32Array {
    const taken = this.#buckets.slice(0, this.#count);
    for (const bucket of taken) this.#seen[bucket >> 5] = 0;
    this.#count = 0;
    return taken;
  }
}

const found = new Found();
/** Adds a feature by its name, given the hash of what the name begins with. */
const add = (name: string, from?: number): void => found.add(hashed(name, from));
/** Hashes of what names begin with: a name is hashed piece by piece and never put together. */
const kinds = { word: hashed('w:'), pair: hashed('b:'), overNext: hashed('s:'), negated: hashed('¬:'), term: hashed('t:') };

const contentWords = new Set(['名詞', '動詞', '形容詞', '副詞', '助動詞', '感動詞', '接続詞', '連体詞']);
const negations = new Set(['ない', 'ん', 'ぬ', 'ず', 'まい', 'なし', '無い']);

/** Katakana as hiragana. */
function toHiragana(text: string): string {
  let out = '';
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    out += code >= 0x30a1 && code <= 0x30f6 ? String.fromCharCode(code - 0x60) : text.charAt(at);
  }
  return out;
}

/** How a sentence sounds, in hiragana: kana typed for kanji reads the same. */
export const readingOf = (tokens: readonly Token[]): string =>
  toHiragana(tokens.map((token) => token.reading ?? token.surface_form).join(''));

/** A token's base form; all numbers are one word. */
function wordOf(token: Token): string {
  const first = token.surface_form.charCodeAt(0);
  if (first < 0x3a && /^[\d,.]+$/.test(token.surface_form)) return '#';
  return token.basic_form !== '*' ? token.basic_form : token.surface_form;
}

/**
 * The hashed features of a sentence with the question it may answer, in no particular order. Numbers are one word.
 * Duplicates removed: presence counts, not frequency.
 */
export function featuresOf(tokens: readonly Token[], asked: string | null): Int32Array {
  const words: string[] = [];
  const all: string[] = [];
  for (const token of tokens) {
    const word = wordOf(token);
    if (contentWords.has(token.pos)) words.push(word);
    if (!/^[\s、。]*$/.test(word)) all.push(word);
  }
  for (const word of words) add(word, kinds.word);
  for (let at = 0; at + 1 < all.length; at++) add(all[at + 1] ?? '', hashed(' ', hashed(all[at] ?? '', kinds.pair)));
  for (let at = 0; at + 2 < words.length; at++) add(words[at + 2] ?? '', hashed(' ', hashed(words[at] ?? '', kinds.overNext)));
  negated(words);
  const text = tokens.map((token) => token.surface_form).join('');
  const reading = readingOf(tokens);
  terms(text, reading);
  const surface = plain(text);
  grams(surface, 'c', 2, 4);
  grams(plain(reading), 'r', 3, 5);
  add(`n:${String(Math.min(6, Math.floor(surface.length / 8)))}`);
  if (asked !== null) askedFeatures(asked, words, surface);
  return found.taken();
}

/** Words that stand up to four words before a negation, marked as such. */
function negated(words: readonly string[]): void {
  words.forEach((word, at) => {
    if (!negations.has(word)) return;
    for (const before of words.slice(Math.max(0, at - 4), at)) add(before, kinds.negated);
  });
}

/** Domain terms, in order: what stands before what, and what is negated or doubted after it. */
function terms(surface: string, reading: string): void {
  const ids = termsIn(surface);
  for (const id of ids.length > 0 ? ids : termsIn(reading)) add(id, kinds.term);
  ids.forEach((id, at) => {
    const next = ids[at + 1];
    if (next !== undefined) add(`t:${id}>${next}`);
    const afterNext = ids[at + 2];
    if (afterNext !== undefined) add(`t:${id}>>${afterNext}`);
  });
  const last = ids.at(-1);
  if (last !== undefined) add(`t:${last}$`);
}

function askedFeatures(asked: string, words: readonly string[], surface: string): void {
  add(`q:${asked}`);
  for (const word of words) add(`q:${asked}:${word}`);
  if (surface.length <= 16) add(`q:${asked}=${surface}`);
  grams(surface, `q:${asked}`, 2, 3);
  grams(surface, 'q', 2, 4);
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[\d０-９]+/g, '#')
    .replaceAll(/[\s、。，．,.]/g, '');

/** Adds the runs of characters of some lengths, `kind:` before each; a longer run goes on from the hash of the shorter one. */
function grams(text: string, kind: string, shortest: number, longest: number): void {
  const bounded = `^${text}$`;
  const start = hashed(`${kind}:`);
  for (let at = 0; at < bounded.length; at++) {
    let hash = start;
    const end = Math.min(bounded.length, at + longest);
    for (let next = at; next < end; next++) {
      hash = Math.imul(hash ^ bounded.charCodeAt(next), 0x01000193);
      if (next - at + 1 >= shortest) found.add(hash);
    }
  }
}
