/** What LINE refuses in a message, written from LINE's documents and not from our renderer: both would else be blind to the same thing. */
import { Buffer } from 'node:buffer';

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const countGraphemes = (text: string): number => [...new Intl.Segmenter('ja', { granularity: 'grapheme' }).segment(text)].length;

/** Everything wrong with the messages of one request; empty when LINE takes them. */
export function refusals(messages: unknown): string[] {
  if (!Array.isArray(messages) || messages.length < 1 || messages.length > 5) return ['messages: 1 to 5'];
  return messages.flatMap((message: unknown, at) => refusalsOf(message, `messages[${String(at)}]`));
}

function refusalsOf(message: unknown, at: string): string[] {
  if (!isObject(message)) return [`${at}: must be an object`];
  return [...content(message, at), ...(message.quickReply === undefined ? [] : quickReply(message.quickReply, `${at}.quickReply`))];
}

function content(message: Json, at: string): string[] {
  if (message.type === 'text') return string(message.text, 5000, `${at}.text`);
  if (message.type !== 'flex') return [`${at}.type: text or flex expected, got ${String(message.type)}`];
  return [...string(message.altText, 1500, `${at}.altText`), ...container(message.contents, `${at}.contents`)];
}

function string(value: unknown, most: number, at: string): string[] {
  if (typeof value !== 'string' || value.trim() === '') return [`${at}: may not be empty`];
  if (!value.isWellFormed()) return [`${at}: half a surrogate pair`];
  if (value.includes('\0')) return [`${at}: NUL`];
  return value.length > most ? [`${at}: ${String(value.length)} UTF-16 units, at most ${String(most)}`] : [];
}

function quickReply(value: unknown, at: string): string[] {
  const items = isObject(value) ? value.items : undefined;
  if (!Array.isArray(items) || items.length < 1 || items.length > 13) return [`${at}.items: 1 to 13`];
  return items.flatMap((item: unknown, index) => {
    const here = `${at}.items[${String(index)}]`;
    return isObject(item) && item.type === 'action' ? action(item.action, `${here}.action`) : [`${here}.type: must be action`];
  });
}

function action(value: unknown, at: string): string[] {
  if (!isObject(value)) return [`${at}: must be an object`];
  const label = value.label;
  const named = [...string(label, Infinity, `${at}.label`), ...graphemesAtMost(label, 20, `${at}.label`)];
  if (value.type === 'postback')
    return [
      ...named,
      ...string(value.data, 300, `${at}.data`),
      ...string(value.displayText, Infinity, `${at}.displayText`),
      ...graphemesAtMost(value.displayText, 300, `${at}.displayText`),
    ];
  if (value.type === 'uri') return [...named, ...address(value.uri, `${at}.uri`)];
  return [`${at}.type: ${String(value.type)}`];
}

const graphemesAtMost = (value: unknown, most: number, at: string): string[] =>
  typeof value === 'string' && countGraphemes(value) > most
    ? [`${at}: ${String(countGraphemes(value))} graphemes, at most ${String(most)}`]
    : [];

function address(value: unknown, at: string): string[] {
  const fits = typeof value === 'string' && value.length <= 1000 && /^(?:https?:\/\/[\x21-\x7E]+|tel:\+?[\d-]+)$/.test(value);
  return fits ? [] : [`${at}: not an address LINE opens: ${String(value)}`];
}

function container(value: unknown, at: string): string[] {
  if (!isObject(value) || value.type !== 'bubble') return [`${at}.type: must be bubble`];
  const bytes = Buffer.byteLength(JSON.stringify(value), 'utf8');
  const blocks = (['header', 'body', 'footer'] as const).flatMap((name) =>
    value[name] === undefined ? [] : component(value[name], `${at}.${name}`),
  );
  return [...(bytes > 30_000 ? [`${at}: ${String(bytes)} bytes, at most 30,000`] : []), ...blocks];
}

function component(value: unknown, at: string): string[] {
  if (!isObject(value)) return [`${at}: must be an object`];
  switch (value.type) {
    case 'box': {
      const contents = value.contents;
      if (!Array.isArray(contents)) return [`${at}.contents: must be an array`];
      return contents.flatMap((one: unknown, index) => component(one, `${at}.contents[${String(index)}]`));
    }
    case 'text':
      return string(value.text, Infinity, `${at}.text`);
    case 'button':
      return action(value.action, `${at}.action`);
    default:
      return [`${at}.type: ${String(value.type)}`];
  }
}
