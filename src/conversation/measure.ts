/** 「付加価値額が3,000万円から3,300万円に伸びる。足りてる？」: one measure of the growth check, answered at once. */
import { phrase } from '../../flows/aftercare.ts';
import { factOn } from '../../knowledge/index.ts';
import { growthPercent } from '../../knowledge/rules/growth.ts';
import type { Message } from '../channel.ts';
import { figuresIn } from '../understanding/facts/numbers.ts';
import { formatYears, formatYen } from '../format.ts';
import { linesMessage, point, type Known } from './estimate.ts';
import { percent } from './growth.ts';
import { problemMessage } from './problems.ts';
import { quoting } from './quote.ts';
import { yenIn } from './typed.ts';

/** Measure → the words that name it, which targets it is held to, and whether the check asks for it. */
const measures = [
  { name: 'per_head', target: 'value_added', asked: false, words: /一人(?:当|あ)たり|1人(?:当|あ)たり/ },
  { name: 'value_added', target: 'value_added', asked: false, words: /付加価値/ },
  { name: 'wages', target: 'wages', asked: true, words: /給与支給総?額|給与総額|給料|賃金/ },
  { name: 'ordinary_profit', target: 'ordinary_profit', asked: true, words: /経常利益/ },
] as const;
type Measure = (typeof measures)[number];

const asksGrowth = /伸び|増え|増加|足り|届|達し|クリア|成長|アップ|見て|チェック|計算/;
const ofYears = /^\s*(?:か|ヶ|カ)?年/;

/**
 * Answers when the text names a measure and two sums of it, the earlier first; null otherwise. In the check itself
 * (`checking`) only the measures it does not ask for: the others are answers there.
 */
export function measureAnswer(text: string, checking: boolean, known: Known): Message[] | null {
  const plain = text.normalize('NFKC').slice(0, 300);
  const measure = measures.find(({ words, asked }) => words.test(plain) && !(checking && asked));
  const [before, after, ...others] = yenIn(plain);
  if (!measure || !before || !after || others.length > 0 || !asksGrowth.test(plain)) return null;
  if (before.value === 0) {
    const figure = `${measure.name === 'per_head' ? 'value_added' : measure.name}.before`;
    return [problemMessage([{ problem: 'zero_before', figure, read: 0, example: null }])];
  }
  const growth = growthPercent(before.value, after.value);
  const places = { before: formatYen(before.value), after: formatYen(after.value), growth: percent(growth) };
  const said = phrase('growth_of_measure', { measure: phrase(`measure_${measure.name}`), ...places });
  const lines = [said, ...targetLines(measure, growth, yearsIn(plain), known), phrase('growth_measure_whole')];
  return [linesMessage(lines, quoting(known.knowledge, known.day))];
}

const yearsIn = (plain: string): number | undefined => figuresIn(plain).find(({ end }) => ofYears.test(plain.slice(end, end + 3)))?.value;

/** The targets by the years of the plan, of the years that were named or of all there are. */
function targetLines({ name, target }: Measure, growth: number, years: number | undefined, { knowledge, day }: Known): string[] {
  const known = [...knowledge.facts.keys()].flatMap((id) => {
    const match = new RegExp(`^kakushin_growth_${target}_(\\d)$`).exec(id);
    return match?.[1] === undefined ? [] : [Number(match[1])];
  });
  const told = known.filter((one) => one === years);
  const rows = (told.length > 0 ? told : known).flatMap((one) => {
    const id = `kakushin_growth_${target}_${String(one)}`;
    const value = factOn(knowledge, id, day)?.row.value;
    if (typeof value !== 'number') return [];
    const mark = phrase(growth >= value ? 'growth_reached' : 'growth_short');
    return [point(phrase('growth_measure_target', { years: formatYears(one), target: `{fact:${id}}`, mark }))];
  });
  const old = name === 'ordinary_profit' && factOn(knowledge, `kakushin_growth_${target}_3`, day)?.standing === 'ended';
  const asof = `{asof:kakushin_growth_${target}_3}`;
  return [phrase('growth_measure_targets', { asof }), ...rows, ...(old ? [phrase('growth_measure_old')] : [])];
}
