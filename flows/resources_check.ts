import { flow } from './flow.ts';

/** 経営資源のチェックシート (document 003 p.5): ヒト, カネ, モノ, one question each item; every item is asked whatever was answered. */
export const resourcesCheck = flow({
  id: 'resources_check',
  initial: 'check_people_enough',
  states: {
    check_people_enough: {
      tags: 'question',
      on: { yes: 'check_people_quality', no: 'check_people_quality', unknown: 'check_people_quality' },
    },
    check_people_quality: {
      tags: 'question',
      on: { yes: 'check_people_organisation', no: 'check_people_organisation', unknown: 'check_people_organisation' },
    },
    check_people_organisation: {
      tags: 'question',
      on: { yes: 'check_money_enough', no: 'check_money_enough', unknown: 'check_money_enough' },
    },
    check_money_enough: { tags: 'question', on: { yes: 'check_money_trust', no: 'check_money_trust', unknown: 'check_money_trust' } },
    check_money_trust: { tags: 'question', on: { yes: 'check_things_size', no: 'check_things_size', unknown: 'check_things_size' } },
    check_things_size: { tags: 'question', on: { yes: 'check_things_age', no: 'check_things_age', unknown: 'check_things_age' } },
    check_things_age: { tags: 'question', on: { yes: 'check_things_office', no: 'check_things_office', unknown: 'check_things_office' } },
    check_things_office: { tags: 'question', on: { yes: 'resources_seen', no: 'resources_seen', unknown: 'resources_seen' } },
    resources_seen: { type: 'final', tags: 'result', meta: { ending: 'resources_seen' } },
  },
});
