/**
 * The conversation in the terminal: `npm run -s chat`, or one JSON object a line with `-- --json`.
 * Everything stays in memory.
 */
import { z } from 'zod';
import { plainText } from '../channel.ts';
import { today } from '../clock.ts';
import { readEnvironment } from '../config.ts';
import { newConversation, type ConversationState } from '../conversation/state.ts';
import { turn, type Turned } from '../conversation/turn.ts';
import { loadKnowledge } from '../../knowledge/index.ts';
import { loadUnderstanding, understand } from '../understanding/index.ts';
import { lines } from './lines.ts';

const lineSchema = z.object({
  text: z.string().nullish(),
  choice: z.string().nullish(),
  reset: z.boolean().nullish(),
  today: z.iso.date().nullish(),
  channel: z.string().nullish(),
});
type Line = z.infer<typeof lineSchema>;

const rehearsed = readEnvironment().TODAY;
const knowledge = loadKnowledge();
/** Only texts wait for the dictionary. */
const readable = loadUnderstanding();
let state: ConversationState = newConversation();

function take(line: Line): Turned {
  const day = line.today ?? today(rehearsed);
  const world = { knowledge, day, understand: (text: string, asked: string | null) => understand(text, asked, day) };
  if (line.reset) {
    state = newConversation();
    return turn(state, { arrived: true }, world);
  }
  const turned = turn(state, typeof line.choice === 'string' ? { choice: line.choice } : { text: line.text ?? '' }, world);
  state = turned.state;
  return turned;
}

const said = (turned: Turned): string => turned.messages.map(plainText).join('\n\n');

async function answerJson(line: string): Promise<object> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return { error: 'This line is not JSON. Expected an object such as {"text": "返済がきつい"} or {"choice": "needs_terms_change:yes"}.' };
  }
  const request = lineSchema.safeParse(parsed);
  if (!request.success) return { error: `Expected {"text"} | {"choice"} | {"reset": true}. ${z.prettifyError(request.error)}` };
  if (typeof request.data.choice !== 'string' && !request.data.reset) await readable;
  const turned = take(request.data);
  const { messages, question, choices, route, labels, facts } = turned;
  return { text: said(turned), messages, question, choices, route, labels, facts };
}

async function talk(): Promise<void> {
  process.stdout.write(`${said(take({ reset: true }))}\n\n> `);
  for await (const line of lines(process.stdin)) {
    await readable;
    process.stdout.write(`\n${said(take({ text: line }))}\n\n> `);
  }
  process.stdout.write('\n');
}

if (process.argv.includes('--json')) {
  for await (const line of lines(process.stdin)) process.stdout.write(`${JSON.stringify(await answerJson(line))}\n`);
} else await talk();
