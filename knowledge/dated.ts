/**
 * Values that hold for a time. Every figure, name and number of the product is a list of such rows;
 * what holds on a day is always looked up, never remembered.
 */
import { z } from 'zod';

/** A calendar day in Asia/Tokyo, `2026-11-21`. */
export const daySchema = z.iso.date();
export type Day = z.infer<typeof daySchema>;

/** When a source was seen to say something: a year, a month or a day. A document rarely tells more. */
export const sightingSchema = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'expected a year, month or day such as 2026-01');

/** What every dated row carries besides its value. */
export const datedShape = {
  /** First day in force; `unknown` when no source says. Left out: unknown too, and `seen` says when it was seen. */
  from: z.union([daySchema, z.literal('unknown')]).default('unknown'),
  /** Last day in force; `unknown` when it is over but no source says since when; left out: no end is known and it is believed in force. */
  to: z.union([daySchema, z.literal('unknown')]).optional(),
  /** Dates of the sources that state it. The newest counts when the ends are unknown. */
  seen: z.array(sightingSchema).default([]),
  /** Ids in sources.yaml. */
  source: z.string(),
  /** Where in the source: page, heading, table row. */
  place: z.string(),
  confidence: z.enum(['high', 'medium']).default('high'),
  /** Said to the person with the value, in Japanese. */
  note: z.string().optional(),
} as const;

export interface Dated {
  from: string;
  to?: string | undefined;
  seen: readonly string[];
}

/**
 * `in_force`: both ends are known (or the end is open) and the day lies between.
 * `last_seen`: an end is unknown; the row is the newest sighting on or before the day.
 * `ended`: the last row that held has ended before the day and nothing known follows.
 * `not_yet`: every row begins after the day.
 */
export type Standing = 'in_force' | 'last_seen' | 'ended' | 'not_yet';

/** First day of a sighting: `2026-01` → `2026-01-01`. */
export const firstDayOf = (sighting: string): Day => (sighting + '-01-01').slice(0, 10);

const newestSighting = (row: Dated): string => row.seen.map(firstDayOf).reduce((a, b) => (a > b ? a : b), '');
const beganBy = (row: Dated, day: Day): boolean => row.from !== 'unknown' && row.from <= day;
const overBefore = (row: Dated, day: Day): boolean => row.to !== undefined && row.to !== 'unknown' && row.to < day;

/**
 * The row that counts on a day. A row with known ends wins over one with unknown ends; among rows with unknown ends
 * the newest sighting on or before the day wins. Never guesses: with nothing to say it returns undefined.
 */
export function rowOn<Row extends Dated>(rows: readonly Row[], day: Day): { row: Row; standing: Standing } | undefined {
  const known = rows.find((row) => beganBy(row, day) && row.to !== 'unknown' && !overBefore(row, day));
  if (known) return { row: known, standing: 'in_force' };

  const latest = (candidates: readonly Row[], key: (row: Row) => string): Row | undefined =>
    candidates.reduce<Row | undefined>((best, row) => (best === undefined || key(row) > key(best) ? row : best), undefined);

  const sighted = (row: Row): string => {
    const seen = row.seen.map(firstDayOf).filter((at) => at <= day);
    return [...seen, ...(beganBy(row, day) ? [row.from] : [])].reduce((a, b) => (a > b ? a : b), '');
  };
  const seenByThen = rows.filter((row) => sighted(row) !== '');
  const newest = latest(
    seenByThen.filter((row) => !overBefore(row, day)),
    sighted,
  );
  const ended = latest(
    seenByThen.filter((row) => overBefore(row, day)),
    (row) => row.to ?? '',
  );
  if (newest && (!ended || sighted(newest) >= (ended.from === 'unknown' ? '' : ended.from))) return { row: newest, standing: 'last_seen' };
  if (ended) return { row: ended, standing: 'ended' };

  const coming = [...rows].sort((a, b) => (firstKnown(a) < firstKnown(b) ? -1 : 1))[0];
  return coming ? { row: coming, standing: 'not_yet' } : undefined;
}

const firstKnown = (row: Dated): string => (row.from !== 'unknown' ? row.from : newestSighting(row));
