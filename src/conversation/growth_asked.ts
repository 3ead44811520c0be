/** Growth and value added asked for with one's own figures: 「5000万から5600万になる3年計画、足りる？」. */
import { say } from '../../flows/index.ts';
import { growthPercent } from '../../knowledge/rules/growth.ts';
import type { Day, Knowledge } from '../../knowledge/index.ts';
import { formatYen } from '../format.ts';
import { conceptsIn, folded } from './concepts.ts';
import type { Computed } from './figures.ts';
import { quote, quoting, type Quoting } from './quote.ts';

/** A sum as people write it, with 億, 万 or 千円; what stands between the two ends of a growth. */
const sum = String.raw`(\d[\d,.]*(?:億(?:\d[\d,.]*(?:万|千万)?)?|千万|百万|万)?)\s*(千円|百万円|円)?`;
const fromTo = new RegExp(`${sum}\\s*(?:から|→|⇒|⟶|->|=>|を|が)\\s*(?:\\d年後に?)?\\s*${sum}`);
const years = /([345])\s*(?:か|ヶ|カ|ヵ)?年(?!度|\d|後|\s*[34]\s*月)/;
const measures: readonly (readonly [string, RegExp])[] = [
  ['wages', /給与|賃金|給料/],
  ['ordinary_profit', /経常/],
  ['value_added', /付加価値/],
];

const units: Readonly<Record<string, number>> = { 億: 1e8, 千万: 1e7, 百万: 1e6, 万: 1e4 };

/** 「1億1000万」 → 110000000; in the unit written when there is none. */
function valueOf(written: string): number {
  let rest = written.replaceAll(',', '');
  let value = 0;
  for (const [unit, times] of Object.entries(units)) {
    const at = rest.indexOf(unit);
    if (at === -1) continue;
    value += Number(rest.slice(0, at)) * times;
    rest = rest.slice(at + unit.length);
  }
  return value + (rest === '' ? 0 : Number(rest));
}

/** The growth from one sum to the other, and what the plan of so many years needs; undefined where no such thing is asked. */
export function calculatedGrowth(text: string, knowledge: Knowledge, day: Day): Computed | undefined {
  const plain = text.normalize('NFKC');
  const match = fromTo.exec(plain);
  const measure = measures.find(([, form]) => form.test(plain))?.[0];
  if (!match?.[1] || !match[3] || (measure === undefined && !plain.includes('伸び率'))) return undefined;
  const [before, after] = [Math.round(valueOf(match[1])), Math.round(valueOf(match[3]))];
  if (!Number.isSafeInteger(before) || !Number.isSafeInteger(after) || before <= 0) return undefined;
  const on = quoting(knowledge, day);
  const growth = growthPercent(before, after);
  const count = years.exec(plain)?.[1];
  const lines = [
    say('growth_calculated', { growth: String(growth) }),
    ...(count === undefined ? [quote(say('growth_targets'), on)] : [verdict(measure ?? 'value_added', count, growth, on)]),
  ];
  return { text: lines.join('\n'), on };
}

function verdict(measure: string, count: string, growth: number, on: Quoting): string {
  const id = `kakushin_growth_${measure}_${count}`;
  const value = on.knowledge.facts.get(id)?.values[0]?.value;
  const places = { years: count, measure: say(`measure_${measure}`), target: `{fact:${id}}` };
  if (measure === 'ordinary_profit' || typeof value !== 'number') return quote(say('growth_targets'), on);
  return quote(say(growth >= value ? 'growth_enough' : 'growth_short', places), on);
}

const parts: readonly RegExp[] = [
  new RegExp(`営業利益[^\\d]{0,6}${sum}`),
  new RegExp(`人件費[^\\d]{0,6}${sum}`),
  new RegExp(`減価償却費?[^\\d]{0,6}${sum}`),
];

/** 「営業利益500万 人件費2000万 減価償却300万」: their sum, and a head's share when the staff is named. */
export function valueAddedAnswer(text: string, knowledge: Knowledge, day: Day): Computed | undefined {
  const plain = text.normalize('NFKC');
  if (!conceptsIn(folded(plain), knowledge).words.has('value_added')) return undefined;
  const found = parts.map((part) => part.exec(plain));
  if (found.some((match) => match?.[1] === undefined)) return undefined;
  const scale = found.some((match) => match?.[2] === '千円') ? 1000 : 1;
  const value = found.reduce((all, match) => all + valueOf(match?.[1] ?? '0'), 0) * scale;
  const heads = Number(/(\d+)\s*(?:人|名)/.exec(plain)?.[1] ?? 0);
  const on = quoting(knowledge, day);
  const lines = [
    say('value_added_sum', { value: formatYen(value) }),
    ...(heads > 0 ? [say('value_added_per_head', { heads: String(heads), value: formatYen(Math.round(value / heads)) })] : []),
  ];
  on.sources.add('kakushin-guidebook-2020-03');
  return { text: lines.join('\n'), on };
}
