/** The dictionary in typed arrays: the words of kuromoji, in a quarter of its memory. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { stockTokenizer, type Words } from '../../scripts/bench/words.ts';
import { readUtterances } from '../../scripts/utterances.ts';
import { clean, sentences } from '../../src/understanding/clean.ts';
import { loadDictionary, tokenize, type Token } from '../../src/understanding/tokens.ts';

/** Every so many utterances: some five hundred. */
const step = 40;
const odd = [
  '😀😀です',
  'abc😀def',
  '𠮷野家です',
  '👨‍👩‍👧‍👦家族です',
  'ｶﾅとＡＢＣ１２３',
  '1,234.5万円！？…♪①②③',
  'https://example.jp/a_b?c=1#d',
  'ア'.repeat(200),
  '漢'.repeat(200),
  'a'.repeat(200),
  `${'ー'.repeat(50)}。、。、`,
  '\uD83D',
  '半分の\uDE00文字',
  ' \u3000 ',
];

describe('words', () => {
  let stock: Awaited<ReturnType<typeof stockTokenizer>>;
  beforeAll(async () => {
    [stock] = await Promise.all([stockTokenizer(), loadDictionary()]);
  });
  /** What is read of kuromoji's tokens. */
  const stockTokens = (piece: string): Token[] =>
    stock.tokenize(piece).map(({ surface_form, basic_form, pos, pos_detail_1, reading }) => ({
      ...{ surface_form, basic_form, pos, pos_detail_1 },
      ...(reading === undefined ? {} : { reading }),
    }));

  test.each(odd)('of %j are those of kuromoji', (text) => {
    const pieces = sentences(clean(text));
    expect(pieces.map(tokenize)).toEqual(pieces.map(stockTokens));
  });

  test('of utterances of every kind are those of kuromoji', () => {
    const texts = readUtterances().filter((_, at) => at % step === 0);
    expect(texts.length).toBeGreaterThan(250);
    for (const { text } of texts) for (const piece of sentences(clean(text))) expect(tokenize(piece), text).toEqual(stockTokens(piece));
  });

  test('of a text that was not cleaned: half a character does no harm, and nothing is made of nothing', () => {
    expect(tokenize('')).toEqual([]);
    expect(
      tokenize('返済\uDE00が')
        .map((token) => token.surface_form)
        .join(''),
    ).toBe('返済\uDE00が');
  });
});

test('the dictionary adds at most 0.75 times the memory of kuromoji’s own loader', async () => {
  const child = join(import.meta.dirname, '../../scripts/bench/child.ts');
  const loaded = async (which: string): Promise<Words> =>
    JSON.parse((await promisify(execFile)(process.execPath, ['--expose-gc', child, 'words', which])).stdout) as Words;
  const [ours, stock] = [await loaded('ours'), await loaded('stock')];
  expect(ours.memoryMb).toBeGreaterThan(20);
  expect(ours.memoryMb).toBeLessThan(0.75 * stock.memoryMb);
});
