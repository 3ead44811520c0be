/** `npm run -s understand -- --jsonl`: one `{"text", "context_question"?}` a line in, one `{"labels", "facts"}` a line out. */
import { z } from 'zod';
import { today } from '../clock.ts';
import { readEnvironment } from '../config.ts';
import { answersFrom } from '../conversation/answers.ts';
import { stateAsking } from '../conversation/repair.ts';
import { loadUnderstanding, readText, understand } from '../understanding/index.ts';
import { termsIn } from '../understanding/terms.ts';
import { lines } from './lines.ts';

const lineSchema = z.object({ text: z.string().nullish(), context_question: z.string().nullish() });

function answer(line: string): object {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return { error: 'This line is not JSON. Expected an object such as {"text": "返済がきつい"}.' };
  }
  const request = lineSchema.safeParse(parsed);
  if (!request.success) return { error: `Expected {"text": string, "context_question"?: string}. ${z.prettifyError(request.error)}` };
  const { labels, facts } = understand(request.data.text ?? '', request.data.context_question ?? null, today(rehearsed));
  return { labels, facts };
}

/** `-- --explain "text" [question]`: what was read, what fired, what rules did, which answers follow. */
function explain(text: string, asked: string | null): string {
  const reading = readText(text, asked, today(rehearsed));
  const open = asked === null ? null : (stateAsking(asked) ?? null);
  const fired = [...reading.scores].filter(([, ratio]) => ratio >= 0.4).sort((a, b) => b[1] - a[1]);
  return [
    `read      ${reading.cleaned}`,
    ...reading.pieces.map((piece, at) => `piece ${String(at + 1)}   ${piece}   terms: ${termsIn(piece).join(' ') || '-'}`),
    'model     probability ÷ threshold; 1.00 and more fires',
    ...fired.map(([label, ratio]) => `          ${ratio.toFixed(2)} ${ratio >= 1 ? '●' : ' '} ${label}`),
    `evidence  dropped: ${reading.withoutEvidence.join(' ') || '-'}`,
    `reply     ${reading.reply ?? '-'}   requests: ${reading.requests.join(' ') || '-'}   doubt: ${String(reading.doubt)}`,
    `labels    ${reading.labels.join(' ') || '-'}`,
    `facts     ${JSON.stringify(reading.facts)}`,
    `answers   ${JSON.stringify([...answersFrom(reading.labels, reading.facts, open, new Map())])}`,
  ].join('\n');
}

const rehearsed = readEnvironment().TODAY;
await loadUnderstanding();
const explained = process.argv.indexOf('--explain');
if (explained !== -1) process.stdout.write(`${explain(process.argv[explained + 1] ?? '', process.argv[explained + 2] ?? null)}\n`);
else for await (const line of lines(process.stdin)) process.stdout.write(`${JSON.stringify(answer(line))}\n`);
