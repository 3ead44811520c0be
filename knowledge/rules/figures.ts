/** Figures of facts on a day, for the rules. A fact that is over or has not begun gives none: nothing is guessed. */
import { factOn, type Knowledge } from '../index.ts';
import type { Day } from '../dated.ts';

/** The text or number in force (or last seen) on a day. */
export function valueOn(knowledge: Knowledge, id: string, day: Day): string | number | undefined {
  const found = factOn(knowledge, id, day);
  if (!found || found.standing === 'not_yet' || found.standing === 'ended') return undefined;
  const { value } = found.row;
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}

export function numberOn(knowledge: Knowledge, id: string, day: Day): number | undefined {
  const value = valueOn(knowledge, id, day);
  return typeof value === 'number' ? value : undefined;
}

/** Two numbers written in a fact's text; a fact written otherwise is a defect of the knowledge. */
function pairIn(text: string | number, shape: RegExp, id: string, expected: string): [number, number] {
  const match = shape.exec(String(text));
  if (!match?.[1] || !match[2]) throw new Error(`The fact "${id}" reads "${String(text)}"; expected ${expected}.`);
  return [Number(match[1]), Number(match[2])];
}

export interface Fraction {
  numerator: number;
  denominator: number;
}

/** `2/3` or 3分の2. */
export function fractionOn(knowledge: Knowledge, id: string, day: Day): Fraction | undefined {
  const text = valueOn(knowledge, id, day);
  if (text === undefined) return undefined;
  if (String(text).includes('分の')) {
    const [denominator, numerator] = pairIn(text, /(\d+)分の(\d+)/, id, 'a fraction such as 3分の2');
    return { numerator, denominator };
  }
  const [numerator, denominator] = pairIn(text, /(\d+)\/(\d+)/, id, 'a fraction such as 2/3');
  return { numerator, denominator };
}

/** 0年から5年 → [0, 5]. Years. */
export function yearsOn(knowledge: Knowledge, id: string, day: Day): [number, number] | undefined {
  const text = valueOn(knowledge, id, day);
  return text === undefined ? undefined : pairIn(text, /(\d+)年から(\d+)年/, id, 'years such as 3年から5年');
}
