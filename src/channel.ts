/**
 * What channels and the conversation say to each other: the only file of src/ that adapters import.
 * A channel verifies, parses, renders and sends; it decides nothing.
 */

/** A choice offered to the person: `question:answer` or `action:name`. */
export interface Choice {
  id: string;
  label: string;
}

/** One thing understood from what the person said; `change` is the choice that corrects it. */
export interface UnderstoodItem {
  question: string;
  /** In our words, never the person's: 「兵庫県」. */
  label: string;
  change: string;
}

/** A titled part of a result: a paragraph and/or points. */
export interface Section {
  title: string;
  text?: string;
  points?: string[];
}

/** One number to call. `dial` is what `tel:` takes; `caution` is said with a number that may have changed. */
export interface PhoneLine {
  label: string;
  number: string;
  dial: string;
  hours?: string;
  asOf?: string;
  caution?: string;
}

/** The channel-neutral messages. Every text is plain: no markup, no owner's words. */
export type Message =
  | { kind: 'text'; text: string }
  /** The open question with its choices. `several`: more than one may be chosen, separated by 、 in text. */
  | { kind: 'question'; question: string; text: string; why?: string; choices: Choice[]; several?: true }
  /** Choices that belong to no open question: what can be done after a result or a safety message. */
  | { kind: 'choices'; text: string; choices: Choice[] }
  | { kind: 'understood'; text: string; items: UnderstoodItem[] }
  | { kind: 'result'; route: string; title: string; image?: string; summary: string; sections: Section[]; sources: string[]; asOf: string }
  | {
      kind: 'contact';
      title: string;
      text?: string;
      phones: PhoneLine[];
      address?: string;
      links: { label: string; url: string }[];
      source?: string;
    }
  | { kind: 'link'; label: string; url: string }
  /** Said with weight: `safety` above all, `error` when something went wrong on our side. */
  | { kind: 'notice'; tone: 'info' | 'safety' | 'error'; text: string };

/** What a person did. Everything a channel can bring in, whatever it looked like on the wire. */
export type Said =
  | { text: string }
  /**
   * `conversation`: the one the button was offered in, where the channel's buttons carry it. `stale` is set by the core when that is
   * no longer the open one: an old button, which changes nothing.
   */
  | { choice: string; conversation?: string; stale?: true }
  /** A shared location: its postal address as text. */
  | { address: string }
  /** Something we cannot read: a picture, a sticker, a voice message. */
  | { media: 'sticker' | 'image' | 'file' | 'audio' | 'other' }
  /** The person came (opened the widget, followed the account). */
  | { arrived: true };

/** What a channel needs to answer later, such as a reply token or where to post. Comes back with the outbox row. */
export type PlatformContext = Readonly<Record<string, string | number | boolean | null>>;

/** One event as a channel hands it over. `event` is the platform's id of it, unique within the channel. */
export interface Incoming {
  channel: string;
  person: string;
  event: string;
  /** When the person did it, integer ms since the epoch. */
  at: number;
  said: Said;
  /** Handed back when the reply is sent; only channels that are pushed to need it. */
  context?: PlatformContext;
}

/** The answer to an event: what is said, and where the conversation stands after it. */
export interface Reply {
  messages: Message[];
  /** The open question, or null. */
  question: string | null;
  choices: Choice[];
  route: string | null;
}

/** Everything a message says, as plain text: for the terminal, for screen readers, for Slack's `text` and LINE's alt texts. */
export function plainText(message: Message): string {
  switch (message.kind) {
    case 'text':
    case 'notice':
      return message.text;
    case 'question':
    case 'choices':
      return [message.text, ...message.choices.map((choice, index) => `${String(index + 1)}. ${choice.label}`)].join('\n');
    case 'understood':
      return message.text;
    case 'result':
      return [
        message.title,
        message.summary,
        ...message.sections.map((section) =>
          [`■ ${section.title}`, ...(section.text ? [section.text] : []), ...(section.points ?? []).map((point) => `・${point}`)].join(
            '\n',
          ),
        ),
        `出典：${message.sources.join('、')}（${message.asOf}時点の情報です）`,
      ].join('\n');
    case 'contact':
      return [
        message.title,
        ...(message.text ? [message.text] : []),
        ...message.phones.map(phoneText),
        ...(message.address ? [`所在地：${message.address}`] : []),
        ...message.links.map((link) => `${link.label}：${link.url}`),
        ...(message.source ? [message.source] : []),
      ].join('\n');
    case 'link':
      return `${message.label}：${message.url}`;
  }
}

function phoneText(line: PhoneLine): string {
  const notes = [line.asOf, line.hours, line.caution].filter((note) => note !== undefined);
  return `${line.label}：${line.number}${notes.length > 0 ? `（${notes.join('。')}）` : ''}`;
}

/**
 * What the core offers to channels. A channel that answers in the same request uses `converse`; one that must
 * acknowledge first uses `accept`, and its replies come to its `send` from the outbox.
 */
export interface Core {
  /** Stores the event and takes its turn at once; the same event again gives the same reply, also after a restart. */
  converse(incoming: Incoming): Promise<Reply>;
  /** Stores the event durably and returns; the turn follows. A duplicate is acknowledged and ignored. */
  accept(incoming: Incoming): Promise<'accepted' | 'duplicate'>;
  /** The events of one webhook request in one commit, by their time; the answers in the order given. */
  acceptAll?(events: readonly Incoming[]): Promise<('accepted' | 'duplicate')[]>;
  /** The id of the person's open conversation, or null. */
  conversationOf(channel: string, person: string): Promise<string | null>;
  /** Whether a conversation, open or closed, is this person's. */
  owns(channel: string, person: string, conversation: string): Promise<boolean>;
  /** Everything said to the person since a turn, oldest first. */
  saidSince(channel: string, person: string, afterTurn: string | null): Promise<{ turn: string; reply: Reply }[]>;
  /** Erases the person's conversations and what they said. */
  erase(channel: string, person: string): Promise<void>;
  /** The person took a message back: deletes its content (not the answers drawn from it). `message` is `context.message` of its event. */
  unsay?(channel: string, person: string, message: string): Promise<void>;
}

/** One page about a conversation, to print and bring along. In our words throughout: it never repeats an owner's own. */
export interface SheetModel {
  title: string;
  /** The day it tells of, in Japanese. */
  date: string;
  /** What it is, and that it decides nothing. */
  note: string;
  /** What is going on, a line each. */
  situation: string[];
  /** Figures and places of the firm. */
  answers: { label: string; value: string }[];
  /** Null while nothing is decided, and in a crisis. */
  result: null | { title: string; summary: string; reasons: Section; assumptions: Section | null };
  estimate: Section | null;
  /** Boxes to tick. */
  bring: Section;
  /** What to say or ask on the phone. */
  ask: Section;
  desk: {
    heading: string;
    title: string;
    text?: string;
    phones: PhoneLine[];
    address?: string;
    map?: { label: string; url: string };
    links: { label: string; url: string }[];
    source?: string;
  };
  sources: Section;
  /** `print`: how to print it, on a screen. `byHand`: what is written in on paper. */
  headings: { situation: string; answers: string; result: string; notes: string; reopen: string; print: string; byHand: string[] };
  /** How long the address opens, and who may read. */
  until: string;
}

/** The owner's copy of a conversation: what was heard, in our words, and what was told, in order. */
export interface CopyModel {
  title: string;
  /** The day it tells of, in Japanese. */
  date: string;
  note: string;
  /** In a crisis the lines to call, before everything. */
  lines: SheetModel['desk'] | null;
  answers: { label: string; value: string; day: string | null }[];
  /** Turn by turn. `chose` is the label of the button that was tapped. */
  told: { when: string; chose: string | null; parts: Section[] }[];
  headings: { answers: string; told: string; chose: string; reopen: string };
  /** How long the address opens, and who may read. */
  until: string;
}

/** A page a key opens. */
export type PageModel = { kind: 'sheet'; sheet: SheetModel } | { kind: 'copy_page'; copy: CopyModel };

/** Who holds a page's key may read it; what opens it is kept as a hash. */
export interface Sheets {
  /**
   * A new key for the sheet of a person's conversation; null when the conversation is not theirs, `too_many` when enough were made within
   * the hour. `expires` in ms.
   */
  create(channel: string, person: string, conversation: string): Promise<{ key: string; expires: number } | 'too_many' | null>;
  /** The page as the conversation stands now; null when the key is unknown or expired. */
  read(key: string): Promise<PageModel | null>;
}

/** Messages without control characters but line ends; a text of which nothing can be seen is empty. */
export function legible(messages: readonly Message[]): Message[] {
  const visible = (_key: string, value: unknown): unknown => (typeof value === 'string' ? legibleText(value) : value);
  return JSON.parse(JSON.stringify(messages, visible)) as Message[];
}

function legibleText(text: string): string {
  const kept = text.toWellFormed().replaceAll(/[^\P{Cc}\n\t]/gu, '');
  return kept.trim() === '' ? '' : kept;
}
