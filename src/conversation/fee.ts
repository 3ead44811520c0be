/** The fee of the experts as a person names it, with its parts. */
import type { Part } from '../../knowledge/rules/subsidy.ts';
import { amountsIn, loneNumber, type Amount } from '../understanding/facts/amounts.ts';
import { yenIn } from './typed.ts';

/** A fee in whole yen, with its parts when they were named; or why none was understood. */
export type Fee = { feeYen: number; parts?: Partial<Record<Part, number>> } | { problem: 'none' | 'vague' | 'several' };

const partWords: readonly (readonly [Part | 'total', RegExp])[] = [
  ['total', /合計|合わせて|あわせて|全部で|総額|トータル/g],
  ['follow_up', /伴走|モニタリング|フォロー|見守り/g],
  ['guarantee_release', /保証/g],
  ['due_diligence', /DD|デューデリ|調査/g],
  ['plan', /計画|策定/g],
];

/** The part named nearest before an amount. */
function partOf({ left }: Amount): Part | 'total' | null {
  const found = partWords
    .map(([part, words]) => [part, [...left.matchAll(words)].at(-1)?.index ?? -1] as const)
    .filter(([, at]) => at >= 0);
  return found.toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

/** One sum said to be for making the plan; 策定支援 is part of a programme's name. */
const forPlan = /計画(?:の)?(?:策定|づくり|作り|作成)(?!支援)(?!.*(?:伴走|モニタリング|合計|全部))/;

/** A number without a unit: 「60」 to the question of the fee means 60万, 「600000」 yen. Below 10 it means nothing. */
function withoutUnit(number: number): number | undefined {
  if (number >= 10_000) return number;
  return number >= 10 ? number * 10_000 : undefined;
}

/** 「60万円」「600,000円」「計画策定40万、伴走10万」 → yen. A range is vague; sums that are no parts are several. */
export function parseFee(text: string): Fee {
  const plain = text.normalize('NFKC').slice(0, 500);
  const [below] = yenIn(plain).filter(({ value }) => value < 0);
  if (below) return { feeYen: below.value };
  const amounts = amountsIn(plain);
  if (amounts.length === 0) {
    const lone = loneNumber(plain.trim());
    if (lone === 0) return { feeYen: 0 };
    const feeYen = lone === undefined ? undefined : withoutUnit(lone);
    return feeYen === undefined ? { problem: 'none' } : { feeYen };
  }
  if (amounts.some((amount) => amount.vague)) return { problem: 'vague' };
  const [only] = amounts;
  if (!only || amounts.length > 1) return byParts(amounts);
  const part = partOf(only);
  // 「計画を作る費用が60万」 names the whole; a part by itself has a cap of its own
  const alone = part !== null && part !== 'total' && (part !== 'plan' || forPlan.test(plain));
  return { feeYen: only.value, ...(alone ? { parts: { [part]: only.value } } : {}) };
}

function byParts(amounts: readonly Amount[]): Fee {
  const parts: Partial<Record<Part, number>> = {};
  let total: number | undefined;
  for (const amount of amounts) {
    const part = partOf(amount);
    if (part === null || (part !== 'total' && parts[part] !== undefined)) return { problem: 'several' };
    if (part === 'total') total = amount.value;
    else parts[part] = amount.value;
  }
  const sum = Object.values(parts).reduce((all, yen) => all + yen, 0);
  return { feeYen: total ?? sum, parts };
}
