import { flow } from './flow.ts';

/** 費用と補助の試算, after a result whose experts are subsidised. Opened by the person; ends in the estimate. */
export const estimate = flow({
  id: 'estimate',
  initial: 'estimate_fee',
  states: {
    estimate_fee: { tags: 'question', meta: { input: 'yen' }, on: { given: 'estimated', unknown: 'explained' } },
    estimated: { type: 'final', tags: 'result', meta: { ending: 'estimated' } },
    explained: { type: 'final', tags: 'result', meta: { ending: 'estimate_explained' } },
  },
});
