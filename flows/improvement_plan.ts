import { flow, type Route } from './flow.ts';

const anyway = (target: string): Record<'yes' | 'no' | 'unknown', string> => ({ yes: target, no: target, unknown: target });
const asks = (question: string, route: Route): { tags: 'question'; meta: { question: string; route: Route } } => ({
  tags: 'question',
  meta: { question, route },
});

/**
 * 経営改善計画策定支援, the 処方箋: 通常枠 or, where the debt itself must shrink, 中小版GL枠 (document 002).
 * What is asked after the desk changes only notes of the result.
 */
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
    prefecture: { tags: 'question', meta: { input: 'prefecture', route: '405' }, on: { given: 'lenders', unknown: 'lenders' } },
    // 000: すべての取引金融機関 must be shown the plan and agree
    lenders: { tags: 'question', meta: { route: '405' }, on: { one: 'supporter', several: 'supporter', unknown: 'supporter' } },
    supporter: { ...asks('supporter', '405'), on: anyway('used_before') },
    used_before: { ...asks('used_before', '405'), on: anyway('guarantee_release') },
    guarantee_release: { ...asks('guarantee_release', '405'), on: anyway('normal') },
    normal: { type: 'final', tags: 'result', meta: { route: '405', ending: 'full' } },

    prefecture_gl: {
      tags: 'question',
      meta: { question: 'prefecture', input: 'prefecture', route: '405_gl' },
      on: { given: 'lenders_gl', unknown: 'lenders_gl' },
    },
    lenders_gl: { ...asks('lenders', '405_gl'), on: { one: 'supporter_gl', several: 'supporter_gl', unknown: 'supporter_gl' } },
    supporter_gl: { ...asks('supporter', '405_gl'), on: anyway('used_before_gl') },
    used_before_gl: { ...asks('used_before', '405_gl'), on: anyway('guideline') },
    guideline: { type: 'final', tags: 'result', meta: { route: '405_gl', ending: 'full' } },
  },
});
