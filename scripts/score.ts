/**
 * Scores understanding on a test set: `npm run score -- tests/blind/utterances.jsonl [--labels] [--slices] [--facts]`.
 * Prints figures only, never rows: whoever mends rules or training data must not read the blind sets.
 */
import { loadUnderstanding, understand } from '../src/understanding/index.ts';
import { f1, grade, macroF1, measuredLabels, readRows } from './grading.ts';

const path = process.argv[2] ?? 'tests/blind/utterances.jsonl';
await loadUnderstanding();
const rows = readRows(path);
const times: number[] = [];
const answers = rows.map((row) => {
  const started = performance.now();
  const { labels, facts, likely } = understand(row.text, row.context_question, '2026-11-21');
  times.push(performance.now() - started);
  return { labels, likely, facts: { ...facts } };
});
const grades = grade(rows, answers);
if (process.argv.includes('--labels'))
  for (const [label, count] of measuredLabels(grades)) console.log(f1(count).toFixed(2), label, JSON.stringify(count));
if (process.argv.includes('--slices'))
  for (const [slice, one] of grades.slices)
    console.log(slice, `exact ${(one.right / one.all).toFixed(3)} of ${String(one.all)}`, `micro-F1 ${f1(one).toFixed(3)}`);
if (process.argv.includes('--facts')) for (const [kind, count] of [...grades.factKinds].sort()) console.log(kind, count);
times.sort((a, b) => a - b);
const at = (share: number): string => (times[Math.floor(times.length * share)] ?? 0).toFixed(1);
const share = (some: number, all: number): string => (some / Math.max(1, all)).toFixed(3);
console.log(
  `${path}: ${String(grades.all)} rows, exact ${share(grades.right, grades.all)}, macro-F1 ${macroF1(grades).toFixed(3)}, top-3 ${share(grades.top3, grades.wanted)}, ` +
    `not-violations ${String(grades.violations)}, facts ${String(grades.factsRight)}/${String(grades.facts)}, wrongly present ${String(grades.factsWronglyPresent)}, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`,
);
