/** Figures as people type them for a check: 500万円, 5,000千円, ▲1.2億円, 8.5人, several in one sentence by their names. */
import { amountsIn, loneNumber } from '../understanding/facts/amounts.ts';
import { figuresIn } from '../understanding/facts/numbers.ts';

export interface Figure {
  /** Whole yen, or people; a loss is negative. */
  value: number;
  /** 50〜60万, 数十人: no single value. */
  vague: boolean;
  /** The words before it, back to the figure before. */
  left: string;
}

/** Stands for a minus sign while figures are read: their reader takes a sign for a range. */
const minus = '※';
const longest = 500;
const minusBefore = new RegExp(`${minus}\\s*$|赤字(?:が|は|で)?\\s*$`);
const minusAfter = /^円?の?(?:赤字|マイナス)/;

const withoutSigns = (text: string): string =>
  text
    .normalize('NFKC')
    .slice(0, longest)
    .replaceAll(/マイナス|[▲△−]|(?<![\dA-Za-z])-(?=\s*[\d一二三四五六七八九十])/g, minus);

const signed = (value: number, left: string, right: string): number =>
  value !== 0 && (minusBefore.test(left) || minusAfter.test(right)) ? -value : value;

/** All sums of a text in yen, in their order. */
export const yenIn = (text: string): Figure[] =>
  amountsIn(withoutSigns(text)).map(({ value, vague, left, right }) => ({ value: signed(value, left, right), vague, left }));

/** All numbers of people of a text, in their order. */
export function peopleIn(text: string): Figure[] {
  const plain = withoutSigns(text);
  let from = 0;
  return figuresIn(plain).flatMap(({ start, end, written, value, vague }) => {
    const left = plain.slice(from, start);
    if (!/^\s*数?[人名]/.test(plain.slice(end, end + 3)) || /一人当|1人当/.test(plain.slice(start, end + 3))) return [];
    from = end;
    return [{ value: signed(exact(written) ?? value, left, ''), vague, left }];
  });
}

/** Half-time staff are counted in parts; figures are else read as whole ones. */
const exact = (written: string): number | undefined => (/^\d+\.\d+$/.test(written) ? Number(written) : undefined);

/** A number and nothing else, without a unit; losses negative. */
export function bareNumber(text: string): number | undefined {
  const plain = withoutSigns(text).trim();
  const bare = plain.replaceAll(minus, '').replaceAll(/赤字|の?黒字/g, '');
  const value = loneNumber(bare) === undefined ? undefined : (exact(figuresIn(bare)[0]?.written ?? '') ?? loneNumber(bare));
  return value === undefined ? undefined : signed(value, plain.startsWith(minus) || plain.includes('赤字') ? minus : '', '');
}

/** A single figure of the accounts in whole yen; undefined when there is none, or more than one. */
export function parseYen(text: string): number | undefined {
  const [only, ...others] = yenIn(text);
  if (!only) return bareNumber(text);
  return others.length > 0 || only.vague ? undefined : only.value;
}

/** 「なし」「ゼロです」: none at all. */
export const saysNone = (text: string): boolean =>
  /^(?:特に|いま|今|今は)?(?:なし|無し|ない|ゼロ|ありません|おりません|いません|いない)(?:です)?[。.!]*$/.test(
    text.normalize('NFKC').trim(),
  );

export const hasDigits = (text: string): boolean => /[\d一二三四五六七八九十百千万億]/.test(text.normalize('NFKC'));
