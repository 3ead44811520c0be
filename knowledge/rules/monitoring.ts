/** When the figures are looked at after the plan: document 000, モニタリング. Days are `2026-11-21`. */
import type { Day } from '../dated.ts';
import type { RuleProblem, RuleResult } from './problem.ts';

/** Longer than any follow-up the sources know. */
const mostYears = 10;
const monthsOfYear = 12;

const leap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const daysOf = (year: number, month: number): number => (month === 2 ? (leap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);
const two = (value: number): string => String(value).padStart(2, '0');

/** A day some whole months later; the last of a month where the month is shorter. */
export function monthsAfter(day: Day, months: number): Day {
  const [year = 0, month = 1, dayOfMonth = 1] = day.split('-').map(Number);
  const count = year * monthsOfYear + (month - 1) + months;
  const [toYear, toMonth] = [Math.floor(count / monthsOfYear), (count % monthsOfYear) + 1];
  return `${String(toYear).padStart(4, '0')}-${two(toMonth)}-${two(Math.min(dayOfMonth, daysOf(toYear, toMonth)))}`;
}

/**
 * The days of monitoring from `start` (the plan's begin), every so many months for so many years, the last no later than
 * the end of the last year. Problems: a start that is no day, an interval outside 1 to 12 months, years outside 1 to 10.
 */
export function monitoringDates(start: Day, everyMonths: number, years: number): RuleResult<Day[]> {
  const problems: RuleProblem[] = [];
  if (!realDay(start)) problems.push({ problem: 'not_a_day', figure: 'start', read: null, example: null });
  if (!within(everyMonths, monthsOfYear)) problems.push({ problem: 'out_of_range', figure: 'every_months', read: everyMonths, example: 3 });
  if (!within(years, mostYears)) problems.push({ problem: 'out_of_range', figure: 'follow_up_years', read: years, example: 3 });
  if (problems.length > 0) return { ok: false, problems };
  const count = Math.floor((years * monthsOfYear) / everyMonths);
  return { ok: true, value: Array.from({ length: count }, (_, index) => monthsAfter(start, (index + 1) * everyMonths)) };
}

const within = (value: number, most: number): boolean => Number.isInteger(value) && value >= 1 && value <= most;

function realDay(day: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!match) return false;
  const [year, month, dayOfMonth] = match.slice(1).map(Number) as [number, number, number];
  return month >= 1 && month <= monthsOfYear && dayOfMonth >= 1 && dayOfMonth <= daysOf(year, month);
}
