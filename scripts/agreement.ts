/**
 * How far two annotators of the blind sets agree: `npx node scripts/agreement.ts`. Prints figures only, never rows.
 * A row counts as agreed when each one's labels lie within what the other allows (intent, ok and one-of labels).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const list = z.array(z.string()).default([]);
const firstSchema = z.object({
  id: z.string(),
  context_question: z.string().nullable().default(null),
  intent_labels: list,
  ok_labels: list,
  one_of_labels: list,
});
const secondSchema = z.object({ id: z.string(), labels: list, may: list });

const folder = join(import.meta.dirname, '../tests/blind');
const linesOf = (name: string): unknown[] =>
  readFileSync(join(folder, name), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): unknown => JSON.parse(line));

const spoken: Readonly<Record<string, string>> = { yes: 'yes', no: 'no', unknown: 'unsure' };
/** `<open question>:<answer>` and the spoken answer are equal. */
const plain = (label: string, asked: string | null): string =>
  asked !== null && label.startsWith(`${asked}:`) ? (spoken[label.slice(asked.length + 1)] ?? label) : label;

interface Pair {
  must: [ReadonlySet<string>, ReadonlySet<string>];
  allowed: [ReadonlySet<string>, ReadonlySet<string>];
}

function pairs(set: string): Pair[] {
  const second = new Map(
    linesOf('second_annotator.jsonl')
      .map((line) => secondSchema.parse(line))
      .map((row) => [row.id, row]),
  );
  return linesOf(`${set}.jsonl`)
    .map((line) => firstSchema.parse(line))
    .flatMap((one) => {
      const other = second.get(`${set}:${one.id}`);
      if (!other) return [];
      const read = (labels: readonly string[]): Set<string> => new Set(labels.map((label) => plain(label, one.context_question)));
      const ones = read([...one.intent_labels, ...one.ok_labels, ...one.one_of_labels]);
      return [{ must: [read(one.intent_labels), read(other.labels)], allowed: [ones, read([...other.labels, ...other.may])] }];
    });
}

const within = (labels: ReadonlySet<string>, allowed: ReadonlySet<string>): boolean => [...labels].every((label) => allowed.has(label));

/** Cohen's kappa over all decisions of row × label. */
function kappa(rows: readonly Pair[]): number {
  const labels = new Set(rows.flatMap(({ must }) => [...must[0], ...must[1]]));
  let both = 0;
  let first = 0;
  let second = 0;
  for (const { must } of rows)
    for (const label of labels) {
      if (must[0].has(label)) first++;
      if (must[1].has(label)) second++;
      if (must[0].has(label) && must[1].has(label)) both++;
    }
  const all = rows.length * labels.size;
  const observed = (all - first - second + 2 * both) / all;
  const expected = (first * second + (all - first) * (all - second)) / all ** 2;
  return (observed - expected) / (1 - expected);
}

for (const set of ['utterances', 'narratives']) {
  const rows = pairs(set);
  const exact = rows.filter(({ must }) => must[0].size === must[1].size && within(must[0], must[1])).length;
  const agreed = rows.filter(({ must, allowed }) => within(must[0], allowed[1]) && within(must[1], allowed[0])).length;
  const share = (count: number): string => (count / Math.max(1, rows.length)).toFixed(3);
  console.log(
    `${set}: ${String(rows.length)} rows, same labels ${share(exact)}, within what the other allows ${share(agreed)}, kappa ${kappa(rows).toFixed(3)}`,
  );
}
