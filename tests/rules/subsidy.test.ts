/** 費用と補助の試算. Figures here are worked by hand from document 002: rate 2/3, caps 25万 (+10万), 300万 (+10万), 700万. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadKnowledge } from '../../knowledge/index.ts';
import {
  capsOn,
  subsidisedProgrammes,
  subsidyEstimate,
  type Estimate,
  type Part,
  type SubsidyRequest,
} from '../../knowledge/rules/subsidy.ts';

const knowledge = loadKnowledge();
const day = '2026-11-21';

function estimated(request: Omit<SubsidyRequest, 'day'> & { day?: string }): Estimate {
  const result = subsidyEstimate({ day, ...request }, knowledge);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}
const problems = (request: SubsidyRequest): unknown[] => {
  const result = subsidyEstimate(request, knowledge);
  return result.ok ? [] : result.problems;
};

describe('worked examples', () => {
  test.each([
    // programme, fee, subsidy, owner's share, capped at
    ['vup', 300_000, 200_000, 100_000, null],
    ['vup', 375_000, 250_000, 125_000, null],
    ['vup', 375_002, 250_000, 125_002, 250_000],
    ['vup', 1, 0, 1, null],
    ['405', 3_000_000, 2_000_000, 1_000_000, null],
    ['405', 6_000_000, 3_000_000, 3_000_000, 3_000_000],
    ['405_gl', 9_000_000, 6_000_000, 3_000_000, null],
    ['405_gl', 12_000_000, 7_000_000, 5_000_000, 7_000_000],
  ] as const)('%s: %d yen → %d', (programme, feeYen, subsidyYen, ownYen, cappedAt) => {
    expect(estimated({ programme, feeYen })).toMatchObject({ feeYen, subsidyYen, ownYen, cappedAt, rounding: 'down_to_yen' });
  });

  test('vup by parts: each keeps to its own cap', () => {
    const found = estimated({
      programme: 'vup',
      feeYen: 570_000,
      parts: { plan: 300_000, follow_up: 120_000, guarantee_release: 150_000 },
    });
    expect(found.parts.plan).toEqual({ feeYen: 300_000, subsidyYen: 150_000, ownYen: 150_000, cappedAt: 150_000 });
    expect(found.parts.follow_up).toEqual({ feeYen: 120_000, subsidyYen: 80_000, ownYen: 40_000, cappedAt: null });
    expect(found.parts.guarantee_release).toEqual({ feeYen: 150_000, subsidyYen: 100_000, ownYen: 50_000, cappedAt: null });
    expect(found).toMatchObject({ subsidyYen: 330_000, ownYen: 240_000 });
  });

  test('405: the investigation shares the cap of the plan; gl has one of its own', () => {
    const parts = { due_diligence: 3_000_000, plan: 3_000_000 };
    expect(estimated({ programme: '405', feeYen: 6_000_000, parts })).toMatchObject({ subsidyYen: 2_000_000, ownYen: 4_000_000 });
    expect(estimated({ programme: '405_gl', feeYen: 6_000_000, parts })).toMatchObject({ subsidyYen: 4_000_000, ownYen: 2_000_000 });
  });

  test('without parts: what is left when all of it is for the plan', () => {
    expect(estimated({ programme: 'vup', feeYen: 300_000 }).allForPlan).toMatchObject({ subsidyYen: 150_000, ownYen: 150_000 });
    expect(estimated({ programme: '405', feeYen: 3_000_000 }).allForPlan).toMatchObject({ subsidyYen: 2_000_000 });
  });

  test('the caps of the day: 20万 and 200万 in 2021, without parts no source knows for then', () => {
    expect(capsOn('vup', knowledge, '2021-06-01')).toEqual({ rate: { numerator: 2, denominator: 3 }, total: 200_000, parts: {} });
    expect(capsOn('405', knowledge, '2021-06-01')?.total).toBe(2_000_000);
    expect(estimated({ programme: 'vup', feeYen: 600_000, day: '2021-06-01' })).toMatchObject({ subsidyYen: 200_000, allForPlan: null });
  });
});

describe('what cannot be estimated is said, not taken as zero', () => {
  test.each([
    [undefined, 'missing', null],
    [NaN, 'not_a_number', null],
    [0, 'not_positive', 0],
    [-5, 'not_positive', -5],
    [0.5, 'not_positive', 0.5],
    [1000.5, 'not_whole', 1000.5],
    [1e13, 'too_large', 1e13],
  ])('a fee of %s', (feeYen, problem, read) => {
    expect(problems({ programme: 'vup', feeYen, day })).toEqual([{ problem, figure: 'fee', read, example: 375_000 }]);
  });

  test('parts that do not add up, negative parts, a part that is none of the programme', () => {
    expect(problems({ programme: 'vup', feeYen: 300_000, parts: { plan: 200_000 }, day })).toEqual([
      { problem: 'parts_do_not_add_up', figure: 'fee', read: 200_000, example: 300_000 },
    ]);
    expect(problems({ programme: 'vup', feeYen: 1, parts: { plan: -1, follow_up: 2 }, day })).toMatchObject([
      { problem: 'negative', figure: 'plan' },
    ]);
    expect(problems({ programme: '405_gl', feeYen: 9, parts: { guarantee_release: 9 }, day })).toMatchObject([
      { problem: 'not_in_programme' },
    ]);
  });

  test('a day that no source speaks of', () => {
    expect(problems({ programme: '405_gl', feeYen: 9, day: '2021-06-01' })).toMatchObject([
      { problem: 'not_known_for_day', figure: 'caps' },
    ]);
    expect(problems({ programme: 'vup', feeYen: 9, day: '2019-01-01' })).toMatchObject([{ problem: 'not_known_for_day' }]);
  });
});

describe('for every fee', () => {
  const programme = fc.constantFrom(...subsidisedProgrammes);
  const yen = fc.integer({ min: 1, max: 1_000_000_000 });
  const days = fc.constantFrom('2022-06-01', '2024-01-31', day, '2030-01-01');

  test('subsidy and own share make the fee, the subsidy keeps to rate and cap', () => {
    fc.assert(
      fc.property(programme, yen, days, (one, feeYen, on) => {
        const { subsidyYen, ownYen, caps } = estimated({ programme: one, feeYen, day: on });
        expect(subsidyYen + ownYen).toBe(feeYen);
        expect(subsidyYen).toBeLessThanOrEqual(caps.total);
        expect(subsidyYen * caps.rate.denominator).toBeLessThanOrEqual(feeYen * caps.rate.numerator);
      }),
    );
  });

  test('a higher fee never lowers the subsidy nor the own share', () => {
    fc.assert(
      fc.property(programme, yen, yen, (one, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((feeYen) => estimated({ programme: one, feeYen })) as [Estimate, Estimate];
        expect(high.subsidyYen).toBeGreaterThanOrEqual(low.subsidyYen);
        expect(high.ownYen).toBeGreaterThanOrEqual(low.ownYen);
      }),
    );
  });

  test('by parts: sums agree, each part keeps to its cap, and it is never more than the whole allows', () => {
    const some = fc.integer({ min: 0, max: 20_000_000 });
    fc.assert(
      fc.property(programme, fc.record({ due_diligence: some, plan: some, follow_up: some, guarantee_release: some }), (one, given) => {
        const parts: Partial<Record<Part, number>> = { ...given, ...(one === '405_gl' && { guarantee_release: 0 }) };
        const feeYen = Object.values(parts).reduce((sum, part) => sum + part, 0);
        fc.pre(feeYen > 0);
        const found = estimated({ programme: one, feeYen, parts });
        const shares = Object.entries(found.parts);
        expect(found.subsidyYen + found.ownYen).toBe(feeYen);
        expect(shares.reduce((sum, [, share]) => sum + share.feeYen, 0)).toBe(feeYen);
        expect(shares.reduce((sum, [, share]) => sum + share.subsidyYen, 0)).toBe(found.subsidyYen);
        for (const [part, share] of shares) {
          expect(share.subsidyYen + share.ownYen).toBe(share.feeYen);
          expect(share.subsidyYen).toBeLessThanOrEqual(found.caps.parts[part as Part] ?? Infinity);
        }
        const besides = found.parts.guarantee_release?.subsidyYen ?? 0;
        expect(found.subsidyYen - besides).toBeLessThanOrEqual(found.caps.total);
        expect(besides).toBeLessThanOrEqual(found.caps.parts.guarantee_release ?? 0);
      }),
    );
  });
});
