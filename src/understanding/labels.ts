/** The closed vocabulary of labels. */

const threeWay = ['needs_terms_change', 'considering_closure', 'wants_new_initiative', 'can_repay', 'wants_to_continue'] as const;

export const signalLabels = [
  ...threeWay.flatMap((question) => ['yes', 'no', 'unknown'].map((answer) => `${question}:${answer}`)),
  'sales_down',
  'low_profit',
  'cashflow_unstable',
  'wants_diagnosis',
  'wants_expert',
  'wants_loan',
  'debt_reduction',
  'already_rescheduled',
  'debt_guarantee_worry',
  'bank_relation',
  'succession',
  'vague_worry',
] as const;

export const faqTopics = [
  'subsidy_amount',
  'difference',
  'name_change',
  'kyogikai',
  'expert',
  'flow',
  'documents',
  'eligibility',
  'sme_definition',
  'plan_contents',
  'monitoring',
  'consent',
  'privacy',
  'cost',
  'guarantee_release',
  'guarantee_loan',
  'deadline',
  'keiei_kakushin',
  'where_apply',
  'support_measures',
  'reuse',
  'case',
  'risuke',
  'other_support',
  'contact_hours',
  'bot',
] as const;

export const requestLabels = ['wants_contact', 'human_handoff', ...faqTopics.map((topic) => `faq:${topic}`)] as const;
export const safetyLabels = ['crisis', 'loan_shark', 'urgent_deadline', 'legal_judgement'] as const;
/** Answers to the open question; without one they mean nothing. */
export const spokenLabels = ['yes', 'no', 'unsure'] as const;
export const dialogLabels = [
  'go_back',
  'restart',
  'correction',
  'greeting',
  'thanks',
  'chitchat',
  'complaint',
  'fact_only',
  'third_party',
  'out_of_scope',
  'stop',
  'copy',
  'erase',
] as const;

/** Only said in plain words: the model does not know them. */
export const plainLabels = ['sheet'] as const;

/** What the model knows. */
export const allLabels: readonly string[] = [...signalLabels, ...requestLabels, ...safetyLabels, ...spokenLabels, ...dialogLabels];
