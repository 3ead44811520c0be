/** The dictionary: kuromoji's own loader and tokenizer beside ours. */
import { setTimeout } from 'node:timers/promises';
import kuromoji, { type IpadicFeatures, type Tokenizer } from 'kuromoji';
import { clean, sentences } from '../../src/understanding/clean.ts';
import { loadUnderstanding, understand } from '../../src/understanding/index.ts';
import { dictionaryFolder, loadDictionary, tokenize } from '../../src/understanding/tokens.ts';
import { readRows } from '../grading.ts';

export interface Words {
  loadMs: number;
  /** Resident memory that loading added, MB. */
  memoryMb: number;
}

/** Resident memory, MB, without what can be freed when the process runs with `--expose-gc`. */
export function memoryMb(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss / 1e6;
}

/** kuromoji as its guide sets it up. */
export const stockTokenizer = (): Promise<Tokenizer<IpadicFeatures>> =>
  new Promise((resolve, reject) => {
    kuromoji.builder({ dicPath: dictionaryFolder }).build((error, tokenizer) => {
      if (error instanceof Error) reject(error);
      else resolve(tokenizer);
    });
  });

/** Loads the dictionary and says what it took. For a process of its own. */
export async function loadWords(stock: boolean): Promise<Words> {
  const before = memoryMb();
  const started = performance.now();
  let tokenizer: Tokenizer<IpadicFeatures> | undefined;
  if (stock) tokenizer = await stockTokenizer();
  else await loadDictionary();
  const loadMs = performance.now() - started;
  // memory is given back a little later
  await setTimeout(300);
  const added = memoryMb() - before;
  // still needed here: nothing of it was freed
  if (stock) tokenizer?.tokenize('神戸');
  else tokenize('神戸');
  return { loadMs, memoryMb: added };
}

/** Middle times per text, ms. */
export interface Speed {
  understanding: number;
  stockWords: number;
  ourWords: number;
}

const rounds = 7;

/** The best of several rounds over all texts of a set, taken in turns; the first warms up. */
export async function compareSpeed(set: string): Promise<Speed> {
  await loadUnderstanding();
  const stock = await stockTokenizer();
  const rows = readRows(set);
  const middle = (read: (text: string, asked: string | null) => unknown): number => {
    const times = rows.map(({ text, context_question: asked }) => {
      const started = performance.now();
      read(text, asked);
      return performance.now() - started;
    });
    return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN;
  };
  const best: Speed = { understanding: Infinity, stockWords: Infinity, ourWords: Infinity };
  for (let round = 0; round < rounds; round++) {
    const stockWords = middle((text) => sentences(clean(text)).map((piece) => stock.tokenize(piece)));
    const ourWords = middle((text) => sentences(clean(text)).map(tokenize));
    const understanding = middle((text, asked) => understand(text, asked, '2026-11-21'));
    if (round === 0) continue;
    best.stockWords = Math.min(best.stockWords, stockWords);
    best.ourWords = Math.min(best.ourWords, ourWords);
    best.understanding = Math.min(best.understanding, understanding);
  }
  return best;
}
