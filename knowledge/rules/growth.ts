/**
 * 経営の相当程度の向上 (document 003 p.13–14, 別表3): do the planned figures grow enough for an 経営革新計画?
 * Two editions: 経常利益 until 2020-09-30, 給与支給総額 since 2020-10-01; value added in both. Money in any one unit.
 */
import type { Knowledge } from '../index.ts';
import type { Day } from '../dated.ts';
import type { Rule } from './index.ts';
import { numberOn, valueOn, yearsOn } from './figures.ts';
import { mostFigure, problemOf, problemOfYen, type RuleProblem, type RuleResult } from './problem.ts';

export type Edition = 'ordinary_profit' | 'wages';
export const editions: readonly Edition[] = ['wages', 'ordinary_profit'];

/** Figures of one year's end. Money in whole yen (or whole 千円, the same for both ends); people adjusted by hours, to a hundredth. */
export interface YearEnd {
  /** 営業利益; a loss is negative. */
  operatingProfit?: number | undefined;
  /** 人件費. */
  labourCost?: number | undefined;
  /** 減価償却費, including leases. */
  depreciation?: number | undefined;
  /** 従業員数. */
  employees?: number | undefined;
  /** 経常利益 = 営業利益 − 営業外費用; a loss is negative. Read by the edition until 2020-09-30. */
  ordinaryProfit?: number | undefined;
  /** 給与支給総額. Read by the edition since 2020-10-01. */
  wages?: number | undefined;
}

export interface GrowthRequest {
  /** 事業期間 in years. */
  years: number | undefined;
  /** 研究開発期間 in years, before the 事業期間; only since 2020-10-01. */
  researchYears?: number | undefined;
  /** 直近期末. */
  before: YearEnd;
  /** 計画終了年度末. */
  after: YearEnd;
  day: Day;
}

/** One measure: growth and target in percent, growth rounded at the second decimal as 別表3 says. */
export interface Measure {
  before: number;
  after: number;
  growth: number;
  target: number;
  reached: boolean;
  /** Reached only because of the rounding. */
  byRounding: boolean;
}

export interface GrowthChecked {
  edition: Edition;
  years: number;
  researchYears: number;
  valueAdded: Measure;
  /** 一人当たりの付加価値額. */
  perHead: Measure;
  /** 経常利益 or 給与支給総額, as the edition asks. */
  second: Measure;
  /** (value added or per head) and the second measure, all with positive ends. */
  passes: boolean;
}

/** Which edition holds on a day, or undefined when no source says. */
export function editionOn(knowledge: Knowledge, day: Day): Edition | undefined {
  return editions.find((edition) => numberOn(knowledge, `kakushin_growth_${edition}_3`, day) !== undefined);
}

/** For the flow: which figure is asked. A day that no edition is known for is asked as today's. */
export const growthEdition: Rule = (_answers, knowledge, day) => editionOn(knowledge, day) ?? 'wages';

/** A fraction of whole numbers with a positive denominator. */
interface Exact {
  top: bigint;
  bottom: bigint;
}

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);

/** (after − before) ÷ |before| × 100 as an exact fraction; `before` is not zero. */
function growthOf(before: Exact, after: Exact): Exact {
  const top = (after.top * before.bottom - before.top * after.bottom) * 100n;
  return { top, bottom: magnitude(before.top) * after.bottom };
}

/** To one decimal, the second rounded half away from zero (小数点以下第2位を四捨五入). */
function tenths(value: Exact): number {
  const scaled = magnitude(value.top) * 10n;
  const rounded = (2n * scaled + value.bottom) / (2n * value.bottom);
  return Number(value.top < 0n ? -rounded : rounded) / 10;
}

/** Growth in percent, to one decimal. Whole numbers; throws when `before` is 0, which the check refuses first. */
export function growthPercent(before: number, after: number): number {
  if (before === 0) throw new RangeError('Growth from 0 has no value. Give a figure other than 0 for the year before.');
  return tenths(growthOf(whole(before), whole(after)));
}

const whole = (value: number): Exact => ({ top: BigInt(value), bottom: 1n });

function measure(before: Exact, after: Exact, target: number): Measure {
  const exact = growthOf(before, after);
  const growth = tenths(exact);
  const aim = BigInt(Math.round(target * 10));
  return {
    before: Number(before.top) / Number(before.bottom),
    after: Number(after.top) / Number(after.bottom),
    growth,
    target,
    reached: growth >= target,
    byRounding: growth >= target && exact.top * 10n < aim * exact.bottom,
  };
}

/**
 * Checks a plan's figures against the targets of the edition of the day.
 * Problems: a figure missing, not whole, negative where that cannot be, people 0, a start of 0 (no growth from 0), years or
 * research years outside the edition, a day of no known edition.
 */
export function growthCheck(request: GrowthRequest, knowledge: Knowledge): RuleResult<GrowthChecked> {
  const { day, before, after } = request;
  const edition = editionOn(knowledge, day);
  if (!edition) return { ok: false, problems: [{ problem: 'not_known_for_day', figure: 'edition', read: null, example: null }] };
  const { years, researchYears = 0 } = request;
  const target = targetOn('value_added', request.years, knowledge, day);
  const secondTarget = targetOn(edition, request.years, knowledge, day);
  const problems = [
    ...yearProblems(request, edition, knowledge),
    ...figureProblems('before', before, edition),
    ...figureProblems('after', after, edition),
  ];
  if (problems.length > 0 || years === undefined || target === undefined || secondTarget === undefined) return { ok: false, problems };
  const first = [valueAddedOf(before), valueAddedOf(after)] as const;
  const heads = [perHeadOf(before), perHeadOf(after)] as const;
  const second = [whole(secondOf(before, edition)), whole(secondOf(after, edition))] as const;
  const zero = zeroBefore(first[0], second[0], edition);
  if (zero.length > 0) return { ok: false, problems: zero };
  const value: GrowthChecked = {
    edition,
    years,
    researchYears,
    valueAdded: measure(...first, target),
    perHead: measure(...heads, target),
    second: measure(...second, secondTarget),
    passes: false,
  };
  return { ok: true, value: { ...value, passes: passes(value, knowledge, day) } };
}

/** The target in percent; only the years the edition names (3, 4 and 5) have one. */
function targetOn(measured: Edition | 'value_added', years: number | undefined, knowledge: Knowledge, day: Day): number | undefined {
  const id = `kakushin_growth_${measured}_${String(years)}`;
  return knowledge.facts.has(id) ? numberOn(knowledge, id, day) : undefined;
}

/** Whether the end must be positive is only known from the day a source says so. */
function passes({ valueAdded, perHead, second }: GrowthChecked, knowledge: Knowledge, day: Day): boolean {
  const mustBePositive = valueOn(knowledge, 'kakushin_end_value_positive', day) !== undefined;
  const holds = (one: Measure): boolean => one.reached && (!mustBePositive || one.after > 0);
  return (holds(valueAdded) || holds(perHead)) && holds(second);
}

const known = (value: number | undefined): number => value ?? 0;
const secondOf = (year: YearEnd, edition: Edition): number => known(edition === 'wages' ? year.wages : year.ordinaryProfit);
const sumOf = (year: YearEnd): number => known(year.operatingProfit) + known(year.labourCost) + known(year.depreciation);
const valueAddedOf = (year: YearEnd): Exact => whole(sumOf(year));
/** Hundredths of people keep half-time staff exact. */
const perHeadOf = (year: YearEnd): Exact => ({ top: BigInt(sumOf(year)) * 100n, bottom: BigInt(Math.round(known(year.employees) * 100)) });

function zeroBefore(valueAdded: Exact, second: Exact, edition: Edition): RuleProblem[] {
  const zero = (figure: string): RuleProblem => ({ problem: 'zero_before', figure, read: 0, example: null });
  return [...(valueAdded.top === 0n ? [zero('value_added.before')] : []), ...(second.top === 0n ? [zero(`${edition}.before`)] : [])];
}

function yearProblems({ years, researchYears = 0, day }: GrowthRequest, edition: Edition, knowledge: Knowledge): RuleProblem[] {
  const wrong = (problem: string, figure: string, read: number | undefined, example: number): RuleProblem => ({
    problem,
    figure,
    read: read ?? null,
    example,
  });
  const known = targetOn(edition, years, knowledge, day) !== undefined;
  const found = known ? [] : [wrong(years === undefined ? 'missing' : 'out_of_range', 'years', years, 3)];
  const allowed = edition === 'wages' ? yearsOn(knowledge, 'kakushin_research_period', day) : ([0, 0] as const);
  const inside = allowed !== undefined && Number.isInteger(researchYears) && researchYears >= allowed[0] && researchYears <= allowed[1];
  return inside ? found : [...found, wrong('out_of_range', 'research_years', researchYears, 0)];
}

/** What keeps one figure of a year's end from being used, or null. */
export function figureProblem(name: keyof YearEnd, end: 'before' | 'after', value: number): RuleProblem | null {
  const edition = name === 'ordinaryProfit' ? 'ordinary_profit' : 'wages';
  return figureProblems(end, { [name]: value }, edition).find(({ problem }) => problem !== 'missing') ?? null;
}

/** Figures that one year's end needs, with the least that can be and an example in yen or people. */
function figureProblems(end: 'before' | 'after', year: YearEnd, edition: Edition): RuleProblem[] {
  const later = end === 'after' ? 1 : 0;
  const people = problemOf(`employees.${end}`, year.employees, 0.01, 8 + later);
  return [
    problemOfYen(`operating_profit.${end}`, year.operatingProfit, -mostFigure, 5_000_000 + later * 1_000_000),
    problemOfYen(`labour_cost.${end}`, year.labourCost, 0, 30_000_000 + later * 2_000_000),
    problemOfYen(`depreciation.${end}`, year.depreciation, 0, 2_000_000),
    people,
    edition === 'wages'
      ? problemOfYen(`wages.${end}`, year.wages, 0, 25_000_000 + later * 2_000_000)
      : problemOfYen(`ordinary_profit.${end}`, year.ordinaryProfit, -mostFigure, 4_000_000 + later * 1_000_000),
  ].filter((one) => one !== null);
}
