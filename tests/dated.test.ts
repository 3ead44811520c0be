/** Which row counts on a day. Rows are made up; the rule is the one everything stated goes through. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstDayOf, rowOn, type Dated } from '../knowledge/dated.ts';

interface Row extends Dated {
  value: string;
}
const row = (value: string, from: string, to?: string, seen: string[] = []): Row => ({
  value,
  from,
  seen,
  ...(to === undefined ? {} : { to }),
});
const on = (rows: Row[], day: string): [string, string] | undefined => {
  const found = rowOn(rows, day);
  return found && [found.row.value, found.standing];
};

describe('rows with known ends', () => {
  const rows = [row('before', '2017-04-01', '2022-03-31'), row('after', '2022-04-01')];

  test('count from their first to their last day', () => {
    expect(on(rows, '2017-04-01')).toEqual(['before', 'in_force']);
    expect(on(rows, '2022-03-31')).toEqual(['before', 'in_force']);
    expect(on(rows, '2022-04-01')).toEqual(['after', 'in_force']);
    expect(on(rows, '2030-01-01')).toEqual(['after', 'in_force']);
  });

  test('are not yet in force before all of them', () => {
    expect(on(rows, '2010-01-01')).toEqual(['before', 'not_yet']);
  });

  test('are said to have ended when nothing known follows', () => {
    expect(on([row('period', '2024-02-01', '2028-01-31')], '2028-01-31')).toEqual(['period', 'in_force']);
    expect(on([row('period', '2024-02-01', '2028-01-31')], '2028-02-01')).toEqual(['period', 'ended']);
  });

  test('in a gap, the row before it has ended', () => {
    const gapped = [row('first', '2015-01-01', '2016-12-31'), row('second', '2018-01-01')];
    expect(on(gapped, '2017-06-01')).toEqual(['first', 'ended']);
  });
});

describe('rows that were only seen', () => {
  const rows = [row('new', 'unknown', undefined, ['2026-01']), row('old', 'unknown', 'unknown', ['2015-03', '2020-12'])];

  test('the newest sighting on or before the day counts', () => {
    expect(on(rows, '2026-11-21')).toEqual(['new', 'last_seen']);
    expect(on(rows, '2026-01-01')).toEqual(['new', 'last_seen']);
    expect(on(rows, '2025-12-31')).toEqual(['old', 'last_seen']);
    expect(on(rows, '2015-03-01')).toEqual(['old', 'last_seen']);
  });

  test('nothing was seen yet before the first sighting', () => {
    expect(on(rows, '2014-12-31')).toEqual(['old', 'not_yet']);
  });

  test('a sighting is as old as the first day of its year or month', () => {
    expect(firstDayOf('2013')).toBe('2013-01-01');
    expect(firstDayOf('2026-01')).toBe('2026-01-01');
    expect(firstDayOf('2025-03-03')).toBe('2025-03-03');
  });
});

describe('known and unknown ends together', () => {
  test('a row in force yields to no sighting, however new', () => {
    const rows = [row('seen', 'unknown', undefined, ['2026-01']), row('law', '2024-02-01', '2028-01-31')];
    expect(on(rows, '2026-11-21')).toEqual(['law', 'in_force']);
  });

  test('a row that is over without a known end counts only while nothing newer is known', () => {
    const rows = [row('law', '2022-04-01'), row('old', '2010-01-01', 'unknown', ['2020-12'])];
    expect(on(rows, '2021-06-01')).toEqual(['old', 'last_seen']);
    expect(on(rows, '2022-04-01')).toEqual(['law', 'in_force']);
  });

  test('a row whose last day is known is not shown after it as current', () => {
    const rows = [row('retired', 'unknown', '2025-03-02', ['2020-12'])];
    expect(on(rows, '2025-03-02')).toEqual(['retired', 'last_seen']);
    expect(on(rows, '2025-03-03')).toEqual(['retired', 'ended']);
  });

  test('no rows, no answer', () => {
    expect(rowOn([], '2026-11-21')).toBeUndefined();
  });
});

describe('for all rows and days', () => {
  const day = fc
    .date({ min: new Date('2010-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const rows = fc.array(
    fc.record({
      value: fc.string(),
      from: fc.oneof(day, fc.constant('unknown')),
      to: fc.option(fc.oneof(day, fc.constant('unknown')), { nil: undefined }),
      seen: fc.array(day, { maxLength: 3 }),
    }),
    { maxLength: 5 },
  );

  test('what is in force holds on the day; what has ended does not; nothing is known only of nothing', () => {
    fc.assert(
      fc.property(rows, day, (some, at) => {
        const found = rowOn(some, at);
        if (!found) return some.length === 0;
        const { from, to } = found.row;
        if (found.standing === 'in_force') return from <= at && to !== 'unknown' && (to === undefined || at <= to);
        if (found.standing === 'ended') return to !== undefined && to < at;
        return some.every(
          (one) => one.from === 'unknown' || one.from > at || one.to === 'unknown' || (one.to !== undefined && one.to < at),
        );
      }),
    );
  });

  test('the order of the rows says nothing where their days differ', () => {
    fc.assert(
      fc.property(fc.uniqueArray(day, { minLength: 2, maxLength: 5 }), day, (days, at) => {
        const seen = days.map((one) => row(one, 'unknown', undefined, [one]));
        expect(on(seen, at)).toEqual(on(seen.toReversed(), at));
      }),
    );
  });
});
