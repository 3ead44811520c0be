/** `npm run knowledge -- check`: what is wrong with the knowledge (errors) and what somebody should look at (warnings). */
import { rowOn, type Dated } from '../../knowledge/dated.ts';
import { desksFor, type Day, type Knowledge } from '../../knowledge/index.ts';

export interface Findings {
  errors: string[];
  warnings: string[];
}

type Row = Dated & { source: string; value: unknown };
interface Rows {
  what: string;
  rows: readonly Row[];
}

/** Lists of which one row holds on a day: facts, and the names, hosts and each line of a desk. */
export function datedLists(knowledge: Knowledge): Rows[] {
  const lines = (desk: Knowledge['desks'][number]): Rows[] =>
    [...Map.groupBy(desk.phones, (phone) => phone.line ?? '')].map(([line, rows]) => ({
      what: `desk ${desk.id}: phone ${line}`.trimEnd(),
      rows,
    }));
  return [
    ...[...knowledge.facts.values()].map((fact) => ({ what: `fact ${fact.id}`, rows: fact.values })),
    ...knowledge.desks.flatMap((desk) => [
      { what: `desk ${desk.id}: name`, rows: desk.names },
      { what: `desk ${desk.id}: host`, rows: desk.hosts },
      ...lines(desk),
    ]),
  ];
}

/** All findings for a day; errors make the check fail. */
export function checkKnowledge(knowledge: Knowledge, today: Day, prefectures: readonly string[]): Findings {
  const lists = datedLists(knowledge);
  return {
    errors: [
      ...lists.flatMap(overlaps),
      ...undeclaredGaps(knowledge),
      ...unsourced(knowledge, lists),
      ...missingPrefectures(knowledge, prefectures),
    ],
    warnings: [...overdue(knowledge, today), ...unsaid(lists, today)],
  };
}

const endOfDays = '9999-12-31';
const spanOf = (row: Dated): [string, string] | undefined =>
  row.from === 'unknown' || row.to === 'unknown' ? undefined : [row.from, row.to ?? endOfDays];
const nextDay = (day: Day): Day => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

function overlaps({ what, rows }: Rows): string[] {
  const spans = rows.map(spanOf).filter((span) => span !== undefined);
  return spans.flatMap(([from, to], index) =>
    spans
      .slice(index + 1)
      .filter(([other, otherTo]) => from <= otherTo && other <= to)
      .map(([other]) => `${what}: two values hold on ${other > from ? other : from}. End the older one the day before.`),
  );
}

function undeclaredGaps(knowledge: Knowledge): string[] {
  return [...knowledge.facts.values()].flatMap((fact) => {
    const spans = fact.values
      .map(spanOf)
      .filter((span) => span !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
    return spans.flatMap(([, to], index) => {
      const next = spans[index + 1]?.[0];
      if (next === undefined || nextDay(to) >= next) return [];
      const declared = fact.gaps.some((gap) => gap.from === nextDay(to) && nextDay(gap.to) === next);
      return declared
        ? []
        : [`fact ${fact.id}: nothing is known from ${nextDay(to)} to the day before ${next}. Declare the gap with its reason.`];
    });
  });
}

function unsourced(knowledge: Knowledge, lists: readonly Rows[]): string[] {
  const named: [string, readonly string[]][] = [
    ...lists.map(({ what, rows }): [string, string[]] => [what, rows.map((row) => row.source)]),
    ...knowledge.desks.map((desk): [string, string[]] => [`desk ${desk.id}: address`, desk.addresses.map((row) => row.source)]),
    ...knowledge.faq.map((entry): [string, readonly string[]] => [`faq ${entry.id}`, entry.source]),
    ...[...knowledge.programmes.values()].map((one): [string, readonly string[]] => [`programme ${one.id}`, one.source]),
    ...knowledge.glossary.map((entry): [string, readonly string[]] => [`term ${entry.term}`, entry.source]),
  ];
  return named.flatMap(([what, sources]) =>
    sources
      .filter((source) => !knowledge.sources.has(source))
      .map((source) => `${what}: no source "${source}". Add it to knowledge/sources.yaml.`),
  );
}

/** Kinds of which every prefecture has its desk. */
const everywhere = ['kasseika_kyogikai', 'keiei_kakushin', 'shien_center', 'yorozu', 'shinyo_hosho', 'meti_regional'];

function missingPrefectures(knowledge: Knowledge, prefectures: readonly string[]): string[] {
  return everywhere.flatMap((kind) =>
    prefectures
      .filter((name) => desksFor(knowledge, kind, name).length === 0)
      .map((name) => `desks ${kind}: none for ${name}. Add it to knowledge/contacts/.`),
  );
}

function overdue(knowledge: Knowledge, today: Day): string[] {
  const entries = [
    ...[...knowledge.facts.values()].map((fact) => ({ what: `fact ${fact.id}`, fact })),
    ...knowledge.desks.map((desk) => ({ what: `desk ${desk.id}`, fact: desk })),
  ];
  return entries
    .filter(({ fact }) => fact.checked.recheck <= today)
    .map(({ what, fact }) => `${what}: to be checked again since ${fact.checked.recheck} (last on ${fact.checked.on}).`);
}

/** A period that ended with nothing after it: still true to say, but somebody should look for what came next. */
function unsaid(lists: readonly Rows[], today: Day): string[] {
  return lists.flatMap(({ what, rows }) => {
    const found = rowOn(rows, today);
    return found?.standing === 'ended' ? [`${what}: its last period ended on ${found.row.to ?? ''}; nothing known follows.`] : [];
  });
}
