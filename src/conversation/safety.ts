/** The safety floor: answered before anything else, in every state, on every channel. No programme is offered in the same breath. */
import { say } from '../../flows/index.ts';
import type { Choice, Message } from '../channel.ts';
import { lineCards } from './contact.ts';
import type { Quoting } from './quote.ts';

export const crisisChoices = (): Choice[] => [
  { id: 'action:human', label: say('button_human') },
  { id: 'action:go_on', label: say('button_go_on') },
];

/** First words to a person in danger: short and warm, then the lines. */
export function crisisMessages(on: Quoting): Message[] {
  return [
    { kind: 'notice', tone: 'safety', text: say('crisis') },
    lineCards('crisis', say('crisis_lines'), on),
    { kind: 'choices', text: say('crisis_then'), choices: crisisChoices() },
  ];
}

/** While the person has not asked to go on. */
export function crisisStays(): Message[] {
  return [{ kind: 'choices', text: say('crisis_stays'), choices: crisisChoices() }];
}

export function loanSharkMessages(on: Quoting): Message[] {
  return [{ kind: 'notice', tone: 'safety', text: say('loan_shark') }, lineCards('loan_shark', say('loan_shark_lines'), on)];
}

/** 差押え, 不渡り, 手形: a call today comes before every programme. */
export function urgentMessages(on: Quoting): Message[] {
  return [{ kind: 'notice', tone: 'safety', text: say('urgent_deadline') }, lineCards('urgent', say('urgent_lines'), on)];
}

/** We never judge law or tax in a person's case (弁護士法72条, 税理士法52条). */
export function legalMessages(on: Quoting): Message[] {
  return [{ kind: 'notice', tone: 'info', text: say('legal_judgement') }, lineCards('legal', say('legal_lines'), on)];
}
