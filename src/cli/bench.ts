/** `npm run bench -- <part>`: measures one part on this machine and prints it. A part is one entry here and one file beside. */
import { benchAnswers } from './bench_answers.ts';
import { benchUnderstanding } from './bench_understanding.ts';

/** Each prints its own lines. */
const parts: Readonly<Record<string, () => Promise<string[]>>> = {
  answers: benchAnswers,
  understanding: benchUnderstanding,
};

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !Object.hasOwn(parts, name));
if (wanted.length === 0 || unknown !== undefined) {
  process.stderr.write(
    `${unknown === undefined ? 'Nothing named' : `No part "${unknown}"`}. Usage: npm run bench -- ${Object.keys(parts).join(' | ')}\n`,
  );
  process.exitCode = 1;
} else {
  for (const name of wanted) for (const line of (await parts[name]?.()) ?? []) process.stdout.write(`${line}\n`);
}
