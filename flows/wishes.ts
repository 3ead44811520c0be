import { flow } from './flow.ts';

/** 今やってみたいこと (document 003 p.6): five fields, several wishes each. */
export const wishes = flow({
  id: 'wishes',
  initial: 'wish_management',
  states: {
    wish_management: {
      tags: 'question',
      meta: { input: 'several' },
      on: { given: 'wish_people', none: 'wish_people', unknown: 'wish_people' },
    },
    wish_people: { tags: 'question', meta: { input: 'several' }, on: { given: 'wish_sales', none: 'wish_sales', unknown: 'wish_sales' } },
    wish_sales: {
      tags: 'question',
      meta: { input: 'several' },
      on: { given: 'wish_products', none: 'wish_products', unknown: 'wish_products' },
    },
    wish_products: {
      tags: 'question',
      meta: { input: 'several' },
      on: { given: 'wish_finance', none: 'wish_finance', unknown: 'wish_finance' },
    },
    wish_finance: {
      tags: 'question',
      meta: { input: 'several' },
      on: { given: 'wishes_seen', none: 'wishes_seen', unknown: 'wishes_seen' },
    },
    wishes_seen: { type: 'final', tags: 'result', meta: { ending: 'wishes_seen' } },
  },
});
