/** 経営の相当程度の向上. The worked example is document 003's 別表3, its rows are read from the facts. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { factOn, loadKnowledge } from '../../knowledge/index.ts';
import {
  editionOn,
  growthCheck,
  growthPercent,
  type GrowthChecked,
  type GrowthRequest,
  type YearEnd,
} from '../../knowledge/rules/growth.ts';

const knowledge = loadKnowledge();
const [then, now] = ['2020-06-01', '2026-11-21'];

/** A row of 別表3, 千円 or people, from two years before to three years after. */
function row(name: string): number[] {
  const text = String(factOn(knowledge, `kakushin_example_row_${name}`, then)?.row.value);
  return text.split('・').map((figure) => Number(figure.replaceAll(',', '')));
}
const at = (name: string, column: number): number => row(name)[column] ?? NaN;

/** 直近期末 is the third column, 3年後 the sixth. */
function exampleYear(column: number): YearEnd {
  return {
    operatingProfit: at('operating_profit', column),
    labourCost: at('labour', column),
    depreciation: at('depreciation', column) + at('special_depreciation', column),
    employees: at('employees', column),
    ordinaryProfit: at('ordinary_profit', column),
  };
}
const example: GrowthRequest = { years: 3, before: exampleYear(2), after: exampleYear(5), day: then };

function checked(request: GrowthRequest): GrowthChecked {
  const result = growthCheck(request, knowledge);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}
const problems = (request: GrowthRequest): { problem: string; figure: string; read: number | null }[] => {
  const result = growthCheck(request, knowledge);
  return result.ok ? [] : result.problems;
};

describe("document 003's worked example", () => {
  test('gives 34.3, 25.6 and 20.2 percent and passes', () => {
    const found = checked(example);
    expect([found.valueAdded.growth, found.perHead.growth, found.second.growth]).toEqual([34.3, 25.6, 20.2]);
    expect(found).toMatchObject({ edition: 'ordinary_profit', passes: true });
    expect([found.valueAdded.target, found.perHead.target, found.second.target]).toEqual([9, 9, 3]);
  });

  test('agrees with every other figure the document prints of it', () => {
    const quoted = (id: string): unknown => factOn(knowledge, `kakushin_example_${id}`, then)?.row.value;
    const { valueAdded, perHead, second } = checked(example);
    expect([valueAdded.growth, perHead.growth, second.growth]).toEqual([
      quoted('value_added_growth'),
      quoted('per_head_growth'),
      quoted('ordinary_profit_growth'),
    ]);
    expect(valueAdded.before * 1000).toBe(quoted('value_added_now'));
    expect(valueAdded.after * 1000).toBe(quoted('value_added_target'));
    expect(Math.round(perHead.before) * 1000).toBe(quoted('per_head_now'));
    expect(Math.round(perHead.after) * 1000).toBe(quoted('per_head_target'));
    for (const column of [0, 1, 2, 3, 4, 5]) {
      const year = exampleYear(column);
      expect((year.operatingProfit ?? 0) + (year.labourCost ?? 0) + (year.depreciation ?? 0)).toBe(row('value_added')[column]);
    }
  });
});

describe('editions', () => {
  test('change on 2020-10-01', () => {
    expect(editionOn(knowledge, '2020-09-30')).toBe('ordinary_profit');
    expect(editionOn(knowledge, '2020-10-01')).toBe('wages');
    expect(editionOn(knowledge, now)).toBe('wages');
    expect(problems({ ...example, day: '2019-01-01' })).toMatchObject([{ problem: 'not_known_for_day', figure: 'edition' }]);
  });

  const small: YearEnd = {
    operatingProfit: 5_000_000,
    labourCost: 30_000_000,
    depreciation: 5_000_000,
    employees: 10,
    wages: 20_000_000,
    ordinaryProfit: 4_000_000,
  };
  // value added 40,000,000 → +9 % = 43,600,000; wages +4.5 % = 20,900,000
  const grown: YearEnd = { ...small, operatingProfit: 8_600_000, wages: 20_900_000 };

  test.each([
    [3, 8_600_000, 20_900_000],
    [4, 9_800_000, 21_200_000],
    [5, 11_000_000, 21_500_000],
  ])('since then: %d years need just this much', (years, operatingProfit, wages) => {
    const after = { ...small, operatingProfit, wages };
    expect(checked({ years, before: small, after, day: now }).passes).toBe(true);
    // 0.05 points less is rounded up, 0.06 points are not
    expect(checked({ years, before: small, after: { ...after, wages: wages - 10_000 }, day: now })).toMatchObject({
      passes: true,
      second: { byRounding: true },
    });
    expect(checked({ years, before: small, after: { ...after, wages: wages - 12_000 }, day: now }).passes).toBe(false);
  });

  test('one of value added and value added per head is enough, the second measure is not optional', () => {
    const fewer = { ...grown, operatingProfit: 5_000_000, employees: 9 };
    expect(checked({ years: 3, before: small, after: fewer, day: now })).toMatchObject({
      passes: true,
      valueAdded: { reached: false },
      perHead: { reached: true },
    });
    expect(checked({ years: 3, before: small, after: { ...grown, wages: 20_000_000 }, day: now }).passes).toBe(false);
  });

  test('each edition reads its own figure only', () => {
    const { wages: _w, ...withoutWages } = grown;
    expect(problems({ years: 3, before: small, after: withoutWages, day: now })).toMatchObject([
      { problem: 'missing', figure: 'wages.after' },
    ]);
    expect(problems({ years: 3, before: small, after: withoutWages, day: then })).toEqual([]);
  });

  test('research years count since then only', () => {
    expect(checked({ years: 3, researchYears: 5, before: small, after: grown, day: now })).toMatchObject({
      researchYears: 5,
      passes: true,
    });
    expect(problems({ years: 3, researchYears: 6, before: small, after: grown, day: now })).toMatchObject([
      { problem: 'out_of_range', figure: 'research_years', read: 6 },
    ]);
    expect(problems({ years: 3, researchYears: 1, before: small, after: grown, day: then })).toMatchObject([{ figure: 'research_years' }]);
    expect(problems({ years: 6, before: small, after: grown, day: now })).toMatchObject([
      { problem: 'out_of_range', figure: 'years', read: 6 },
    ]);
  });

  test('the end must be positive since a source says so', () => {
    const loss = { ...small, operatingProfit: -60_000_000 };
    const smaller = { ...small, operatingProfit: -36_000_000, wages: 30_000_000 };
    expect(checked({ years: 3, before: loss, after: smaller, day: now })).toMatchObject({
      passes: false,
      valueAdded: { reached: true, growth: 96 },
    });
  });
});

describe('a loss before: the growth is measured by its size', () => {
  test.each([
    [-100, 100, 200],
    [-100, -50, 50],
    [-100, -150, -50],
    [100, -100, -200],
    [1000, 1089, 8.9],
    [2000, 2179, 9],
    [2000, 2178, 8.9],
    [2000, 1821, -9],
  ])('%d → %d is %d percent', (before, after, percent) => expect(growthPercent(before, after)).toBe(percent));
});

describe('what cannot be checked is said', () => {
  const full = example.before;
  test.each([
    [{ employees: 0 }, 'not_positive', 'employees.before', 0],
    [{ employees: -3 }, 'not_positive', 'employees.before', -3],
    [{ labourCost: -1 }, 'negative', 'labour_cost.before', -1],
    [{ depreciation: -1 }, 'negative', 'depreciation.before', -1],
    [{ labourCost: undefined }, 'missing', 'labour_cost.before', null],
    [{ operatingProfit: NaN }, 'not_a_number', 'operating_profit.before', null],
    [{ operatingProfit: 0.5 }, 'not_whole', 'operating_profit.before', 0.5],
    [{ operatingProfit: 1e15 }, 'too_large', 'operating_profit.before', 1e15],
    [{ ordinaryProfit: 0 }, 'zero_before', 'ordinary_profit.before', 0],
    [{ operatingProfit: 0, labourCost: 0, depreciation: 0 }, 'zero_before', 'value_added.before', 0],
  ] as const)('%o', (change, problem, figure, read) => {
    expect(problems({ ...example, before: { ...full, ...change } })).toMatchObject([{ problem, figure, read }]);
  });

  test('everything that is missing is named at once', () => {
    expect(problems({ years: undefined, before: {}, after: {}, day: now })).toHaveLength(11);
  });
});

describe('for every plan', () => {
  const money = fc.integer({ min: -500_000_000, max: 500_000_000 });
  const cost = fc.integer({ min: 0, max: 500_000_000 });
  const year = fc.record({
    operatingProfit: money,
    labourCost: cost,
    depreciation: cost,
    employees: fc.integer({ min: 1, max: 900 }),
    ordinaryProfit: money,
    wages: cost,
  });
  const plan = fc.record({ years: fc.constantFrom(3, 4, 5), before: year, after: year, day: fc.constantFrom(then, now) });
  const times = (one: YearEnd, by: number): YearEnd =>
    Object.fromEntries(Object.entries(one).map(([name, value]) => [name, name === 'employees' ? value : Number(value) * by]));

  test('the unit does not matter', () => {
    fc.assert(
      fc.property(plan, fc.constantFrom(10, 1000), (one, by) => {
        const first = growthCheck(one, knowledge);
        const scaled = growthCheck({ ...one, before: times(one.before, by), after: times(one.after, by) }, knowledge);
        expect(scaled.ok).toBe(first.ok);
        if (!first.ok || !scaled.ok) return;
        for (const measure of ['valueAdded', 'perHead', 'second'] as const)
          expect(scaled.value[measure].growth).toBe(first.value[measure].growth);
        expect(scaled.value.passes).toBe(first.value.passes);
      }),
    );
  });

  test('the growth is within half a tenth of the formula, and a larger end never turns a pass into a failure', () => {
    fc.assert(
      fc.property(plan, fc.integer({ min: 0, max: 1_000_000 }), (one, more) => {
        const result = growthCheck(one, knowledge);
        if (!result.ok) return;
        const { valueAdded, second, passes } = result.value;
        const formula = ((valueAdded.after - valueAdded.before) / Math.abs(valueAdded.before)) * 100;
        expect(Math.abs(valueAdded.growth - formula)).toBeLessThanOrEqual(0.05 + Math.abs(formula) * 1e-9);
        const better = {
          ...one.after,
          operatingProfit: one.after.operatingProfit + more,
          ordinaryProfit: one.after.ordinaryProfit + more,
          wages: one.after.wages + more,
        };
        const grown = checked({ ...one, after: better });
        expect(grown.second.growth).toBeGreaterThanOrEqual(second.growth);
        if (passes) expect(grown.passes).toBe(true);
      }),
    );
  });
});
