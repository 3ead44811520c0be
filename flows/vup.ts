import { flow } from './flow.ts';

/** 早期経営改善計画策定支援, the 健康診断 (documents 000 and 002). What is asked after the desk changes only notes of the result. */
export const vup = flow({
  id: 'vup',
  initial: 'prefecture',
  states: {
    prefecture: { tags: 'question', meta: { input: 'prefecture', route: 'vup' }, on: { given: 'supporter', unknown: 'supporter' } },
    // 002: the plan is made with a 認定経営革新等支援機関
    supporter: { tags: 'question', meta: { route: 'vup' }, on: { yes: 'used_before', no: 'used_before', unknown: 'used_before' } },
    // 000: 「早期経営改善計画策定支援は再度のご利用ができません」, later sources differ
    used_before: {
      tags: 'question',
      meta: { route: 'vup' },
      on: { yes: 'guarantee_release', no: 'guarantee_release', unknown: 'guarantee_release' },
    },
    // 002: 経営者保証解除を目指した計画 has a cap of its own
    guarantee_release: { tags: 'question', meta: { route: 'vup' }, on: { yes: 'checkup', no: 'checkup', unknown: 'checkup' } },
    checkup: { type: 'final', tags: 'result', meta: { route: 'vup', ending: 'full' } },
  },
});
