/** What the printable pages share: everything in them, nothing loaded, no script. */
import type { PhoneLine, SheetModel } from '../../src/channel.ts';
import { sheetStyle } from './sheet_style.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign);

export const paragraph = (text: string, look = ''): string => `<p${look === '' ? '' : ` class="${look}"`}>${escapeHtml(text)}</p>`;
export const list = (points: readonly string[], look = ''): string =>
  points.length === 0
    ? ''
    : `<ul${look === '' ? '' : ` class="${look}"`}>${points.map((one) => `<li>${escapeHtml(one)}</li>`).join('')}</ul>`;

/** Only web addresses become links. */
const link = (label: string, url: string): string =>
  /^https?:\/\//.test(url) ? `<a href="${escapeHtml(url)}" rel="noopener noreferrer">${escapeHtml(label)}</a>` : escapeHtml(label);

export function block(id: string, title: string, inner: string, look = ''): string {
  if (inner === '') return '';
  return `<section${look === '' ? '' : ` class="${look}"`} aria-labelledby="${id}"><h2 id="${id}">${escapeHtml(title)}</h2>${inner}</section>`;
}

/** A page with a title and a text, for what cannot be shown. */
export const wordsPage = (title: string, text: string): string =>
  page(title, `<header><h1>${escapeHtml(title)}</h1></header><main>${paragraph(text, 'wide')}</main>`);

/** A whole page around its body. */
export function page(title: string, body: string, look = ''): string {
  return `<!doctype html>
<html lang="ja"${look === '' ? '' : ` class="${look}"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<meta name="format-detection" content="telephone=no">
<title>${escapeHtml(title)}</title>
<style>${sheetStyle}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

/** A desk, or in a crisis the lines to call. */
export function desk(card: SheetModel['desk']): string {
  const links = [
    ...(card.map ? [`<span class="screen">${link(card.map.label, card.map.url)}</span>`] : []),
    ...card.links.map((one) => `<span>${address(one)}</span>`),
  ];
  const inner = [
    ...(card.title === card.heading ? [] : [paragraph(card.title, 'name')]),
    ...(card.text === undefined ? [] : [paragraph(card.text)]),
    ...card.phones.map(phone),
    ...(card.address === undefined ? [] : [paragraph(card.address)]),
    ...(links.length === 0 ? [] : [`<p class="small links">${links.join(' ')}</p>`]),
    ...(card.source === undefined ? [] : [paragraph(card.source, 'small')]),
  ];
  return block('desk', card.heading, inner.join(''), 'desk wide');
}

/** On paper a link is worth its address. */
const address = ({ label, url }: { label: string; url: string }): string =>
  `${link(label, url)}（${escapeHtml(url.replace(/^https?:\/\//, ''))}）`;

function phone(line: PhoneLine): string {
  const notes = [line.asOf, line.hours, line.caution].filter((note) => note !== undefined);
  const dial = escapeHtml(line.dial.replaceAll('#', '%23'));
  const after = notes.length > 0 ? ` <span class="small">（${escapeHtml(notes.join('。'))}）</span>` : '';
  return `<p>${escapeHtml(line.label)}　<a class="number" href="tel:${dial}">${escapeHtml(line.number)}</a>${after}</p>`;
}
