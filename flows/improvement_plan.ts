import { flow } from './flow.ts';

/** 経営改善計画策定支援, the 処方箋: 通常枠 or, where the debt itself must shrink, 中小版GL枠 (document 002). */
export const improvementPlan = flow({
  id: 'improvement_plan',
  initial: 'debt_reduction',
  states: {
    // asking everybody whether debts must be forgiven would frighten; asked when terms were changed before or guarantees weigh
    debt_reduction: {
      tags: 'question',
      meta: { presume: 'no', askIf: ['signals:already_rescheduled', 'signals:debt_guarantee_worry'] },
      on: { yes: 'prefecture_gl', no: 'prefecture', unknown: 'prefecture' },
    },
    prefecture: { tags: 'question', meta: { input: 'prefecture', route: '405' }, on: { given: 'normal', unknown: 'normal' } },
    prefecture_gl: {
      tags: 'question',
      meta: { question: 'prefecture', input: 'prefecture', route: '405_gl' },
      on: { given: 'guideline', unknown: 'guideline' },
    },
    normal: { type: 'final', tags: 'result', meta: { route: '405' } },
    guideline: { type: 'final', tags: 'result', meta: { route: '405_gl' } },
  },
});
