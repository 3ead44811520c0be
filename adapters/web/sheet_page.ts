/** The 相談シート as one page. */
import type { Section, SheetModel } from '../../src/channel.ts';
import { block, desk, escapeHtml, list, page, paragraph } from './paper.ts';
import { qrCode } from './qr.ts';

/** The page; `address` is where it is opened again. */
export function sheetPage(model: SheetModel, address: string): string {
  const { headings, result, estimate, bring, ask, sources } = model;
  const lines = linesOf(model);
  return page(
    model.title,
    `<header><h1>${escapeHtml(model.title)}</h1>${paragraph(model.date)}${paragraph(model.note, 'note')}${paragraph(headings.print, 'note screen')}</header>
${byHand(headings.byHand)}
<main>
${result ? '' : desk(model.desk)}
${block('situation', headings.situation, list(model.situation), model.answers.length === 0 ? 'wide' : '')}
${block('answers', headings.answers, definitions(model.answers))}
${result ? block('result', headings.result, resultOf(result), 'wide') : ''}
${result ? desk(model.desk) : ''}
${block('bring', bring.title, list(bring.points ?? [], 'boxes'))}
${block('ask', ask.title, list(ask.points ?? [], 'boxes'))}
${estimate ? block('estimate', estimate.title, list(estimate.points ?? []), 'wide') : ''}
${block('sources', sources.title, list(sources.points ?? [], 'small'), 'sources wide')}
</main>
<section class="paper lines" aria-hidden="true"><h2>${escapeHtml(headings.notes)}</h2>${'<i></i>'.repeat(noteLines(lines))}</section>
<footer>${qrCode(address, headings.reopen)}<div>${paragraph(headings.reopen)}${paragraph(model.until)}</div></footer>`,
    lines <= roomyLines ? 'roomy' : '',
  );
}

/** Written in on paper, so that no name is asked for here. */
function byHand(names: readonly string[]): string {
  const fields = names.map((one) => `<span>${escapeHtml(one)}</span>`).join('');
  return fields === '' ? '' : `<p class="paper by-hand" aria-hidden="true">${fields}</p>`;
}

/** With so many lines a sheet is printed in larger letters and still is one page; a test prints those at the limit. */
const roomyLines = 36;
/** Letters on a line of the page, and of one of its two columns, when they are large. */
const [wide, half] = [50, 23];

/** Lines to write on: as many as there is room for; they are further apart than lines of text. */
const noteLines = (lines: number): number => Math.max(2, Math.min(14, Math.floor((roomyLines - lines) * 0.6) + 2));

/** How many lines a sheet takes in large letters, headings aside. */
function linesOf({ situation, answers, result, estimate, bring, ask, desk: card, sources }: SheetModel): number {
  const lines = (texts: readonly string[], width: number): number =>
    texts.reduce((sum, one) => sum + Math.max(1, Math.ceil(one.length / width)), 0);
  const joined = (section: Section | null): number => (section ? 1 + lines([(section.points ?? []).join('／')], wide) : 0);
  const beside = (one: readonly string[], other: readonly string[]): number => Math.max(lines(one, half), lines(other, half));
  return [
    beside(
      situation,
      answers.map(({ value }) => value),
    ),
    result ? 1 + lines([result.summary], wide) + joined(result.reasons) + joined(result.assumptions) : 0,
    4 + lines([card.text ?? ''], wide) + 2 * card.phones.length + card.links.length,
    beside(bring.points ?? [], ask.points ?? []),
    lines(estimate?.points ?? [], wide),
    lines([(sources.points ?? []).join('／')], wide),
  ].reduce((sum, one) => sum + one, 0);
}

function definitions(answers: SheetModel['answers']): string {
  if (answers.length === 0) return '';
  return `<dl>${answers.map(({ label, value }) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd>`).join('')}</dl>`;
}

function resultOf(result: NonNullable<SheetModel['result']>): string {
  const part = (section: Section | null): string =>
    section && (section.points ?? []).length > 0
      ? `<h3>${escapeHtml(section.title)}</h3>${paragraph((section.points ?? []).join('／'))}`
      : '';
  return paragraph(result.title, 'name') + paragraph(result.summary) + part(result.reasons) + part(result.assumptions);
}
