/**
 * Asks questions and counts right answers: `npx node scripts/score_questions.ts [--topics] [--wrong] [file]`; the file is
 * tests/blind/questions.jsonl unless one is named. Of the blind set only figures are printed, never rows: whoever mends
 * knowledge or search must not read it. `--wrong` prints the rows of another set that were not answered rightly.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { loadKnowledge } from '../knowledge/index.ts';
import { plainText } from '../src/channel.ts';
import { newConversation } from '../src/conversation/state.ts';
import { turn } from '../src/conversation/turn.ts';
import { loadUnderstanding, understand } from '../src/understanding/index.ts';

const rowSchema = z.object({
  topic: z.string(),
  question: z.string(),
  as_of: z.string(),
  must_contain: z.array(z.array(z.string())),
  must_not_contain: z.array(z.string()).default([]),
  stale_ok_if_marked_old: z.boolean().default(false),
});
type Row = z.infer<typeof rowSchema>;

const markedOld = /以前|かつて|旧|当時|過去|だった|でした|まで|資料|19\d\d|20[01]\d|202[0-5]|平成|令和[1-7]/;
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/(?<=\d)[,\s](?=\d)/g, '')
    .replaceAll(/[‐‑‒–—―−~〜～]/g, '-')
    .replaceAll(' ', '');
const has = (text: string, wanted: string): boolean =>
  wanted.startsWith('re:') ? new RegExp(wanted.slice(3)).test(text) : text.includes(plain(wanted));

await loadUnderstanding();
const knowledge = loadKnowledge();

const options = process.argv.slice(2);
const blind = join(import.meta.dirname, '../tests/blind/questions.jsonl');
const file = resolve(options.find((option) => !option.startsWith('--')) ?? blind);
const secret = file.startsWith(join(import.meta.dirname, '../tests/blind'));

/** What the bot says to a question, and what is wrong with it: '' when nothing is. */
function asked(row: Row): { text: string; wrong: string } {
  const world = { knowledge, day: row.as_of, understand: (text: string, asked: string | null) => understand(text, asked, row.as_of) };
  const text = plain(turn(newConversation(), { text: row.question }, world).messages.map(plainText).join('\n'));
  const left = row.must_contain.find((group) => !group.some((one) => has(text, one)));
  const stale = text
    .split(/[。\n]/)
    .some(
      (sentence) => row.must_not_contain.some((one) => has(sentence, one)) && !(row.stale_ok_if_marked_old && markedOld.test(sentence)),
    );
  return { text, wrong: left ? `not said: ${left.join(' | ')}` : stale ? 'says what it must not' : '' };
}

const rows = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => rowSchema.parse(JSON.parse(line)));
const topics = new Map<string, [number, number]>();
for (const row of rows) {
  const [good, all] = topics.get(row.topic) ?? [0, 0];
  const { text, wrong } = asked(row);
  topics.set(row.topic, [good + (wrong === '' ? 1 : 0), all + 1]);
  if (wrong !== '' && options.includes('--wrong') && !secret)
    console.log(`${row.topic} ${row.as_of} ${row.question}\n  ${wrong}\n  ${text}\n`);
}
if (options.includes('--topics')) for (const [topic, [good, all]] of topics) console.log(`${String(good)}/${String(all)} ${topic}`);
const good = [...topics.values()].reduce((sum, [one]) => sum + one, 0);
console.log(`questions: ${String(rows.length)} asked, ${String(good)} right, ${(good / rows.length).toFixed(3)}`);
