/**
 * What Slack refuses, in one place, and the means to stay below it. Lengths are UTF-16 units of the escaped text:
 * the strictest of the ways Slack might count.
 */

/** Slack's own limits (docs.slack.dev, Block Kit reference, 2026); the stand-in refuses by the same figures. */
export const limits = {
  blocks: 50,
  sectionText: 3000,
  headerText: 150,
  contextElements: 10,
  contextText: 2000,
  actionsElements: 25,
  buttonText: 75,
  buttonValue: 2000,
  actionId: 255,
  url: 3000,
  /** All blocks of a message as JSON; undocumented, people met it at about 13,200 (bolt-js issue 2509). */
  blocksJson: 13_000,
  /** `text` beyond this is cut by Slack. */
  text: 40_000,
} as const;

/** Our own, below Slack's: a full row of buttons then always fits into `blocksJson`. */
export const buttonRow = { elements: 20, value: 300 } as const;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Control characters and those that turn the direction of writing; emoji keep their joiners, lines stay lines. */
const unseen = /(?!\n)\p{Cc}|[\u202A-\u202E\u2066-\u2069]/gu;

/** Slack's three control characters, so that no text becomes a mention, a link or markup. Half a surrogate pair and control characters go. */
export const escapeText = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(unseen, '')
    .replaceAll(/[&<>]/g, (sign) => entities[sign] ?? sign);

/** The opposite, for what Slack sends. */
export const unescapeText = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

const graphemes = new Intl.Segmenter('ja', { granularity: 'grapheme' });

/** At most `limit` units when escaped, cut between characters as people see them, with … when something was cut. */
export function shorten(text: string, limit: number): string {
  if (escapeText(text).length <= limit) return text;
  const [first = ''] = pieces(text, limit - 1);
  return `${first}…`;
}

/** The text in parts of at most `limit` units when escaped: cut after a line, else after a sentence, else between characters. */
export function splitText(text: string, limit: number): string[] {
  if (escapeText(text).length <= limit) return text.trim() === '' ? [] : [text];
  const parts: string[] = [];
  for (const line of text.split(/(?<=\n)/).flatMap((one) => smaller(one, limit, /(?<=[。！？])/))) {
    const last = parts.at(-1);
    if (last !== undefined && escapeText(last + line).length <= limit) parts[parts.length - 1] = last + line;
    else parts.push(line);
  }
  return parts.map((part) => part.replace(/\n$/, '')).filter((part) => part.trim() !== '');
}

function smaller(text: string, limit: number, at: RegExp): string[] {
  if (escapeText(text).length <= limit) return [text];
  return text.split(at).flatMap((sentence) => (escapeText(sentence).length <= limit ? [sentence] : pieces(sentence, limit)));
}

/** Between graphemes; one that alone is too long (a letter under thousands of marks) is cut between code points. */
function pieces(text: string, limit: number): string[] {
  const parts: string[] = [];
  let part = '';
  let size = 0;
  const add = (sign: string): void => {
    const length = escapeText(sign).length;
    if (size + length > limit && part !== '') {
      parts.push(part);
      part = '';
      size = 0;
    }
    part += sign;
    size += length;
  };
  for (const { segment } of graphemes.segment(text)) {
    if (escapeText(segment).length <= limit) add(segment);
    else for (const sign of segment) add(sign);
  }
  return part === '' ? parts : [...parts, part];
}
