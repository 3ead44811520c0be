/** Grades what was understood of a test set's rows. Figures only: whoever mends rules or training data must not read the blind sets. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const list = z.array(z.string()).default([]);
const rowSchema = z.object({
  text: z.string(),
  context_question: z.string().nullable().default(null),
  intent_labels: list,
  ok_labels: list,
  one_of_labels: list,
  not_labels: list,
  facts: z.record(z.string(), z.unknown()).default({}),
  facts_must_be_absent: list,
  slice: z.string().default(''),
});
export type Row = z.infer<typeof rowSchema>;

export const readRows = (path: string): Row[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => rowSchema.parse(JSON.parse(line)));

/** What was understood; `facts` is absent from what reads labels only: facts are not graded then. */
export interface Answer {
  labels: readonly string[];
  likely: readonly string[];
  facts?: Readonly<Record<string, unknown>>;
}

export interface Count {
  hit: number;
  missed: number;
  wrong: number;
}
export interface Slice extends Count {
  right: number;
  all: number;
}
export interface Grades {
  labels: ReadonlyMap<string, Count>;
  slices: ReadonlyMap<string, Slice>;
  /** Rows in which nothing is wrong or missing, and all rows. */
  right: number;
  all: number;
  /** Labels wanted that were found or among the likely ones, and all wanted. */
  top3: number;
  wanted: number;
  violations: number;
  facts: number;
  factsRight: number;
  factsWronglyPresent: number;
  /** How often, by slice, fact and outcome. */
  factKinds: ReadonlyMap<string, number>;
}

const beyondTheGraded =
  /^(can_repay|wants_to_continue):|^(wants_new_initiative:unknown|stop|copy|erase|trouble)$|^(yes|no|unsure|go_back|restart|correction|greeting|thanks|chitchat|complaint|fact_only|third_party|out_of_scope)$/;
const spoken: Record<string, string> = { yes: 'yes', no: 'no', unsure: 'unknown' };

export const f1 = ({ hit, missed, wrong }: Count): number => (2 * hit) / Math.max(1, 2 * hit + wrong + missed);

/** Labels with at least two rows that want them. */
export const measuredLabels = ({ labels }: Grades): [string, Count][] =>
  [...labels].filter(([, count]) => count.hit + count.missed >= 2).sort((a, b) => f1(a[1]) - f1(b[1]));

export function macroF1(grades: Grades): number {
  const measured = measuredLabels(grades);
  return measured.reduce((sum, [, count]) => sum + f1(count), 0) / Math.max(1, measured.length);
}

/** Grades rows with their answers, in the same order. */
export function grade(rows: readonly Row[], answers: readonly Answer[]): Grades {
  const labels = new Map<string, Count>();
  const slices = new Map<string, Slice>();
  const factKinds = new Map<string, number>();
  const sums = { right: 0, all: rows.length, top3: 0, wanted: 0, violations: 0, facts: 0, factsRight: 0, factsWronglyPresent: 0 };
  rows.forEach((row, at) => {
    const answer = answers[at] ?? { labels: [], likely: [] };
    const ofLabels = gradeLabels(row, answer, labels);
    const ofFacts = answer.facts ? gradeFacts(row, answer.facts, factKinds) : { all: 0, right: 0, wronglyPresent: 0 };
    const good = ofLabels.good && ofFacts.right === ofFacts.all && ofFacts.wronglyPresent === 0;
    sums.right += good ? 1 : 0;
    sums.top3 += ofLabels.top3;
    sums.wanted += row.intent_labels.length;
    sums.violations += ofLabels.violated ? 1 : 0;
    sums.facts += ofFacts.all;
    sums.factsRight += ofFacts.right;
    sums.factsWronglyPresent += ofFacts.wronglyPresent;
    const slice = entryOf(slices, row.slice, () => ({ right: 0, all: 0, hit: 0, missed: 0, wrong: 0 }));
    slice.all++;
    slice.right += good ? 1 : 0;
    for (const kind of ['hit', 'missed', 'wrong'] as const) slice[kind] += ofLabels[kind];
  });
  return { ...sums, labels, slices, factKinds };
}

interface OfLabels extends Count {
  good: boolean;
  violated: boolean;
  top3: number;
}

function gradeLabels(row: Row, { labels, likely }: Answer, counts: Map<string, Count>): OfLabels {
  const got = new Set(labels);
  const fine = new Set([...row.intent_labels, ...row.ok_labels, ...row.one_of_labels]);
  // 「はい」 to a question and the question's answer are the same
  for (const [label, answer] of Object.entries(row.context_question === null ? {} : spoken)) {
    const answered = `${row.context_question ?? ''}:${answer}`;
    if (got.has(answered)) got.add(label);
    if (fine.has(label)) fine.add(answered);
  }
  const countOf = (label: string): Count => entryOf(counts, label, () => ({ hit: 0, missed: 0, wrong: 0 }));
  const hits = row.intent_labels.filter((label) => got.has(label));
  for (const label of row.intent_labels) countOf(label)[got.has(label) ? 'hit' : 'missed']++;
  const wrong = [...got].filter((label) => !fine.has(label) && !beyondTheGraded.test(label));
  for (const label of wrong) countOf(label).wrong++;
  const violated = row.not_labels.some((label) => got.has(label));
  const oneOf = row.one_of_labels.length === 0 || row.one_of_labels.some((label) => got.has(label));
  const missed = row.intent_labels.length - hits.length;
  return {
    ...{ hit: hits.length, missed, wrong: wrong.length, violated },
    good: missed === 0 && wrong.length === 0 && !violated && oneOf,
    top3: row.intent_labels.filter((label) => got.has(label) || likely.includes(label)).length,
  };
}

interface OfFacts {
  all: number;
  right: number;
  wronglyPresent: number;
}

function gradeFacts(row: Row, got: Readonly<Record<string, unknown>>, kinds: Map<string, number>): OfFacts {
  const wanted = Object.entries(row.facts);
  let right = 0;
  for (const [name, value] of wanted) {
    const ok = same(value, got[name], name);
    if (ok) right++;
    const outcome = ok ? 'right' : got[name] === undefined ? 'missing' : got[name] === null ? 'unresolved' : 'other';
    const kind = `${row.slice} ${name} ${outcome}`;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  const wronglyPresent = row.facts_must_be_absent.filter((name) => got[name] !== undefined && got[name] !== null).length;
  return { all: wanted.length, right, wronglyPresent };
}

const sorted = (all: readonly unknown[]): string => all.map(String).sort().join();

function same(wanted: unknown, got: unknown, name: string): boolean {
  if (wanted === null) return got === null || got === undefined;
  if (name === 'business_age_years') return typeof got === 'number' && Math.abs(got - Number(wanted)) <= 1;
  if (Array.isArray(wanted)) return Array.isArray(got) && sorted(wanted) === sorted(got);
  return wanted === got;
}

function entryOf<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const there = map.get(key);
  if (there !== undefined) return there;
  const made = make();
  map.set(key, made);
  return made;
}
