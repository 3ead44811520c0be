/** The 相談シート as one page. */
import type { Section, SheetModel } from '../../src/channel.ts';
import { block, desk, escapeHtml, list, page, paragraph } from './paper.ts';
import { qrCode } from './qr.ts';

/** The page; `address` is where it is opened again. */
export function sheetPage(model: SheetModel, address: string): string {
  const { headings, result, estimate, bring, ask, sources } = model;
  return page(
    model.title,
    `<header><h1>${escapeHtml(model.title)}</h1>${paragraph(model.date)}${paragraph(model.note, 'note')}</header>
<main>
${result ? '' : desk(model.desk)}
${block('situation', headings.situation, list(model.situation), model.answers.length === 0 ? 'wide' : '')}
${block('answers', headings.answers, definitions(model.answers))}
${result ? block('result', headings.result, resultOf(result), 'wide') : ''}
${result ? desk(model.desk) : ''}
${block('bring', bring.title, list(bring.points ?? [], 'boxes'))}
${block('ask', ask.title, list(ask.points ?? [], 'boxes'))}
${estimate ? block('estimate', estimate.title, list(estimate.points ?? [])) : ''}
${block('sources', sources.title, list(sources.points ?? [], 'small'), 'sources wide')}
<section class="lines wide" aria-hidden="true"><h2>${escapeHtml(headings.notes)}</h2><i></i><i></i></section>
</main>
<footer>${qrCode(address, headings.reopen)}<div>${paragraph(headings.reopen)}${paragraph(model.until)}</div></footer>`,
  );
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
