/**
 * Neutral messages → Slack messages. Texts are plain_text (no markup, no mentions, no automatic links); only `link` and the links of
 * a contact are written as links. Safety comes first. `text` says everything again: screen readers read only that.
 */
import type { types } from '@slack/bolt';
import { legible, type Choice, type Message, type PhoneLine, type UnderstoodItem } from '../../src/channel.ts';
import { buttonRow, escapeText, limits, shorten, splitText } from './limits.ts';

export interface SlackMessage {
  text: string;
  blocks: types.KnownBlock[];
}

/** A block and what it says as escaped plain text. */
interface Piece {
  block: types.KnownBlock;
  said: string;
}

/**
 * The messages of one reply as Slack messages, in order; empty when nothing is said.
 * @param conversation goes into the buttons' values; null makes no buttons: the choices are then a numbered list
 */
export function render(said: readonly Message[], conversation: string | null): SlackMessage[] {
  const messages = legible(said);
  const isSafety = (message: Message): boolean => message.kind === 'notice' && message.tone === 'safety';
  const ordered = [...messages.filter(isSafety), ...messages.filter((message) => !isSafety(message))];
  const buttons = buttonsOf(conversation);
  return packed(ordered.map((message, place) => piecesOf(message, buttons, place)));
}

type Buttons = (choices: readonly Choice[]) => Piece[];

function piecesOf(message: Message, buttons: Buttons, place: number): Piece[] {
  switch (message.kind) {
    case 'text':
      return section(message.text);
    case 'notice':
      return message.tone === 'safety' ? [...section(message.text), divider] : section(message.text);
    case 'question':
      return [
        ...section(message.text),
        ...(message.why === undefined ? [] : context(message.why)),
        ...buttons(message.choices),
        ...(message.several ? context('いくつかあてはまるときは、番号を「、」で区切って書いてください。') : []),
      ];
    case 'choices':
      return [...section(message.text), ...buttons(message.choices)];
    case 'understood':
      return [...section(message.text), ...buttons(message.items.map(correction))];
    case 'result':
      return [
        ...header(message.title),
        ...section(message.summary),
        ...message.sections.flatMap(({ title, text, points = [] }) =>
          section([`■ ${title}`, ...(text ? [text] : []), ...points.map((point) => `・${point}`)].join('\n')),
        ),
        ...context(`出典：${message.sources.join('、')}（${message.asOf}時点の情報です）`),
      ];
    case 'contact':
      return [
        ...header(message.title),
        ...section(message.text ?? ''),
        ...section([...message.phones.map(phoneText), ...(message.address ? [`所在地：${message.address}`] : [])].join('\n')),
        ...message.links.flatMap(link),
        ...context(message.source ?? ''),
      ];
    case 'link':
      return linkButton(message, place);
  }
}

const plain = (text: string): types.PlainTextElement => ({ type: 'plain_text', text: escapeText(text), emoji: false });

const section = (text: string): Piece[] =>
  splitText(text, limits.sectionText).map((part) => ({ block: { type: 'section', text: plain(part) }, said: escapeText(part) }));

const header = (title: string): Piece[] =>
  title.trim() === '' || escapeText(title).length > limits.headerText
    ? section(title)
    : [{ block: { type: 'header', text: plain(title) }, said: escapeText(title) }];

const context = (text: string): Piece[] =>
  splitText(text, limits.contextText).map((part) => ({ block: { type: 'context', elements: [plain(part)] }, said: escapeText(part) }));

const divider: Piece = { block: { type: 'divider' }, said: '' };

const correction = (item: UnderstoodItem): Choice => ({ id: item.change, label: `${shorten(item.label, 60)}を直す` });

function phoneText(line: PhoneLine): string {
  const notes = [line.asOf, line.hours, line.caution].filter((note) => note !== undefined);
  return `${line.label}：${line.number}${notes.length > 0 ? `（${notes.join('。')}）` : ''}`;
}

/** A link of its own as a button, `place` in the reply; where Slack would not take it, as a link in a text. */
function linkButton({ label, url }: { label: string; url: string }, place: number): Piece[] {
  const address = webAddress(url);
  if (address === null || escapeText(label).trim() === '' || address.length > limits.url) return link({ label, url });
  const name = shorten(label.replaceAll(/\s+/g, ' '), limits.buttonText);
  const element: types.Button = { type: 'button', action_id: `open:${String(place)}`, text: plain(name), url: address, style: 'primary' };
  return [{ block: { type: 'actions', elements: [element] }, said: `${escapeText(name)}：${escapeText(address)}` }];
}

/** The only markup we write. An address that is no web address, or could end the link early, is shown as text. */
function link({ label, url }: { label: string; url: string }): Piece[] {
  const address = webAddress(url);
  if (address === null) return section(`${label}：${url}`);
  const name = escapeText(shorten(label.replaceAll(/\s+/g, ' '), 300));
  const text: types.MrkdwnElement = { type: 'mrkdwn', text: `<${escapeText(address)}|${name}>`, verbatim: true };
  return text.text.length > limits.sectionText
    ? section(`${label}：${url}`)
    : [{ block: { type: 'section', text }, said: `${name}：${escapeText(address)}` }];
}

function webAddress(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? href.replaceAll('|', '%7C').replaceAll('<', '%3C').replaceAll('>', '%3E') : null;
}

/** Buttons with an `action_id` that counts through the whole reply, and `choice|conversation` as value. */
function buttonsOf(conversation: string | null): Buttons {
  let count = 0;
  return (choices) => {
    const numbered = choices.map((choice, index) => ({ ...choice, line: `${String(index + 1)}. ${choice.label}` }));
    const list = numbered.map(({ line }) => line).join('\n');
    const fits = numbered.every(({ id }) => conversation !== null && buttonValue(id, conversation).length <= buttonRow.value);
    if (conversation === null || !fits) return section(list);
    const shown = numbered.some(({ label }) => escapeText(label).length > limits.buttonText) ? section(list) : [];
    const rows = Array.from({ length: Math.ceil(numbered.length / buttonRow.elements) }, (_, row) =>
      numbered.slice(row * buttonRow.elements, (row + 1) * buttonRow.elements),
    );
    const actions = rows.map((row): Piece => ({
      block: { type: 'actions', elements: row.map(({ id, label }) => button(count++, label, buttonValue(id, conversation))) },
      said: shown.length > 0 ? '' : row.map(({ line }) => escapeText(line)).join('\n'),
    }));
    return [...shown, ...actions];
  };
}

const button = (index: number, label: string, value: string): types.Button => ({
  type: 'button',
  action_id: `choice:${String(index)}`,
  text: plain(shorten(label.trim() === '' ? '―' : label, limits.buttonText)),
  value,
});

const buttonValue = (choice: string, conversation: string): string => `${choice}|${conversation}`;

/** The choice and the conversation a button's value names; null when it is none of ours. */
export function readButtonValue(value: string): { choice: string; conversation: string } | null {
  const bar = value.lastIndexOf('|');
  return bar < 1 ? null : { choice: value.slice(0, bar), conversation: value.slice(bar + 1) };
}

/** As few messages as the limits allow; what belongs together stays together where it fits. */
function packed(groups: readonly Piece[][]): SlackMessage[] {
  const messages: Piece[][] = [];
  let open: Piece[] = [];
  const close = (): void => {
    if (open.length > 0) messages.push(open);
    open = [];
  };
  for (const group of groups) {
    if (!fits([...open, ...group])) close();
    for (const piece of group) {
      if (!fits([...open, piece])) close();
      open.push(piece);
    }
  }
  close();
  const speaking = messages.filter((pieces) => pieces.some((piece) => piece !== divider));
  return speaking.map((pieces) => ({ text: saidBy(pieces), blocks: pieces.map(({ block }) => block) }));
}

/** Slack wants `text` with every message, also where the labels of its buttons stand in the message before. */
const saidBy = (pieces: readonly Piece[]): string => pieces.flatMap(({ said }) => (said === '' ? [] : [said])).join('\n') || '（つづき）';

const fits = (pieces: readonly Piece[]): boolean =>
  pieces.length <= limits.blocks && JSON.stringify(pieces.map(({ block }) => block)).length <= limits.blocksJson;
