/**
 * IPADIC as kuromoji ships it, kept in typed arrays. kuromoji's own loader makes an object of 325,871 small arrays of it
 * and keeps the zeros that fill up its files: five times the memory and the time.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import CharacterDefinition, { type Characters } from 'kuromoji/src/dict/CharacterDefinition.js';
import ConnectionCosts from 'kuromoji/src/dict/ConnectionCosts.js';

/** Words, their entries, and how entries may follow each other. */
export interface Dictionary {
  words: Words;
  known: Entries;
  /** Entries of unknown words, by class of character. */
  unknown: Entries;
  characters: Characters;
  costs: InstanceType<typeof ConnectionCosts>;
}

/** Reads `base.dat.gz` and the others of a folder, one after the other: all at once need twice the memory. */
export async function readDictionary(folder: string): Promise<Dictionary> {
  const read = (name: string): Promise<Uint8Array> => inflated(join(folder, `${name}.dat.gz`));
  const words = new Words(int32(await read('base')), int32(await read('check')));
  const known = new Entries(await read('tid'), int32(await read('tid_map')), await read('tid_pos'));
  const unknown = new Entries(await read('unk'), int32(await read('unk_map')), await read('unk_pos'));
  const compatible = new Uint32Array(int32(await read('unk_compat')));
  const characters = CharacterDefinition.load(await read('unk_char'), compatible, await read('unk_invoke'));
  const costs = new ConnectionCosts(0, 0);
  costs.loadConnectionCosts(int16(await read('cc')));
  return { words, known, unknown, characters, costs };
}

const unzip: (bytes: Buffer, options: { chunkSize: number }) => Promise<Buffer> = promisify(gunzip);
/** Zeros kept at the end of a file: they end its last text or number. */
const keptZeros = 16;

/** A file's content, without most of the zeros at its end. */
async function inflated(path: string): Promise<Uint8Array> {
  const zipped = await readFile(path);
  // gzip's last four bytes say how long the content is: one piece of that size leaves no garbage
  const content = await unzip(zipped, { chunkSize: Math.max(1024, zipped.readUInt32LE(zipped.length - 4)) });
  let end = content.length;
  while (end > 0 && content[end - 1] === 0) end--;
  end = Math.min(content.length, 4 * Math.ceil((end + keptZeros) / 4));
  // cutting copies: not worth it for a few zeros
  return end > 0.8 * content.length ? content : new Uint8Array(content.subarray(0, end));
}

const int32 = (bytes: Uint8Array): Int32Array => new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);
const int16 = (bytes: Uint8Array): Int16Array => new Int16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 1);

/** The words as a double-array trie over UTF-8. */
export class Words {
  /** Base and check of each node side by side: they are always read together, and memory gives both at once. */
  readonly #nodes: Int32Array;

  constructor(base: Int32Array, check: Int32Array) {
    let last = check.length - 1;
    // a negative check is an unused place
    while ((check[last] ?? 0) < 0) last--;
    this.#nodes = new Int32Array(2 * (last + 2));
    for (let node = 0; node < last + 2; node++) {
      this.#nodes[2 * node] = base[node] ?? 0;
      this.#nodes[2 * node + 1] = check[node] ?? -1;
    }
  }

  /** Calls back with each word the text has at a place and the word's end. */
  startingAt(text: string, at: number, found: (word: number, end: number) => void): void {
    for (let node = 0, end = at; end < text.length; end++) {
      const code = text.charCodeAt(end);
      // no word has characters of two units
      if (code >= 0xd800 && code <= 0xdfff) return;
      node = this.#afterCharacter(node, code);
      if (node === -1) return;
      const leaf = this.#after(node, 0);
      if (leaf !== -1) found(-(this.#nodes[2 * leaf] ?? 0) - 1, end + 1);
    }
  }

  #afterCharacter(node: number, code: number): number {
    if (code < 0x80) return this.#after(node, code);
    if (code < 0x800) return this.#after(this.#after(node, (code >> 6) | 0xc0), (code & 0x3f) | 0x80);
    return this.#after(this.#after(this.#after(node, (code >> 12) | 0xe0), ((code >> 6) & 0x3f) | 0x80), (code & 0x3f) | 0x80);
  }

  #after(node: number, byte: number): number {
    if (node === -1) return -1;
    const next = (this.#nodes[2 * node] ?? 0) + byte;
    return this.#nodes[2 * next + 1] === node ? next : -1;
  }
}

/** A word's entries: what it may be in a sentence. An entry is known by its place in the file, in bytes. */
export class Entries {
  /** Left and right context, cost, and the place of the features' text (two numbers). */
  readonly #numbers: Int16Array;
  /** Where the entries of a word begin in `#entries`. */
  readonly #starts: Int32Array;
  readonly #entries: Int32Array;
  readonly #text: Buffer;

  /** `map` has a word, the count of its entries and these, after a first number nobody needs. */
  constructor(entries: Uint8Array, map: Int32Array, text: Uint8Array) {
    this.#numbers = int16(entries);
    this.#text = Buffer.from(text.buffer, text.byteOffset, text.byteLength);
    let words = 0;
    eachList(map, (word) => (words = Math.max(words, word + 1)));
    this.#starts = new Int32Array(words + 1);
    eachList(map, (word, list) => (this.#starts[word + 1] = list.length));
    for (let word = 0; word < words; word++) this.#starts[word + 1] = (this.#starts[word] ?? 0) + (this.#starts[word + 1] ?? 0);
    this.#entries = new Int32Array(this.#starts[words] ?? 0);
    eachList(map, (word, list) => this.#entries.set(list, this.#starts[word]));
  }

  /** A word's entries are those from `first(word)` to before `first(word + 1)`. */
  first(word: number): number {
    return this.#starts[word] ?? 0;
  }

  at(place: number): number {
    return this.#entries[place] ?? 0;
  }

  left(entry: number): number {
    return this.#numbers[entry >> 1] ?? 0;
  }

  right(entry: number): number {
    return this.#numbers[(entry >> 1) + 1] ?? 0;
  }

  cost(entry: number): number {
    return this.#numbers[(entry >> 1) + 2] ?? 0;
  }

  /** Surface, part of speech, base form, reading …, separated by commas. */
  getFeatures(entry: number): string {
    const low = (this.#numbers[(entry >> 1) + 3] ?? 0) & 0xffff;
    const start = (((this.#numbers[(entry >> 1) + 4] ?? 0) << 16) | low) >>> 0;
    let end = start;
    while ((this.#text[end] ?? 0) !== 0) end++;
    return this.#text.toString('utf8', start, end);
  }
}

/** Calls back with each word of a map and its entries; the zeros at the end are words without any. */
function eachList(map: Int32Array, found: (word: number, list: Int32Array) => void): void {
  for (let at = 1; at + 1 < map.length;) {
    const count = map[at + 1] ?? 0;
    if (count > 0) found(map[at] ?? 0, map.subarray(at + 2, at + 2 + count));
    at += 2 + count;
  }
}
