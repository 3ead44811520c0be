/** Words of a text by kuromoji (IPADIC): loaded once, in the background; buttons never wait for it. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { IpadicFeatures } from 'kuromoji';
import Tokenizer from 'kuromoji/src/Tokenizer.js';
import { readDictionary } from './dictionary.ts';
import { latticeOf } from './lattice.ts';

export type Token = Pick<IpadicFeatures, 'surface_form' | 'basic_form' | 'pos' | 'pos_detail_1' | 'reading'>;
/** Reads the words of a cleaned piece of at most 200 characters. */
export type ReadWords = (piece: string) => Token[];

/** kuromoji's dictionary, as the package ships it. */
export const dictionaryFolder = join(dirname(createRequire(import.meta.url).resolve('kuromoji/package.json')), 'dict');

let loading: Promise<ReadWords> | undefined;
let loaded: ReadWords | undefined;

/** Loads the dictionary (a third of a second); resolves when words can be read. */
export async function loadDictionary(): Promise<void> {
  loading ??= kuromojiOf(dictionaryFolder);
  loaded = await loading;
}

/** Reads words otherwise than by kuromoji from now on: to measure what it is worth. */
export function readWordsBy(read: ReadWords): void {
  loading = Promise.resolve(read);
  loaded = read;
}

async function kuromojiOf(folder: string): Promise<ReadWords> {
  const dictionary = await readDictionary(folder);
  const tokenizer = new Tokenizer({
    token_info_dictionary: dictionary.known,
    unknown_dictionary: dictionary.unknown,
    connection_costs: dictionary.costs,
  });
  tokenizer.viterbi_builder = { build: (sentence) => latticeOf(sentence, dictionary) };
  return (piece) => tokenizer.tokenize(piece);
}

export const dictionaryReady = (): boolean => loaded !== undefined;

/** Tokens of a cleaned piece of at most 200 characters. Throws when the dictionary is not loaded. */
export function tokenize(piece: string): Token[] {
  if (!loaded) throw new Error('The dictionary is not loaded. Await loadDictionary() first.');
  return loaded(piece);
}
