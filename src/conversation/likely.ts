/** Not understood twice: the likeliest meanings are offered as buttons, before the answers of the open question. */
import { say, wording } from '../../flows/index.ts';
import type { Choice, Message } from '../channel.ts';
import { troubleLabels } from './answers.ts';
import type { Turned } from './finish.ts';
import { heard } from './questions.ts';

/** LINE shows no more than thirteen. */
const mostChoices = 13;

function choiceOf(label: string): Choice | undefined {
  const [question = '', answer = ''] = label.split(':', 2);
  if (wording.get(question)?.answers[answer] !== undefined) return { id: label, label: heard(question, answer) };
  if ((troubleLabels as readonly string[]).includes(label)) return { id: `trouble:${label}`, label: heard('trouble', label) };
  return label === 'wants_contact' ? { id: 'action:contact', label: say('opener_action_contact') } : undefined;
}

/** The same turn with the likeliest meanings in front of its choices. */
export function withLikely(turned: Turned, likely: readonly string[]): Turned {
  const meant = likely.map(choiceOf).filter((choice) => choice !== undefined);
  const fresh = meant.filter((choice) => !turned.choices.some((offered) => offered.id === choice.id));
  const choices = [...fresh, ...turned.choices].slice(0, mostChoices);
  const last = turned.messages.length - 1;
  const messages = turned.messages.map((message, at): Message => (at === last && 'choices' in message ? { ...message, choices } : message));
  return { ...turned, messages, choices, state: { ...turned.state, offered: choices } };
}
