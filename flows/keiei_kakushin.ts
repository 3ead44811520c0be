import { flow } from './flow.ts';

/** 経営革新計画 (document 003): who may apply by the table of its edition, and where. */
export const keieiKakushin = flow({
  id: 'keiei_kakushin',
  initial: 'prefecture',
  states: {
    prefecture: { tags: 'question', meta: { input: 'prefecture', route: 'keiei_kakushin' }, on: { given: 'industry', unknown: 'industry' } },
    industry: { tags: 'question', meta: { input: 'industry', route: 'keiei_kakushin' }, on: { given: 'employees', unknown: 'plan' } },
    employees: { tags: 'question', meta: { input: 'people', route: 'keiei_kakushin' }, on: { given: 'sme_by_employees', unknown: 'capital' } },
    // 003 p.31: 資本金基準 or 従業員基準, one is enough
    sme_by_employees: { tags: 'rule', meta: { route: 'keiei_kakushin' }, on: { within: 'plan_within', beyond: 'capital' } },
    capital: { tags: 'question', meta: { input: 'yen', route: 'keiei_kakushin' }, on: { given: 'sme_definition', unknown: 'plan' } },
    sme_definition: { tags: 'rule', on: { within: 'plan_within', beyond: 'plan_beyond', far_beyond: 'too_large', unknown: 'plan' } },
    plan: { type: 'final', tags: 'result', meta: { route: 'keiei_kakushin', ending: 'size_open' } },
    plan_within: { type: 'final', tags: 'result', meta: { route: 'keiei_kakushin', ending: 'size_within' } },
    plan_beyond: { type: 'final', tags: 'result', meta: { route: 'keiei_kakushin', ending: 'size_beyond' } },
    too_large: { type: 'final', tags: 'result', meta: { route: 'handoff', ending: 'too_large' } },
  },
});
