/** The owner's copy as a page: what was heard and what was told, in our words. What an owner wrote is not on it. */
import { phrase } from '../../flows/aftercare.ts';
import { say, wording, wordsFor } from '../../flows/index.ts';
import type { CopyModel, Message, PhoneLine, Section } from '../channel.ts';
import { unspoken } from './copy.ts';
import type { Known } from './estimate.ts';
import { heard } from './questions.ts';
import { japaneseDate, quoting } from './quote.ts';
import { crisisLines, momentText } from './sheet.ts';
import type { ConversationState } from './state.ts';

/** What was told in one turn: its day and time in Japan, and the label of the button that was tapped. */
export interface Told {
  day: string;
  time: string;
  chose: string | null;
  messages: readonly Message[];
}

/** The copy of a conversation; `told` oldest first, `until` is when its address ends (`2026-11-28 15:32`). */
export function copyModel(state: ConversationState, told: readonly Told[], known: Known, until: string): CopyModel {
  return {
    title: phrase('copy_title'),
    date: japaneseDate(known.day),
    note: phrase('copy_note'),
    lines: state.safety === 'crisis' ? crisisLines(quoting(known.knowledge, known.day)) : null,
    answers: state.answers
      .filter(({ question }) => !unspoken.has(question) && wording.has(question))
      .map(({ question, value, day }) => ({
        label: wordsFor(question).name,
        value: heard(question, value),
        day: day === undefined ? null : shortDate(day),
      })),
    told: turns(told),
    headings: {
      answers: phrase('copy_answers'),
      told: phrase('copy_told'),
      chose: phrase('copy_chose'),
      reopen: phrase('sheet_reopen'),
    },
    until: phrase('copy_until', { date: momentText(until) }),
  };
}

/** Turns in which something was told; a question that stays open is shown once. */
function turns(told: readonly Told[]): CopyModel['told'] {
  let open = '';
  return told.flatMap(({ day, time, chose, messages }) => {
    const parts = withoutLinks(messages).flatMap((message) => {
      if (message.kind === 'question' && message.text === open) return [];
      if (message.kind === 'question') open = message.text;
      return partOf(message);
    });
    return parts.length === 0 && chose === null ? [] : [{ when: `${shortDate(day)} ${time}`, chose, parts }];
  });
}

/** A link leads to a page of its own time: it and the words that lead to it are past. */
const withoutLinks = (messages: readonly Message[]): Message[] =>
  messages.filter((message, place) => message.kind !== 'link' && messages[place + 1]?.kind !== 'link');

/** `2026-11-28` → 11月28日. */
const shortDate = (day: string): string => japaneseDate(day).replace(/^.*年/, '');

function partOf(message: Message): Section[] {
  switch (message.kind) {
    case 'text':
    case 'notice':
      return [{ title: '', text: message.text }];
    case 'question':
      return [{ title: phrase('copy_asked'), text: message.text }];
    case 'understood':
      return [{ title: phrase('copy_understood'), points: message.items.map(({ label }) => label) }];
    case 'result':
      return [{ title: message.title, text: message.summary, points: reasonsOf(message.sections) }];
    case 'contact':
      return [
        {
          title: message.title,
          ...(message.text === undefined ? {} : { text: message.text }),
          points: [...message.phones.map(phoneText), ...(message.address === undefined ? [] : [message.address])],
        },
      ];
    // what could be chosen is past
    case 'choices':
    case 'link':
      return [];
  }
}

/** Why this result: the rest stands on the 相談シート. */
function reasonsOf(sections: readonly Section[]): string[] {
  const why = sections.find(({ title }) => title === say('section_why'));
  return [...(why?.text === undefined ? [] : [why.text]), ...(why?.points ?? [])];
}

const phoneText = ({ label, number, asOf, caution }: PhoneLine): string => {
  const notes = [asOf, caution].filter((note) => note !== undefined);
  return `${label} ${number}${notes.length === 0 ? '' : `（${notes.join('。')}）`}`;
};
