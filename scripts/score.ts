/**
 * Scores understanding on a test set: `npm run score -- tests/blind/utterances.jsonl [--labels] [--slices]`.
 * Prints figures only, never rows: whoever mends rules or training data must not read the blind sets.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { loadUnderstanding, understand } from '../src/understanding/index.ts';

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
type Row = z.infer<typeof rowSchema>;

const beyondTheGraded =
  /^(can_repay|wants_to_continue):|^(wants_new_initiative:unknown|stop|copy|erase|trouble)$|^(yes|no|unsure|go_back|restart|correction|greeting|thanks|chitchat|complaint|fact_only|third_party|out_of_scope)$/;
const spoken: Record<string, string> = { yes: 'yes', no: 'no', unsure: 'unknown' };

interface Count {
  hit: number;
  missed: number;
  wrong: number;
}
const counts = new Map<string, Count>();
const slices = new Map<string, { right: number; all: number; hit: number; wrong: number; missed: number }>();
let right = 0;
let violations = 0;
let facts = 0;
let factsRight = 0;
let absentWrong = 0;
let top3 = 0;
let asked3 = 0;
const times: number[] = [];
/** By slice, fact and outcome. */
const factKinds = new Map<string, number>();

const countOf = (label: string): Count =>
  counts.get(label) ?? counts.set(label, { hit: 0, missed: 0, wrong: 0 }).get(label) ?? { hit: 0, missed: 0, wrong: 0 };

function found(row: Row): { got: Set<string>; facts: Record<string, unknown>; likely: string[] } {
  const started = performance.now();
  const { labels, facts: extracted, likely } = understand(row.text, row.context_question, '2026-11-21');
  times.push(performance.now() - started);
  const got = new Set(labels);
  if (row.context_question !== null)
    for (const [label, answer] of Object.entries(spoken)) if (got.has(`${row.context_question}:${answer}`)) got.add(label);
  return { got, facts: { ...extracted }, likely };
}

const sorted = (list: readonly unknown[]): string => list.map(String).sort().join();

function same(wanted: unknown, got: unknown, name: string): boolean {
  if (wanted === null) return got === null || got === undefined;
  if (name === 'business_age_years') return typeof got === 'number' && Math.abs(got - Number(wanted)) <= 1;
  if (Array.isArray(wanted)) return Array.isArray(got) && sorted(wanted) === sorted(got);
  return wanted === got;
}

function score(row: Row): void {
  const { got, facts: extracted, likely } = found(row);
  const fine = new Set([...row.intent_labels, ...row.ok_labels, ...row.one_of_labels]);
  if (row.context_question !== null)
    for (const [label, answer] of Object.entries(spoken)) if (fine.has(label)) fine.add(`${row.context_question}:${answer}`);
  let good = true;
  let hit = 0;
  let wrong = 0;
  for (const label of row.intent_labels) {
    if (got.has(label)) hit++;
    else good = false;
    countOf(label)[got.has(label) ? 'hit' : 'missed']++;
    asked3++;
    if (got.has(label) || likely.includes(label)) top3++;
  }
  if (row.one_of_labels.length > 0 && !row.one_of_labels.some((label) => got.has(label))) good = false;
  for (const label of got) {
    if (fine.has(label) || beyondTheGraded.test(label)) continue;
    countOf(label).wrong++;
    wrong++;
    good = false;
  }
  if (row.not_labels.some((label) => got.has(label))) {
    violations++;
    good = false;
  }
  for (const [name, wanted] of Object.entries(row.facts)) {
    facts++;
    const ok = same(wanted, extracted[name], name);
    const kind = `${row.slice} ${name} ${ok ? 'right' : extracted[name] === undefined ? 'missing' : extracted[name] === null ? 'unresolved' : 'other'}`;
    factKinds.set(kind, (factKinds.get(kind) ?? 0) + 1);
    if (ok) factsRight++;
    else good = false;
  }
  for (const name of row.facts_must_be_absent) {
    if (extracted[name] !== undefined && extracted[name] !== null) {
      absentWrong++;
      good = false;
    }
  }
  if (good) right++;
  const slice = slices.get(row.slice) ?? { right: 0, all: 0, hit: 0, wrong: 0, missed: 0 };
  slice.all++;
  if (good) slice.right++;
  slice.hit += hit;
  slice.wrong += wrong;
  slice.missed += row.intent_labels.length - hit;
  slices.set(row.slice, slice);
}

const f1 = ({ hit, missed, wrong }: Count): number => (2 * hit) / Math.max(1, 2 * hit + wrong + missed);

const path = process.argv[2] ?? 'tests/blind/utterances.jsonl';
await loadUnderstanding();
const rows = readFileSync(path, 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => rowSchema.parse(JSON.parse(line)));
rows.forEach(score);
const measured = [...counts].filter(([, count]) => count.hit + count.missed >= 2);
if (process.argv.includes('--labels'))
  for (const [label, count] of measured.sort((a, b) => f1(a[1]) - f1(b[1])))
    console.log(f1(count).toFixed(2), label, JSON.stringify(count));
if (process.argv.includes('--slices'))
  for (const [slice, one] of slices)
    console.log(slice, `exact ${(one.right / one.all).toFixed(3)} of ${String(one.all)}`, `micro-F1 ${f1(one).toFixed(3)}`);
if (process.argv.includes('--facts')) for (const [kind, count] of [...factKinds].sort()) console.log(kind, count);
const macro = measured.reduce((sum, [, count]) => sum + f1(count), 0) / Math.max(1, measured.length);
times.sort((a, b) => a - b);
const at = (share: number): string => (times[Math.floor(times.length * share)] ?? 0).toFixed(1);
console.log(
  `${path}: ${String(rows.length)} rows, exact ${(right / rows.length).toFixed(3)}, macro-F1 ${macro.toFixed(3)}, top-3 ${(top3 / Math.max(1, asked3)).toFixed(3)}, ` +
    `not-violations ${String(violations)}, facts ${String(factsRight)}/${String(facts)}, wrongly present ${String(absentWrong)}, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`,
);
