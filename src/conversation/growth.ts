/** 経営革新の数値目標 in words: the rule of each edition, or what the figures answered so far come to. */
import { phrase } from '../../flows/aftercare.ts';
import { wordsFor } from '../../flows/index.ts';
import { valueOn } from '../../knowledge/rules/figures.ts';
import { editionOn, editions, growthCheck, type Edition, type GrowthChecked, type Measure } from '../../knowledge/rules/growth.ts';
import { growthBegun, growthQuestions, growthRequest } from '../../knowledge/rules/growth_answers.ts';
import type { Answers } from '../../knowledge/rules/index.ts';
import type { Message } from '../channel.ts';
import { formatYears } from '../format.ts';
import { linesMessage, point, type Known } from './estimate.ts';
import { figureName, problemMessage } from './problems.ts';
import { amountText } from './questions.ts';
import { japaneseDate, quoting } from './quote.ts';

/** The shortest plan stands for the rule when no years were chosen. */
const shortest = 3;
const source = ['hokkaido-kakushin', 'kakushin-guidebook-2020-03'];

/** The result of the check when its questions were answered; what the targets are and what is needed when not. */
export function growthMessages(answers: Answers, world: Known): Message[] {
  if (!growthBegun(answers)) return [explained(world)];
  const result = growthCheck(growthRequest(answers, world.day), world.knowledge);
  if (result.ok) return [checkedMessage(result.value, answers, world)];
  // everything still missing is one list; a figure that cannot be comes first and alone
  const impossible = result.problems.filter((one) => one.problem !== 'missing');
  return impossible.length > 0 ? [problemMessage(impossible)] : [needed(result.problems.map((one) => one.figure))];
}

/** The rule, the formula, and what will be asked: the first words of the check. */
export function growthIntro(world: Known): Message {
  const lines = [phrase('growth_intro'), ...rulesOn(world), phrase('growth_formula'), phrase('growth_start')];
  return linesMessage(lines, quoting(world.knowledge, world.day), source);
}

function needed(figures: readonly string[]): Message {
  return { kind: 'text', text: [phrase('growth_needed'), ...figures.map((figure) => point(figureName(figure)))].join('\n') };
}

function explained(world: Known): Message {
  const on = quoting(world.knowledge, world.day);
  const edition = editionOn(world.knowledge, world.day) ?? 'wages';
  const second: string[] = [`${edition}.before`, `${edition}.after`];
  const ends = (figure: string): string[] => [`${figure}.before`, `${figure}.after`];
  const figures = [...['operating_profit', 'labour_cost', 'depreciation', 'employees'].flatMap(ends), ...second];
  return linesMessage(
    [
      phrase('growth_intro'),
      ...rulesOn(world),
      phrase('growth_formula'),
      phrase('growth_needed'),
      ...figures.map((figure) => point(figureName(figure))),
      phrase('growth_example'),
      phrase('growth_confirm'),
    ],
    on,
    source,
  );
}

/** Both editions, the one in force first; on a day before the reform only its own is known. */
function rulesOn({ knowledge, day }: Known): string[] {
  if (editionOn(knowledge, day) === 'ordinary_profit') return [ruleOf('ordinary_profit', 'growth_rule_before_reform')];
  return editions.map((edition) => ruleOf(edition, `growth_rule_${edition}`));
}

/** The targets are quoted as facts of the shortest plan; of a fact that is over the last value is quoted. */
function ruleOf(edition: Edition, words: string): string {
  return phrase(words, {
    first: `{fact:kakushin_growth_value_added_${String(shortest)}}`,
    second: `{fact:kakushin_growth_${edition}_${String(shortest)}}`,
    years: formatYears(shortest),
  });
}

/** The figures of one end as they were read, so that a wrong one is seen. */
function figuresRead(answers: Answers, end: 'now' | 'then'): string[] {
  const read = Object.values(growthQuestions).flatMap((question) => {
    const value = answers.get(`${question}_${end}`);
    const [name = ''] = wordsFor(`${question}_now`).also.given ?? [];
    return typeof value === 'number' ? [`${name}${amountText(`${question}_${end}`, value)}`] : [];
  });
  return read.length === 0 ? [] : [phrase(`growth_figures_${end}`, { list: read.join('、') })];
}

function checkedMessage(found: GrowthChecked, answers: Answers, world: Known): Message {
  const on = quoting(world.knowledge, world.day);
  const measures: [string, Measure][] = [
    ['value_added', found.valueAdded],
    ['per_head', found.perHead],
    [found.edition, found.second],
  ];
  return linesMessage(
    [
      phrase('growth_title', { years: formatYears(found.years), date: japaneseDate(world.day) }),
      ...figuresRead(answers, 'now'),
      ...figuresRead(answers, 'then'),
      ...measures.map(([name, measure]) => point(measureText(name, measure))),
      phrase(found.passes ? 'growth_passes' : 'growth_not_yet'),
      ...(endsBelow(measures, world) ? [phrase('growth_positive_end')] : []),
      ...(valueOn(world.knowledge, 'kakushin_measured_at', world.day) === undefined ? [] : [phrase('growth_at_end')]),
      phrase('growth_confirm'),
    ],
    on,
    source,
  );
}

/** An end of zero or less, on a day a source says it must be positive. */
const endsBelow = (measures: readonly [string, Measure][], { knowledge, day }: Known): boolean =>
  measures.some(([, { after }]) => after <= 0) && valueOn(knowledge, 'kakushin_end_value_positive', day) !== undefined;

export const percent = (value: number): string => `${String(value).replace('-', '−')}％`;

function measureText(name: string, { growth, target, reached, byRounding }: Measure): string {
  const mark = byRounding ? 'growth_by_rounding' : reached ? 'growth_reached' : 'growth_short';
  return phrase('growth_measure', {
    measure: phrase(`measure_${name}`),
    growth: percent(growth),
    target: percent(target),
    mark: phrase(mark),
  });
}
