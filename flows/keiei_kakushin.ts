import { flow } from './flow.ts';

/** 経営革新計画 (document 003): what is new, who applies and where, whether the firm's size fits, which support is wanted. */
export const keieiKakushin = flow({
  id: 'keiei_kakushin',
  initial: 'prefecture',
  states: {
    prefecture: {
      tags: 'question',
      meta: { input: 'prefecture', route: 'keiei_kakushin' },
      on: { given: 'activity', unknown: 'activity' },
    },
    // 003 p.11: the kinds of 新事業活動
    activity: {
      tags: 'question',
      meta: { route: 'keiei_kakushin' },
      on: {
        product: 'applicant',
        service: 'applicant',
        production_or_sales: 'applicant',
        service_delivery: 'applicant',
        research: 'applicant',
        unknown: 'applicant',
      },
    },
    // 003 p.32: who applies decides where
    applicant: {
      tags: 'question',
      meta: { route: 'keiei_kakushin' },
      on: { one: 'industry', several: 'leads', union: 'union_area', unknown: 'industry' },
    },
    leads: {
      tags: 'question',
      meta: { route: 'keiei_kakushin' },
      on: { same_prefecture: 'support_wanted', same_bureau: 'support_wanted', across: 'support_wanted', unknown: 'support_wanted' },
    },
    union_area: {
      tags: 'question',
      meta: { route: 'keiei_kakushin' },
      on: {
        own_prefecture: 'support_wanted',
        several_prefectures: 'support_wanted',
        nationwide: 'support_wanted',
        unknown: 'support_wanted',
      },
    },
    industry: {
      tags: 'question',
      meta: { input: 'industry', route: 'keiei_kakushin' },
      on: { given: 'employees', unknown: 'support_wanted' },
    },
    employees: {
      tags: 'question',
      meta: { input: 'people', route: 'keiei_kakushin' },
      on: { given: 'sme_by_employees', unknown: 'capital' },
    },
    // 003 p.31: 資本金基準 or 従業員基準, one is enough
    sme_by_employees: { tags: 'rule', meta: { route: 'keiei_kakushin' }, on: { within: 'support_wanted', beyond: 'capital' } },
    capital: {
      tags: 'question',
      meta: { input: 'yen', route: 'keiei_kakushin' },
      on: { given: 'sme_definition', unknown: 'support_wanted' },
    },
    sme_definition: {
      tags: 'rule',
      on: { within: 'support_wanted', beyond: 'support_wanted', far_beyond: 'too_large', unknown: 'support_wanted' },
    },
    // 003 p.15: the measures an approved plan opens
    support_wanted: {
      tags: 'question',
      meta: { input: 'several', route: 'keiei_kakushin' },
      on: { given: 'size', none: 'size', unknown: 'size' },
    },
    size: {
      tags: 'rule',
      meta: { rule: 'sme_definition', route: 'keiei_kakushin' },
      on: { within: 'plan_within', beyond: 'plan_beyond', far_beyond: 'plan_beyond', unknown: 'plan' },
    },
    plan: { type: 'final', tags: 'result', meta: { route: 'keiei_kakushin', ending: 'size_open' } },
    plan_within: { type: 'final', tags: 'result', meta: { route: 'keiei_kakushin', ending: 'size_within' } },
    plan_beyond: { type: 'final', tags: 'result', meta: { route: 'keiei_kakushin', ending: 'size_beyond' } },
    too_large: { type: 'final', tags: 'result', meta: { route: 'handoff', ending: 'too_large' } },
  },
});
