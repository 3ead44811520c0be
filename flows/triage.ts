import { flow } from './flow.ts';

/**
 * Documents 000, 002 and 003: 健康診断, 処方箋, 経営革新 or 再チャレンジ. Wording: triage.ja.yaml.
 * Danger is not in this tree: it is answered before any state (src/conversation/safety.ts).
 */
export const triage = flow({
  id: 'triage',
  initial: 'request',
  states: {
    // never asked: what the person came for is consultation unless they said they only want a desk or a human
    request: {
      tags: 'question',
      meta: { presume: 'consultation' },
      on: { consultation: 'considering_closure', contact: 'contact_only', human: 'human', out_of_scope: 'out_of_scope' },
    },
    // asked only after a hint (保証債務 …): nobody is greeted with this question
    considering_closure: {
      tags: 'question',
      meta: { presume: 'no', askIf: ['signals:debt_guarantee_worry'] },
      on: { yes: 'wants_to_continue', unknown: 'wants_to_continue', no: 'needs_terms_change' },
    },
    // 002: 「廃業も検討しているが、廃業の仕方がわからない」 is the 協議会's third door
    wants_to_continue: { tags: 'question', on: { yes: 'needs_terms_change', unknown: 'needs_terms_change', no: 'rechallenge' } },
    // 000: 「返済条件等の変更は必要ないが」 divides 健康診断 from 処方箋
    needs_terms_change: { tags: 'question', on: { yes: 'improvement_plan', no: 'trouble', unknown: 'can_repay' } },
    can_repay: { tags: 'question', on: { yes: 'trouble', no: 'improvement_plan', unknown: 'trouble' } },
    // 000: the five reasons of the 健康診断; someone who came with a plan and no worry is not asked for worries
    trouble: {
      tags: 'question',
      meta: { input: 'several', presume: 'none', presumeIf: ['wants_new_initiative:yes'] },
      on: { given: 'vup', none: 'wants_new_initiative', unknown: 'wants_new_initiative' },
    },
    // who may have to close is not asked for new plans; what they say of them by themselves counts
    wants_new_initiative: {
      tags: 'question',
      meta: { presume: 'unknown', presumeIf: ['considering_closure:yes', 'considering_closure:unknown'] },
      on: { yes: 'keiei_kakushin', no: 'worth_a_check', unknown: 'worth_a_check' },
    },
    // repayment goes on, but where the trouble lies is not clear to the owner: 「客観的に把握したい」 is the 健康診断's purpose
    worth_a_check: { tags: 'rule', on: { yes: 'vup', no: 'undecided' } },

    vup: { type: 'final', tags: 'flow' },
    improvement_plan: { type: 'final', tags: 'flow' },
    keiei_kakushin: { type: 'final', tags: 'flow' },
    rechallenge: { type: 'final', tags: 'flow' },

    contact_only: {
      tags: 'question',
      meta: { question: 'prefecture', input: 'prefecture', route: 'contact_only' },
      on: { given: 'desk', unknown: 'desk' },
    },
    human: {
      tags: 'question',
      meta: { question: 'prefecture', input: 'prefecture', route: 'handoff' },
      on: { given: 'handed_over', unknown: 'handed_over' },
    },
    undecided: {
      tags: 'question',
      meta: { question: 'prefecture', input: 'prefecture', route: 'contact_only', ending: 'undecided' },
      on: { given: 'first_desk', unknown: 'first_desk' },
    },

    desk: { type: 'final', tags: 'result', meta: { route: 'contact_only', ending: 'desk' } },
    first_desk: { type: 'final', tags: 'result', meta: { route: 'contact_only', ending: 'undecided' } },
    handed_over: { type: 'final', tags: 'result', meta: { route: 'handoff', ending: 'human' } },
    out_of_scope: { type: 'final', tags: 'result', meta: { route: 'handoff', ending: 'out_of_scope' } },
  },
});
