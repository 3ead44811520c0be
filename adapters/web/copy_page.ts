/** The owner's copy as a page: answers first, then what was told, turn by turn. */
import type { CopyModel, Section } from '../../src/channel.ts';
import { block, desk, escapeHtml, list, page, paragraph } from './paper.ts';
import { qrCode } from './qr.ts';

/** The page; `address` is where it is opened again. */
export function copyPage(model: CopyModel, address: string): string {
  const { headings, lines } = model;
  return page(
    model.title,
    `<header><h1>${escapeHtml(model.title)}</h1>${paragraph(model.date)}${paragraph(model.note, 'note')}</header>
<main class="copy">
${lines ? desk(lines) : ''}
${block('answers', headings.answers, answers(model.answers))}
${block('told', headings.told, told(model))}
</main>
<footer>${qrCode(address, headings.reopen)}<div>${paragraph(headings.reopen)}${paragraph(model.until)}</div></footer>`,
  );
}

function answers(given: CopyModel['answers']): string {
  if (given.length === 0) return '';
  const day = (one: string | null): string => (one === null ? '' : ` <span class="small">（${escapeHtml(one)}）</span>`);
  const rows = given.map((one) => `<dt>${escapeHtml(one.label)}</dt><dd>${escapeHtml(one.value)}${day(one.day)}</dd>`);
  return `<dl>${rows.join('')}</dl>`;
}

function told({ told, headings }: CopyModel): string {
  const turns = told.map(({ when, chose, parts }) => {
    const choice = chose === null ? '' : paragraph(headings.chose.replace('{label}', chose), 'chose');
    return `<li>${paragraph(when, 'when')}${choice}${parts.map(part).join('')}</li>`;
  });
  return turns.length === 0 ? '' : `<ol class="told">${turns.join('')}</ol>`;
}

function part({ title, text, points = [] }: Section): string {
  const heading = title === '' ? '' : `<h3>${escapeHtml(title)}</h3>`;
  const lines = text === undefined ? [] : text.split('\n').filter((line) => line.trim() !== '');
  return `<div>${heading}${lines.map((line) => paragraph(line)).join('')}${list(points)}</div>`;
}
