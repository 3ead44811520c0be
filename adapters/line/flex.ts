/** Bubbles for what is worth keeping: what was understood, the result, the desk to call. */
import type { messagingApi } from '@line/bot-sdk';
import type { Message, PhoneLine, Section, UnderstoodItem } from '../../src/channel.ts';
import { clean, cutGraphemes, limits } from './limits.ts';
import { addressLine, callButton, changeButton, changing, sourceLine } from './words.ts';

type Component = messagingApi.FlexComponent;
type Style = Partial<Omit<messagingApi.FlexText, 'type' | 'text'>>;
type Result = Extract<Message, { kind: 'result' }>;
type Contact = Extract<Message, { kind: 'contact' }>;
export type Bubble = messagingApi.FlexBubble;
/** Makes the action of a button, or null when it does not fit. */
export type PostbackOf = (choice: string, label: string, displayText: string) => messagingApi.PostbackAction | null;

const dark = '#1F4E4A';
const grey = '#595959';

/** A text of a bubble; `scaling` follows the size the person has set on the phone. Empty text is refused by LINE, so it is left out. */
const text = (content: string | undefined, style: Style = {}): Component[] => {
  const cleaned = clean(content ?? '');
  return cleaned === '' ? [] : [{ type: 'text', text: cleaned, wrap: true, scaling: true, size: 'sm', ...style }];
};

const column = (contents: Component[], style: Partial<messagingApi.FlexBox> = {}): messagingApi.FlexBox => ({
  type: 'box',
  layout: 'vertical',
  contents,
  spacing: 'sm',
  ...style,
});

/** What was understood, each item with a button that corrects it. */
export function understoodBubble(message: { text: string; items: readonly UnderstoodItem[] }, postback: PostbackOf): Bubble {
  const rows = message.items.flatMap((item) => understoodRow(item, postback));
  return { type: 'bubble', size: 'kilo', body: column([...text(message.text), ...rows], { spacing: 'md' }) };
}

function understoodRow(item: UnderstoodItem, postback: PostbackOf): Component[] {
  const action = postback(item.change, changeButton, changing(item.label));
  const label = text(item.label, { flex: 3, weight: 'bold', gravity: 'center' });
  if (label.length === 0 || !action) return label;
  return [{ type: 'box', layout: 'horizontal', contents: [...label, { type: 'button', action, style: 'link', height: 'sm', flex: 2 }] }];
}

/** The result with the sections given, which may be fewer than it has. */
export function resultBubble(message: Result, sections: readonly Section[]): Bubble {
  return {
    type: 'bubble',
    size: 'mega',
    header: column(
      [...text(message.image, { color: '#FFFFFF' }), ...text(message.title, { color: '#FFFFFF', size: 'lg', weight: 'bold' })],
      { backgroundColor: dark },
    ),
    body: column([...text(message.summary, { size: 'md' }), ...sections.flatMap(sectionBox)], { spacing: 'lg' }),
    footer: column(text(sourceLine(message.sources, message.asOf), { size: 'xs', color: grey })),
  };
}

function sectionBox(section: Section): Component[] {
  const lines = [...text(section.text), ...(section.points ?? []).flatMap((point) => text(point === '' ? '' : `・${point}`))];
  return lines.length === 0 ? [] : [column([...text(section.title, { weight: 'bold', color: dark }), ...lines])];
}

/** A desk: every number to call is a button, with its date, hours and caution above it. */
export function contactBubble(message: Contact): Bubble {
  const body = column(
    [
      ...text(message.title, { size: 'md', weight: 'bold', color: dark }),
      ...text(message.text),
      ...message.phones.flatMap(phoneBox),
      ...text(message.address === undefined ? '' : addressLine(message.address)),
      ...message.links.flatMap(linkButton),
      ...text(message.source, { size: 'xs', color: grey }),
    ],
    { spacing: 'md' },
  );
  return { type: 'bubble', size: 'kilo', body };
}

function phoneBox(phone: PhoneLine): Component[] {
  const notes = [phone.asOf, phone.hours, phone.caution].filter((note) => note !== undefined && note !== '').join('。');
  const small = text(notes, { size: 'xs', color: grey });
  const label = text(phone.label, { weight: 'bold' });
  const number = text(phone.number, { size: 'lg', weight: 'bold' });
  if (!canDial(phone.dial)) return [...label, ...number, ...small].length === 0 ? [] : [column([...label, ...number, ...small])];
  const action: messagingApi.URIAction = {
    type: 'uri',
    label: cutGraphemes(callButton(clean(phone.number)), limits.label),
    uri: `tel:${phone.dial}`,
  };
  const style = phone.caution === undefined ? ({ style: 'primary', color: dark } as const) : ({ style: 'secondary' } as const);
  return [column([...label, ...small, { type: 'button', action, height: 'sm', scaling: true, ...style }])];
}

/** iPhones do not dial numbers with # or * from a link: those are shown to be typed. */
const canDial = (dial: string): boolean => /^\+?[\d-]{2,30}$/.test(dial);

/** A link as a button of its own, or null when LINE would not take it. */
export function linkBubble(link: { label: string; url: string }): Bubble | null {
  const uri = webAddress(link.url);
  const label = cutGraphemes(clean(link.label), limits.label);
  if (uri === null || label === '') return null;
  const action: messagingApi.URIAction = { type: 'uri', label, uri: printable(uri) };
  return {
    type: 'bubble',
    size: 'kilo',
    body: column([{ type: 'button', action, style: 'primary', color: dark, height: 'sm', scaling: true }]),
  };
}

/** LINE's own browser cannot print: with this parameter the phone's browser opens. */
function printable(uri: string): string {
  const address = new URL(uri);
  address.searchParams.set('openExternalBrowser', '1');
  return address.href.length <= limits.uri ? address.href : uri;
}

function linkButton(link: { label: string; url: string }): Component[] {
  const uri = webAddress(link.url);
  const label = cutGraphemes(clean(link.label), limits.label);
  if (uri === null || label === '') return text([link.label, uri ?? ''].filter((part) => part !== '').join('：'));
  return [{ type: 'button', action: { type: 'uri', label, uri }, style: 'link', height: 'sm', scaling: true }];
}

/** The address as LINE takes it, or null when it is none or too long. */
export function webAddress(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return /^https?:$/.test(protocol) && href.length <= limits.uri ? href : null;
}
