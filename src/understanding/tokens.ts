/** Words of a text by kuromoji (IPADIC): loaded once, in the background; buttons never wait for it. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import kuromoji, { type IpadicFeatures, type Tokenizer } from 'kuromoji';

export type Token = Pick<IpadicFeatures, 'surface_form' | 'basic_form' | 'pos' | 'pos_detail_1' | 'reading'>;

const dictionary = join(dirname(createRequire(import.meta.url).resolve('kuromoji/package.json')), 'dict');

let loading: Promise<Tokenizer<IpadicFeatures>> | undefined;
let loaded: Tokenizer<IpadicFeatures> | undefined;

/** Loads the dictionary (about a second); resolves when words can be read. */
export async function loadDictionary(): Promise<void> {
  loading ??= new Promise((resolve, reject) => {
    kuromoji.builder({ dicPath: dictionary }).build((error, tokenizer) => {
      if (error instanceof Error) reject(error);
      else resolve(tokenizer);
    });
  });
  loaded = await loading;
}

export const dictionaryReady = (): boolean => loaded !== undefined;

/** Tokens of a cleaned piece of at most 200 characters. Throws when the dictionary is not loaded. */
export function tokenize(piece: string): Token[] {
  if (!loaded) throw new Error('The dictionary is not loaded. Await loadDictionary() first.');
  return loaded.tokenize(piece);
}
