/** The knowledge: read from YAML once, validated, frozen. Everything the bot states comes through here. */
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { rowOn, type Day, type Standing } from './dated.ts';
import {
  deskKindSchema,
  deskSchema,
  factSchema,
  faqSchema,
  glossarySchema,
  programmeSchema,
  sourceSchema,
  synonymsSchema,
  type Desk,
  type DeskKind,
  type Fact,
  type FactValue,
  type FaqEntry,
  type GlossaryEntry,
  type Programme,
  type Source,
  type Synonyms,
} from './schema.ts';

export type { Day, Standing } from './dated.ts';
export type { Desk, DeskKind, Fact, FactValue, FaqEntry, GlossaryEntry, Programme, Source, Synonyms } from './schema.ts';

const folder = import.meta.dirname;

/** One value of a fact on a day. */
export interface FactOn {
  fact: Fact;
  row: FactValue;
  standing: Standing;
}

export interface Knowledge {
  sources: ReadonlyMap<string, Source>;
  facts: ReadonlyMap<string, Fact>;
  programmes: ReadonlyMap<string, Programme>;
  desks: readonly Desk[];
  deskKinds: readonly DeskKind[];
  faq: readonly FaqEntry[];
  glossary: readonly GlossaryEntry[];
  synonyms: Synonyms;
}

/** The value of a fact on a day, or undefined when no source says anything; an unknown id throws. */
export function factOn(knowledge: Knowledge, id: string, day: Day): FactOn | undefined {
  const fact = knowledge.facts.get(id);
  if (!fact) throw new Error(`No fact "${id}". Add it to knowledge/facts/.`);
  const found = rowOn(fact.values, day);
  return found && { fact, row: found.row, standing: found.standing };
}

/** Desks of a kind, those in or answering for a prefecture when one is given. */
export function desksFor(knowledge: Knowledge, kind: string, prefecture?: string): Desk[] {
  return knowledge.desks.filter(
    (desk) => desk.kind === kind && (prefecture === undefined || desk.prefecture === prefecture || desk.covers.includes(prefecture)),
  );
}

/** The kind of desk a text names, by the longest of its names found; undefined when none is. `topics`: what is spoken of. */
export function deskKindNamed(knowledge: Knowledge, text: string, topics: readonly string[] = []): DeskKind | undefined {
  let best: { kind: DeskKind; length: number } | undefined;
  for (const kind of knowledge.deskKinds) {
    const inTopic = kind.called_in?.topics.some((topic) => topics.includes(topic)) ? kind.called_in.called : [];
    for (const name of [...kind.called, ...inTopic])
      if (text.includes(name) && name.length > (best?.length ?? 0)) best = { kind, length: name.length };
  }
  return best?.kind;
}

/** Text without what may stand between the words of a desk's name. */
const joined = (text: string): string => text.replaceAll(/[\s・]|の(?=[^の])/g, '');

/**
 * The desks a text names itself (関東経済産業局, 中小機構 近畿本部, 法テラス), by the longest of the names they ever had and the
 * ways they are called; several when they share it. Spaces and の between words do not count.
 */
export function desksNamed(knowledge: Knowledge, text: string): Desk[] {
  const plain = joined(text);
  let best: { desks: Desk[]; length: number } = { desks: [], length: 1 };
  for (const desk of knowledge.desks) {
    const length = Math.max(0, ...namesOf(desk).map((name) => (plain.includes(name) ? name.length : 0)));
    if (length > best.length) best = { desks: [desk], length };
    else if (length === best.length && length > 1) best.desks.push(desk);
  }
  return best.desks;
}

const names = new WeakMap<Desk, readonly string[]>();

/** A desk's names as `joined`: whole, and their first word where it is long enough to be no kind of its own. */
function namesOf(desk: Desk): readonly string[] {
  const known = names.get(desk);
  if (known) return known;
  const own = desk.names.flatMap(({ value }) => {
    const [first = '', second = ''] = value.split(' ');
    return [joined(first + second), ...(first.length > 4 || second === '' ? [joined(first)] : [])];
  });
  const all = [...own.filter((name) => name.length > 3), ...desk.called.map(joined)];
  names.set(desk, all);
  return all;
}

let loaded: Knowledge | undefined;

/** Reads and checks all files; later calls return the same frozen object. Throws with file, entry and reason. */
export function loadKnowledge(): Knowledge {
  loaded ??= freeze({
    sources: byId(readAll('sources.yaml', sourceSchema)),
    facts: byId(readAll('facts', factSchema)),
    programmes: byId(readAll('programmes', programmeSchema)),
    desks: readAll('contacts', deskSchema),
    deskKinds: readAll('desk_kinds.yaml', deskKindSchema),
    faq: readAll('faq', faqSchema),
    glossary: readAll('glossary.yaml', glossarySchema),
    synonyms: readOne('language/synonyms.yaml', synonymsSchema),
  });
  return loaded;
}

/** Reads a file or every YAML file of a folder; each file holds a list of entries. */
function readAll<T>(path: string, schema: z.ZodType<T>): T[] {
  const full = join(folder, path);
  const files = path.endsWith('.yaml') ? [full] : listYaml(full);
  return files.flatMap((file) => {
    const name = `knowledge/${relative(folder, file)}`;
    const entries: unknown = parse(readFileSync(file, 'utf8'));
    if (!Array.isArray(entries)) throw new Error(`${name}: expected a list of entries.`);
    return entries.map((entry: unknown, index) => {
      const result = schema.safeParse(entry);
      if (result.success) return result.data;
      const which = z.looseObject({ id: z.string() }).safeParse(entry).data?.id ?? `entry ${String(index + 1)}`;
      throw new Error(`${name}: ${which}: ${z.prettifyError(result.error)}`);
    });
  });
}

/** Reads a file that holds one object. */
function readOne<T>(path: string, schema: z.ZodType<T>): T {
  const result = schema.safeParse(parse(readFileSync(join(folder, path), 'utf8')));
  if (!result.success) throw new Error(`knowledge/${path}: ${z.prettifyError(result.error)}`);
  return result.data;
}

function listYaml(path: string): string[] {
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function byId<T extends { id: string }>(entries: T[]): Map<string, T> {
  const map = new Map<string, T>();
  for (const entry of entries) {
    if (map.has(entry.id)) throw new Error(`Two entries have the id "${entry.id}". Ids are unique.`);
    map.set(entry.id, entry);
  }
  return map;
}

function freeze<T>(value: T): T {
  if (value instanceof Map) for (const item of value.values()) freeze(item);
  else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) freeze(item);
    Object.freeze(value);
  }
  return value;
}
