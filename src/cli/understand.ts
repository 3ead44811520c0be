/** `npm run -s understand -- --jsonl`: one `{"text", "context_question"?}` a line in, one `{"labels", "facts"}` a line out. */
import { z } from 'zod';
import { today } from '../clock.ts';
import { readEnvironment } from '../config.ts';
import { loadUnderstanding, understand } from '../understanding/index.ts';
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

const rehearsed = readEnvironment().TODAY;
await loadUnderstanding();
for await (const line of lines(process.stdin)) process.stdout.write(`${JSON.stringify(answer(line))}\n`);
