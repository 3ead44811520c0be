/**
 * What LINE allows in one request, and cutting to it. LINE counts texts in UTF-16 units, but the words of buttons
 * (label, displayText) in graphemes. https://developers.line.biz/en/docs/messaging-api/text-character-count/
 */

export const limits = {
  messages: 5,
  /** UTF-16 units. */
  text: 5000,
  quickReplies: 13,
  /** Graphemes. */
  label: 20,
  /** Graphemes. */
  displayText: 300,
  /** UTF-16 units. */
  postbackData: 300,
  /** UTF-16 units; 1,500 are allowed by now, 400 are shown everywhere. */
  altText: 400,
  /** Bytes of JSON; 30 KB are allowed. */
  bubbleBytes: 28_000,
  uri: 1000,
} as const;

const segmenter = new Intl.Segmenter('ja', { granularity: 'grapheme' });
const mark = '…';

/** Plain text as LINE takes it: no half surrogate pairs, no control characters but line ends, no space around. */
export const clean = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .trim();

/** At most `most` graphemes; a longer text ends with … at a place where it still reads well. */
export function cutGraphemes(text: string, most: number): string {
  const kept: string[] = [];
  for (const { segment } of segmenter.segment(text)) {
    if (kept.length === most) return `${tidyEnd(kept.slice(0, most - mark.length).join(''))}${mark}`;
    kept.push(segment);
  }
  return text;
}

/** At most `most` UTF-16 units, never within a grapheme; a longer text ends with …. */
export function cutUnits(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, boundaryBefore(text, most - mark.length)).trimEnd()}${mark}`;
}

/** The text in parts of at most `most` UTF-16 units, divided at paragraphs, lines or sentences where there are any. */
export function splitUnits(text: string, most: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > most) {
    const end = goodEnd(rest, most);
    parts.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return [...parts, rest].filter((part) => part !== '');
}

/** Bytes of the JSON of something that is sent. */
export const jsonBytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value), 'utf8');

function goodEnd(text: string, most: number): number {
  for (const sign of ['\n\n', '\n', '。']) {
    const at = text.lastIndexOf(sign, most - sign.length);
    if (at >= most / 2) return at + sign.length;
  }
  // one character with thousands of accents: between two of them
  return boundaryBefore(text, most) || wholeBefore(text, most);
}

/** The last grapheme boundary at or before `most`. Only the neighbourhood is looked at: a text may be long. */
function boundaryBefore(text: string, most: number): number {
  const near = Math.max(0, most - 64);
  const start = near > 0 && isLowSurrogate(text, near) ? near - 1 : near;
  let end = start;
  for (const { index, segment } of segmenter.segment(text.slice(start, most + 64))) {
    if (start + index + segment.length > most) break;
    end = start + index + segment.length;
  }
  if (end > start || start === 0) return end;
  return wholeBefore(text, most);
}

const wholeBefore = (text: string, most: number): number => (isLowSurrogate(text, most) ? most - 1 : most);

const isLowSurrogate = (text: string, at: number): boolean => /[\uDC00-\uDFFF]/.test(text.charAt(at));

/** No bracket left open and no comma at the end of a cut label. */
function tidyEnd(text: string): string {
  const bracket = Math.max(text.lastIndexOf('（'), text.lastIndexOf('「'));
  const open = bracket > text.length / 2 && !/[）」]/.test(text.slice(bracket));
  return (open ? text.slice(0, bracket) : text).replace(/[、・，,（「\s]+$/u, '');
}
