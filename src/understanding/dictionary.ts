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
  const known = new Entries(await read('tid'), int32(await read('tid_map')), await read('tid_pos'));
  const words = new Words(int32(await read('base')), int32(await read('check')), known);
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
  /** The node after a word's first character, by code; -1 where no word begins so. Three looks at memory become one. */
  readonly #first = new Int32Array(0x10000);

  constructor(base: Int32Array, check: Int32Array, entries: Entries) {
    let last = check.length - 1;
    // a negative check is an unused place
    while ((check[last] ?? 0) < 0) last--;
    this.#nodes = new Int32Array(2 * (last + 2));
    for (let node = 0; node < last + 2; node++) {
      const value = base[node] ?? 0;
      const isLeaf = (check[node] ?? -1) >= 0 && value < 0;
      // the file's leaves name a word; here they name its first entry
      this.#nodes[2 * node] = isLeaf ? -entries.first(-value - 1) - 1 : value;
      this.#nodes[2 * node + 1] = check[node] ?? -1;
    }
    for (let code = 0; code < 0x10000; code++) this.#first[code] = this.#afterCharacter(0, code);
  }

  /** Calls back for each word the text has at a place, with the place of the word's first entry and the word's end. */
  startingAt(text: string, at: number, found: (first: number, end: number) => void): void {
    let node = this.#first[text.charCodeAt(at)] ?? -1;
    for (let end = at + 1; node !== -1; end++) {
      const leaf = this.#after(node, 0);
      if (leaf !== -1) found(-(this.#nodes[2 * leaf] ?? 0) - 1, end);
      node = end < text.length ? this.#afterCharacter(node, text.charCodeAt(end)) : -1;
    }
  }

  /** Half of a character of two units leads nowhere: no word has one. */
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

/** What words may be in a sentence: their entries, those of a word side by side. An entry's id is its place in the file, in bytes. */
export class Entries {
  /** Of each entry its id, left and right context, and cost with a bit that says that the word has no more: all that is read of it at once. */
  readonly #table: Int32Array;
  /** Where the entries of a word begin in the table. */
  readonly #firsts: Int32Array;
  /** The file: contexts, cost, and the place of the features' text (two numbers). */
  readonly #numbers: Int16Array;
  readonly #text: Buffer;

  /** `map` has a word, the count of its entries and these, after a first number nobody needs. */
  constructor(file: Uint8Array, map: Int32Array, text: Uint8Array) {
    this.#numbers = int16(file);
    this.#text = Buffer.from(text.buffer, text.byteOffset, text.byteLength);
    let [words, entries] = [0, 0];
    eachList(map, (word, from, to) => {
      words = Math.max(words, word + 1);
      entries += to - from;
    });
    this.#firsts = new Int32Array(words);
    this.#table = new Int32Array(3 * entries);
    let place = 0;
    eachList(map, (word, from, to) => {
      this.#firsts[word] = place;
      for (let at = from; at < to; at++, place++) this.#enter(place, map[at] ?? 0, at + 1 === to);
    });
  }

  #enter(place: number, id: number, isLast: boolean): void {
    const at = id >> 1;
    const contexts = ((this.#numbers[at] ?? 0) << 16) | ((this.#numbers[at + 1] ?? 0) & 0xffff);
    this.#table[3 * place] = id;
    this.#table[3 * place + 1] = contexts;
    this.#table[3 * place + 2] = ((this.#numbers[at + 2] ?? 0) << 1) | (isLast ? 1 : 0);
  }

  /** The place of a word's first entry; the others follow, to the one that `isLast`. */
  first(word: number): number {
    return this.#firsts[word] ?? 0;
  }

  id(place: number): number {
    return this.#table[3 * place] ?? 0;
  }

  left(place: number): number {
    return (this.#table[3 * place + 1] ?? 0) >> 16;
  }

  right(place: number): number {
    return ((this.#table[3 * place + 1] ?? 0) << 16) >> 16;
  }

  cost(place: number): number {
    return (this.#table[3 * place + 2] ?? 0) >> 1;
  }

  isLast(place: number): boolean {
    return ((this.#table[3 * place + 2] ?? 1) & 1) === 1;
  }

  /** Surface, part of speech, base form, reading …, separated by commas. */
  getFeatures(id: number): string {
    const low = (this.#numbers[(id >> 1) + 3] ?? 0) & 0xffff;
    const start = (((this.#numbers[(id >> 1) + 4] ?? 0) << 16) | low) >>> 0;
    let end = start;
    while ((this.#text[end] ?? 0) !== 0) end++;
    return this.#text.toString('utf8', start, end);
  }
}

/** Calls back with each word of a map and where its entries stand in it; the zeros at the end are words without any. */
function eachList(map: Int32Array, found: (word: number, from: number, to: number) => void): void {
  for (let at = 1; at + 1 < map.length;) {
    const count = map[at + 1] ?? 0;
    if (count > 0) found(map[at] ?? 0, at + 2, at + 2 + count);
    at += 2 + count;
  }
}
