import type { Rule } from './index.ts';

/**
 * Repayment goes on and the owner cannot say where the trouble lies: that is what the 健康診断 is for
 * (document 000: 「自社の経営状況を客観的に把握したい」). Where everything is open, nothing is decided.
 */
export const worthACheck: Rule = (answers) => {
  const repaymentGoesOn = answers.get('needs_terms_change') === 'no' || answers.get('can_repay') === 'yes';
  return repaymentGoesOn && answers.get('trouble') === 'unknown' ? 'yes' : 'no';
};
