/** knowledge/README.md: what is in force, from which source, and when to look again. Written for the newest day anything was checked on, so that it stays the same from day to day. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rowOn } from '../../knowledge/dated.ts';
import { factOn, loadKnowledge, type Day, type Knowledge, type Source } from '../../knowledge/index.ts';
import { formatValue } from '../conversation/quote.ts';

export const readmeFile = join(import.meta.dirname, '../../knowledge/README.md');
const folders = [
  ['facts/', 'figures, names, periods: one fact, all values it ever had'],
  ['programmes/', 'what each route is, costs, needs, and how it stands to its neighbours'],
  ['faq/', 'what people ask, and the answer'],
  ['contacts/', 'desks: names, numbers, addresses, by period'],
  ['cases/', 'what others did'],
  ['language/', 'what people say: training utterances, synonyms, places, industries'],
  ['rules/', 'calculations the law or a document defines'],
] as const;

/** The newest day any entry was checked on. */
export const newestCheck = (knowledge: Knowledge): Day =>
  [...knowledge.facts.values(), ...knowledge.desks].map(({ checked }) => checked.on).reduce((a, b) => (a > b ? a : b));

/** The page, whole. */
export function knowledgeReadme(knowledge: Knowledge = loadKnowledge()): string {
  const day = newestCheck(knowledge);
  return [
    '# Knowledge',
    '',
    '<!-- Generated from knowledge/ by src/cli/knowledge_readme.ts (`npm run accept` or `npm run knowledge -- readme`). Do not edit. -->',
    '',
    `What is in force on ${day}, the newest day anything here was checked on. Another day: \`npm run knowledge -- show ID --on DAY\`.`,
    'A value marked ○ has a known beginning; the others are the newest that a source shows. Figures stand in `facts/` only; texts quote them.',
    '',
    '| folder | what |',
    '|---|---|',
    ...folders.map(([name, what]) => `| \`${name}\` | ${what} |`),
    '',
    '## Facts',
    '',
    '| id | what | in force | source | check again |',
    '|---|---|---|---|---|',
    ...[...knowledge.facts.keys()].toSorted().map((id) => factLine(id, knowledge, day)),
    '',
    '## Desks',
    '',
    '| kind | desks | with a confirmed number | check again |',
    '|---|---|---|---|',
    ...deskLines(knowledge, day),
    '',
  ].join('\n');
}

const cell = (text: string): string => text.replaceAll('|', '｜').replaceAll('\n', ' ');
const sourceText = (source: Source | undefined): string => (source ? `${source.id}, ${source.date}` : '');

function factLine(id: string, knowledge: Knowledge, day: Day): string {
  const found = factOn(knowledge, id, day);
  const fact = knowledge.facts.get(id);
  if (!found || !fact) return `| ${id} | | unknown | | |`;
  const value = formatValue(found.row.value, fact.unit);
  const said = {
    in_force: `○ ${value}`,
    last_seen: value,
    ended: `（${found.row.to ?? ''}まで：${value}）`,
    not_yet: `（${found.row.from}から：${value}）`,
  };
  return `| ${id} | ${cell(fact.name)} | ${cell(said[found.standing])} | ${sourceText(knowledge.sources.get(found.row.source))} | ${fact.checked.recheck} |`;
}

function deskLines(knowledge: Knowledge, day: Day): string[] {
  return [...Map.groupBy(knowledge.desks, (desk) => desk.kind)].map(([kind, desks]) => {
    const confirmed = desks.filter((desk) => rowOn(desk.phones, day)?.row.state === 'confirmed').length;
    const recheck = desks.map((desk) => desk.checked.recheck).reduce((a, b) => (a < b ? a : b));
    return `| ${kind} | ${String(desks.length)} | ${String(confirmed)} | ${recheck} |`;
  });
}

export const writeKnowledgeReadme = (): void => {
  writeFileSync(readmeFile, knowledgeReadme());
};
