import { flow } from './flow.ts';

const yen = { input: 'yen' } as const;
const people = { input: 'people' } as const;

/**
 * 経営の相当程度の向上 (document 003 p.13, 別表3): the figures of both ends, one at a time. One figure that is not known
 * ends the questions: without it the check has no answer, and what to look up is told instead.
 */
export const growthCheck = flow({
  id: 'growth_check',
  initial: 'growth_years',
  states: {
    growth_years: { tags: 'question', on: { '3': 'first_edition', '4': 'first_edition', '5': 'first_edition', unknown: 'growth_open' } },
    // 研究開発期間 came with the edition of 2020-10-01
    first_edition: {
      tags: 'rule',
      meta: { rule: 'growth_edition' },
      on: { wages: 'growth_research_years', ordinary_profit: 'growth_operating_profit_now' },
    },
    growth_research_years: {
      tags: 'question',
      on: {
        '0': 'growth_operating_profit_now',
        '1': 'growth_operating_profit_now',
        '2': 'growth_operating_profit_now',
        '3': 'growth_operating_profit_now',
        '4': 'growth_operating_profit_now',
        '5': 'growth_operating_profit_now',
        unknown: 'growth_operating_profit_now',
      },
    },
    growth_operating_profit_now: { tags: 'question', meta: yen, on: { given: 'growth_operating_profit_then', unknown: 'growth_open' } },
    growth_operating_profit_then: { tags: 'question', meta: yen, on: { given: 'growth_labour_cost_now', unknown: 'growth_open' } },
    growth_labour_cost_now: { tags: 'question', meta: yen, on: { given: 'growth_labour_cost_then', unknown: 'growth_open' } },
    growth_labour_cost_then: { tags: 'question', meta: yen, on: { given: 'growth_depreciation_now', unknown: 'growth_open' } },
    growth_depreciation_now: { tags: 'question', meta: yen, on: { given: 'growth_depreciation_then', unknown: 'growth_open' } },
    growth_depreciation_then: { tags: 'question', meta: yen, on: { given: 'growth_employees_now', unknown: 'growth_open' } },
    growth_employees_now: { tags: 'question', meta: people, on: { given: 'growth_employees_then', unknown: 'growth_open' } },
    growth_employees_then: { tags: 'question', meta: people, on: { given: 'second_edition', unknown: 'growth_open' } },
    // 経常利益 until 2020-09-30, 給与支給総額 since
    second_edition: {
      tags: 'rule',
      meta: { rule: 'growth_edition' },
      on: { wages: 'growth_wages_now', ordinary_profit: 'growth_ordinary_profit_now' },
    },
    growth_wages_now: { tags: 'question', meta: yen, on: { given: 'growth_wages_then', unknown: 'growth_open' } },
    growth_wages_then: { tags: 'question', meta: yen, on: { given: 'growth_reached', unknown: 'growth_open' } },
    growth_ordinary_profit_now: { tags: 'question', meta: yen, on: { given: 'growth_ordinary_profit_then', unknown: 'growth_open' } },
    growth_ordinary_profit_then: { tags: 'question', meta: yen, on: { given: 'growth_reached', unknown: 'growth_open' } },
    growth_reached: { tags: 'rule', on: { passes: 'growth_passes', short: 'growth_short', open: 'growth_open' } },
    growth_passes: { type: 'final', tags: 'result', meta: { ending: 'growth_passes' } },
    growth_short: { type: 'final', tags: 'result', meta: { ending: 'growth_short' } },
    growth_open: { type: 'final', tags: 'result', meta: { ending: 'growth_open' } },
  },
});
