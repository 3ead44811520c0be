import { flow } from './flow.ts';

/** 早期経営改善計画策定支援, the 健康診断 (documents 000 and 002). */
export const vup = flow({
  id: 'vup',
  initial: 'prefecture',
  states: {
    prefecture: { tags: 'question', meta: { input: 'prefecture', route: 'vup' }, on: { given: 'checkup', unknown: 'checkup' } },
    checkup: { type: 'final', tags: 'result', meta: { route: 'vup' } },
  },
});
