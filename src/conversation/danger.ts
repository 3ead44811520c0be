/** The safety floor by itself, for what a channel must not take in: what to say at once, and why. Nothing is kept. */
import { understand } from '../understanding/index.ts';
import type { Message } from '../channel.ts';
import type { Day, Knowledge } from '../../knowledge/index.ts';
import { quoting } from './quote.ts';
import { crisisMessages, loanSharkMessages, urgentMessages } from './safety.ts';

/** Why, in the order a turn answers them. Advisers are alerted of the first two. */
export type DangerReason = 'crisis' | 'loan_shark' | 'urgent_deadline';

const answers = { crisis: crisisMessages, loan_shark: loanSharkMessages, urgent_deadline: urgentMessages };

/** null when the text shows no danger. */
export function dangerIn(text: string, knowledge: Knowledge, day: Day): { reason: DangerReason; messages: Message[] } | null {
  const { labels } = understand(text, null, day);
  const reason = (Object.keys(answers) as DangerReason[]).find((label) => labels.includes(label));
  return reason === undefined ? null : { reason, messages: answers[reason](quoting(knowledge, day)) };
}
