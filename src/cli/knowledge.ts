/** `npm run knowledge -- check | show ID [--on DAY] | diff DAY DAY | sources ID | unanswered | readme` */
import { z } from 'zod';
import { rowOn } from '../../knowledge/dated.ts';
import { factOn, loadKnowledge, type Day, type Desk, type Fact, type Knowledge } from '../../knowledge/index.ts';
import { today } from '../clock.ts';
import { readEnvironment } from '../config.ts';
import { formatValue, quote, quoting, sourceLines } from '../conversation/quote.ts';
import { openStore } from '../store/open.ts';
import type { Store } from '../store/store.ts';
import { prefectureNames } from '../understanding/facts/places.ts';
import { checkKnowledge, datedLists } from './knowledge_check.ts';
import { readmeFile, writeKnowledgeReadme } from './knowledge_readme.ts';

const usage = 'Usage: npm run knowledge -- check | show ID [--on DAY] | diff DAY DAY | sources ID | unanswered | readme';
const daySchema = z.iso.date();

/** A day as written, or today. @throws on anything else */
function dayOf(written: string | undefined, otherwise: Day): Day {
  if (written === undefined) return otherwise;
  const day = daySchema.safeParse(written);
  if (!day.success) throw new Error(`"${written}" is not a day. Write it as 2026-11-21.`);
  return day.data;
}

/** Runs a command that needs no store; `failed` when the check found errors. @throws with one sentence on a wrong use */
export function knowledgeCommand(knowledge: Knowledge, args: readonly string[], now: Day): { text: string; failed?: true } {
  const [command, id] = args;
  switch (command) {
    case 'check':
      return check(knowledge, now);
    case 'show':
      if (id === undefined) throw new Error(usage);
      return { text: show(knowledge, id, dayOf(args[args.indexOf('--on') + 1 || args.length], now)) };
    case 'diff':
      if (args.length !== 3) throw new Error(usage);
      return { text: diff(knowledge, dayOf(id, now), dayOf(args[2], now)) };
    case 'sources':
      if (id === undefined) throw new Error(usage);
      return { text: restingOn(knowledge, id) };
    default:
      throw new Error(usage);
  }
}

function check(knowledge: Knowledge, now: Day): { text: string; failed?: true } {
  const { errors, warnings } = checkKnowledge(knowledge, now, prefectureNames);
  const lines = [...errors.map((one) => `error: ${one}`), ...warnings.map((one) => `warning: ${one}`)];
  const counts = `${String(errors.length)} errors, ${String(warnings.length)} warnings on ${now}.`;
  return { text: [...lines, counts].join('\n'), ...(errors.length > 0 ? { failed: true } : {}) };
}

/** A fact, desk, programme or faq entry on a day. @throws when nothing has the id */
function show(knowledge: Knowledge, id: string, day: Day): string {
  const fact = knowledge.facts.get(id);
  if (fact) return showFact(fact, knowledge, day);
  const desk = knowledge.desks.find((one) => one.id === id);
  if (desk) return showDesk(desk, day);
  const on = quoting(knowledge, day);
  const entry = knowledge.faq.find((one) => one.id === id);
  const dated = entry?.on.find((one) => (one.from ?? '') <= day && day <= (one.to ?? '9999'));
  if (entry)
    return [
      `faq ${id} on ${day}`,
      ...entry.asks.map((ask) => `・${ask}`),
      quote(dated?.answer ?? entry.answer, on).trim(),
      ...sourceLines(on, entry.source),
    ].join('\n');
  const programme = knowledge.programmes.get(id);
  if (!programme) throw new Error(`Nothing has the id "${id}". Ids stand in knowledge/facts, contacts, programmes and faq.`);
  const texts = [
    programme.summary,
    programme.cost ?? '',
    ...programme.bring,
    ...programme.steps.map((step) => `${step.who}：${step.what}`),
    ...programme.caveats,
  ];
  return [
    `programme ${id} on ${day}`,
    programme.name,
    ...texts.filter((text) => text !== '').map((text) => quote(text, on)),
    ...sourceLines(on, programme.source),
  ].join('\n');
}

function showFact(fact: Fact, knowledge: Knowledge, day: Day): string {
  const found = factOn(knowledge, fact.id, day);
  const rows = fact.values.map((row) => {
    const period = `${row.from} to ${row.to ?? 'now'}${row.seen.length > 0 ? `, seen ${row.seen.join(', ')}` : ''}`;
    return `${row === found?.row ? '→' : ' '} ${formatValue(row.value, fact.unit)}（${period}; ${row.source}, ${row.place}）`;
  });
  const gaps = fact.gaps.map((gap) => `  gap ${gap.from} to ${gap.to}: ${gap.why}`);
  return [
    `fact ${fact.id}: ${fact.name}`,
    `on ${day}: ${found?.standing ?? 'nothing known'}`,
    ...rows,
    ...gaps,
    `checked ${fact.checked.on}, again ${fact.checked.recheck}`,
    ...(fact.note ? [fact.note] : []),
  ].join('\n');
}

function showDesk(desk: Desk, day: Day): string {
  const on = (rows: Desk['names'] | Desk['hosts'] | Desk['addresses']): string => rowOn(rows, day)?.row.value ?? '—';
  const lines = [...Map.groupBy(desk.phones, (phone) => phone.line ?? '')].flatMap(([line, rows]) => {
    const row = rowOn(rows, day)?.row;
    return row
      ? [`${line || 'phone'}: ${row.value} (${row.state}; ${row.source}${row.seen.length > 0 ? `, seen ${row.seen.join(', ')}` : ''})`]
      : [];
  });
  return [
    `desk ${desk.id} on ${day}: ${on(desk.names)}`,
    `host: ${on(desk.hosts)}`,
    ...lines,
    `address: ${on(desk.addresses)}`,
    ...(desk.url ? [desk.url] : []),
    `checked ${desk.checked.on}, again ${desk.checked.recheck}`,
  ].join('\n');
}

/** Every fact, name, host and number that is another on the second day, and those whose period is over by then. */
export function differences(knowledge: Knowledge, one: Day, other: Day): { what: string; before: string; after: string }[] {
  return datedLists(knowledge).flatMap(({ what, rows }) => {
    const unit = knowledge.facts.get(what.replace('fact ', ''))?.unit ?? 'text';
    const said = (day: Day): string => {
      const found = rowOn(rows, day);
      if (!found || found.standing === 'not_yet') return 'not known';
      return `${formatValue(found.row.value as string, unit)}${found.standing === 'ended' ? ' (ended)' : ''}`;
    };
    return said(one) === said(other) ? [] : [{ what, before: said(one), after: said(other) }];
  });
}

function diff(knowledge: Knowledge, one: Day, other: Day): string {
  const found = differences(knowledge, one, other);
  return [
    ...found.map(({ what, before, after }) => `${what}: ${before} → ${after}`),
    `${String(found.length)} differ between ${one} and ${other}.`,
  ].join('\n');
}

/** What rests on a source. @throws when there is no such source */
function restingOn(knowledge: Knowledge, id: string): string {
  const source = knowledge.sources.get(id);
  if (!source) throw new Error(`No source "${id}". The ids stand in knowledge/sources.yaml.`);
  const found = [
    ...datedLists(knowledge).flatMap(({ what, rows }) =>
      rows.filter((row) => row.source === id).map((row) => `${what}: ${'place' in row ? String(row.place) : ''}`),
    ),
    ...knowledge.desks.filter((desk) => desk.addresses.some((row) => row.source === id)).map((desk) => `desk ${desk.id}: address`),
    ...knowledge.faq.filter((entry) => entry.source.includes(id)).map((entry) => `faq ${entry.id}`),
    ...[...knowledge.programmes.values()].filter((one) => one.source.includes(id)).map((one) => `programme ${one.id}`),
    ...knowledge.glossary.filter((entry) => entry.source.includes(id)).map((entry) => `term ${entry.term}`),
  ];
  return [`${source.publisher}「${source.title}」（${source.date}）`, ...found, `${String(found.length)} rest on it.`].join('\n');
}

/** Questions without an answer, by topic: counts, never words. */
export async function unanswered(store: Store): Promise<string> {
  const counts = new Map<string, number>();
  for (const { topics, count } of await store.unanswered())
    for (const topic of topics === '' ? ['(not understood)'] : topics.split(',')) counts.set(topic, (counts.get(topic) ?? 0) + count);
  const lines = [...counts].sort((a, b) => b[1] - a[1]).map(([topic, count]) => `${String(count)}\t${topic}`);
  return lines.join('\n') || 'Every question had its answer.';
}

async function run(args: readonly string[]): Promise<void> {
  if (args[0] === 'unanswered') {
    const store = await openStore(readEnvironment());
    try {
      process.stdout.write(`${await unanswered(store)}\n`);
    } finally {
      await store.close();
    }
  } else if (args[0] === 'readme') {
    writeKnowledgeReadme();
    process.stdout.write(`${readmeFile} is written.\n`);
  } else {
    const { text, failed } = knowledgeCommand(loadKnowledge(), args, today(readEnvironment().TODAY));
    process.stdout.write(`${text}\n`);
    if (failed) process.exitCode = 1;
  }
}

if (import.meta.main) {
  try {
    await run(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
