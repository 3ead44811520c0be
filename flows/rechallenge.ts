import { flow } from './flow.ts';

/** 再チャレンジ支援 of the 中小企業活性化協議会 (document 002): closing in good order, and what becomes of guarantees. */
export const rechallenge = flow({
  id: 'rechallenge',
  initial: 'prefecture',
  states: {
    prefecture: {
      tags: 'question',
      meta: { input: 'prefecture', route: 'rechallenge' },
      on: { given: 'fresh_start', unknown: 'fresh_start' },
    },
    fresh_start: { type: 'final', tags: 'result', meta: { route: 'rechallenge' } },
  },
});
