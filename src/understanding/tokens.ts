/** Words of a text by kuromoji (IPADIC): loaded once, in the background; buttons never wait for it. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { IpadicFeatures, ViterbiNode } from 'kuromoji';
import Tokenizer from 'kuromoji/src/Tokenizer.js';
import ViterbiSearcher from 'kuromoji/src/viterbi/ViterbiSearcher.js';
import { readDictionary, type Entries } from './dictionary.ts';
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
  const searcher = new ViterbiSearcher(dictionary.costs);
  const knownToken = rememberingTokens(dictionary.known);
  const tokenOf = ({ type, name, surface_form: surface }: ViterbiNode): Token =>
    type === 'KNOWN' ? knownToken(Number(name)) : tokenFrom(dictionary.unknown.getFeatures(Number(name)), surface);
  return (piece) =>
    Tokenizer.splitByPunctuation(piece).flatMap((sentence) => searcher.search(latticeOf(sentence, dictionary)).map(tokenOf));
}

/** The words of usual texts are few: so many entries keep their token, some 10 MB when all are used. */
const mostRemembered = 40_000;

function rememberingTokens(entries: Entries): (entry: number) => Token {
  const remembered = new Map<number, Token>();
  return (entry) => {
    const known = remembered.get(entry);
    if (known) return known;
    const token = Object.freeze(tokenFrom(entries.getFeatures(entry)));
    if (remembered.size < mostRemembered) remembered.set(entry, token);
    return token;
  };
}

/** The columns of IPADIC. An unknown word has its surface from the text, and no reading. */
function tokenFrom(features: string, unknown?: string): Token {
  const columns = features.split(',');
  const [surface = '', pos = '', detail = ''] = columns;
  const token = { surface_form: unknown ?? surface, pos, pos_detail_1: detail, basic_form: columns[7] ?? '' };
  const reading = unknown === undefined ? columns[8] : undefined;
  return reading === undefined ? token : { ...token, reading };
}

export const dictionaryReady = (): boolean => loaded !== undefined;

/** Tokens of a cleaned piece of at most 200 characters. Throws when the dictionary is not loaded. */
export function tokenize(piece: string): Token[] {
  if (!loaded) throw new Error('The dictionary is not loaded. Await loadDictionary() first.');
  return loaded(piece);
}
