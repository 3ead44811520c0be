/**
 * One person on each channel, driven through what the channel really is: HTTP, LINE's and Slack's SDKs against their stand-ins, the
 * program of the terminal. Web, LINE and Slack share one server and one SQLite file.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { randomUUID } from 'node:crypto';
import { plainText, type Choice, type Message } from '../../src/channel.ts';
import { dataFolder, startProgram, type Program } from '../e2e/program.ts';
import { lineStandIn, personId, type LineStandIn } from '../stand-ins/line.ts';
import { nextTs, slackSender } from '../stand-ins/slack-sender.ts';
import { startSlack, tokens, type Posted, type SlackStandIn } from '../stand-ins/slack.ts';
import { projectRoot } from '../project.ts';

/** What the person sees of one answer. */
export interface Seen {
  /** Every word, in order, labels of buttons among them. */
  text: string;
  /** Everything that went over the wire, markup and all. */
  wire: string;
  buttons: { label: string; tap: Tap }[];
  /** What opens a page, as the person's device opens it. */
  links: { label: string; url: string }[];
}

/** Taps a button again, also when it has become old. */
export type Tap = () => Promise<Seen>;

export interface Driver {
  says(text: string): Promise<Seen>;
  /** The event before comes again, as the platform repeats it; what the person sees of it, null for nothing. */
  again(): Promise<Seen | null>;
}

export interface Rehearsal {
  /** Where the program listens. */
  url: string;
  drivers: Record<'web' | 'LINE' | 'Slack', () => Promise<Driver>>;
  close(): Promise<void>;
}

const secret = 'signing-secret-of-the-contract';
/** Where people would reach it; a test opens the same path at the program. */
export const publicUrl = 'https://chat.example.jp';

/** The program as it is started, with all channels on. */
export async function rehearsal(): Promise<Rehearsal> {
  const [line, slack] = await Promise.all([lineStandIn(), startSlack()]);
  const folder = dataFolder();
  const program = await startProgram(folder.path, {
    LINE_CHANNEL_SECRET: line.channelSecret,
    LINE_CHANNEL_ACCESS_TOKEN: line.accessToken,
    LINE_BOT_USER_ID: line.botUserId,
    LINE_API_BASE_URL: line.url,
    SLACK_SIGNING_SECRET: secret,
    SLACK_BOT_TOKEN: tokens.bot,
    SLACK_API_URL: slack.url,
    PUBLIC_URL: publicUrl,
  });
  let user = 0;
  return {
    url: program.url,
    drivers: {
      web: () => webDriver(program),
      LINE: () => Promise.resolve(lineDriver(program, line)),
      Slack: () => Promise.resolve(slackDriver(program, slack, `U${String(++user)}`)),
    },
    async close() {
      await program.stop();
      await Promise.all([line.close(), slack.close()]);
      folder.remove();
    },
  };
}

const words = (messages: readonly Message[]): string => messages.map(plainText).join('\n\n');

async function webDriver({ url }: Program): Promise<Driver> {
  const post = async (path: string, body: object, token = ''): Promise<unknown> => {
    const headers = { 'content-type': 'application/json', ...(token === '' ? {} : { authorization: `Bearer ${token}` }) };
    const response = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path}: ${String(response.status)} ${await response.text()}`);
    return response.json();
  };
  const { conversation, token } = (await post('/api/conversations', {})) as { conversation: string; token: string };
  let last: object = {};
  const send = async (body: object): Promise<Seen> => {
    last = body;
    const reply = (await post(`/api/conversations/${conversation}/messages`, body, token)) as { messages: Message[]; choices: Choice[] };
    const buttons = reply.choices.map(({ id, label }) => ({ label, tap: () => send({ id: randomUUID(), choice: id }) }));
    const links = reply.messages.flatMap((message) => (message.kind === 'link' ? [message] : []));
    return { text: words(reply.messages), wire: JSON.stringify(reply), buttons, links };
  };
  return { says: (text) => send({ id: randomUUID(), text }), again: () => send(last) };
}

function lineDriver({ url }: Program, line: LineStandIn): Driver {
  const person = personId();
  const mine = (): LineStandIn['sent'] => line.sent.filter(({ to }) => to === person);
  let last = line.says(person, '');
  const send = async (event: typeof last, expected = true): Promise<Seen | null> => {
    const before = mine().length;
    last = event;
    const { status } = await line.deliver(url, [event]);
    if (status !== 200) throw new Error(`LINE's webhook was answered with ${String(status)}.`);
    if (!(await happens(() => mine().length > before, expected))) return null;
    const messages = mine().at(-1)?.messages ?? [];
    return {
      text: strings(messages, ['text', 'label']).join('\n'),
      wire: JSON.stringify(messages),
      buttons: buttonsOf(messages),
      links: uris(messages).filter(({ url }) => url.startsWith('http')),
    };
  };
  const buttonsOf = (messages: readonly Record<string, unknown>[]): Seen['buttons'] =>
    messages.flatMap(({ quickReply }) =>
      ((quickReply as { items: { action: { label: string; data: string } }[] } | undefined)?.items ?? []).map(({ action }) => ({
        label: action.label,
        tap: () => seen(send(line.taps(person, action.data))),
      })),
    );
  return { says: (text) => seen(send(line.says(person, text))), again: () => send(line.again(last), false) };
}

function slackDriver({ url }: Program, slack: SlackStandIn, user: string): Driver {
  const sender = slackSender({ base: url, secret, responseUrl: slack.responseUrl });
  const mine = (): Posted[] => slack.posted.filter(({ channel }) => channel === `D${user.slice(1)}`);
  let last: () => Promise<{ status: number }>;
  const send = async (deliver: typeof last, expected = true): Promise<Seen | null> => {
    const before = mine().length;
    last = deliver;
    const { status } = await deliver();
    if (status !== 200) throw new Error(`Slack's webhook was answered with ${String(status)}.`);
    if (!(await happens(() => asks(mine().slice(before)) || isQuiet(mine().slice(before)), expected))) return null;
    const posted = mine().slice(before);
    const opening = posted.flatMap(elementsOf).flatMap(({ text, url }) => (url === undefined ? [] : [{ label: text.text, url }]));
    return {
      text: posted.map(({ text }) => unescaped(text)).join('\n'),
      wire: JSON.stringify(posted),
      buttons: posted.flatMap(buttonsOf),
      links: opening,
    };
  };
  const buttonsOf = (message: Posted): Seen['buttons'] =>
    elementsOf(message)
      .filter(({ url }) => url === undefined)
      .map((button) => ({
        label: button.text.text,
        tap: () => {
          const choice = (button.value ?? '').slice(0, (button.value ?? '').lastIndexOf('|'));
          const ts = nextTs();
          return seen(send(() => sender.tap(user, message, choice, ts)));
        },
      }));
  return {
    says(text) {
      const event = { eventId: `Ev${randomUUID()}`, ts: nextTs() };
      return seen(send(() => sender.message(user, text, event)));
    },
    again: () => send(last, false),
  };
}

const elementsOf = ({ blocks }: Posted): Extract<Posted['blocks'][number], { type: 'actions' }>['elements'] =>
  blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));

/** The next part of an answer comes within a second or so: after this it was the last, though it asks nothing. */
const isQuiet = (posted: readonly Posted[]): boolean => Date.now() - (posted.at(-1)?.at ?? Infinity) > 4000;

/** An answer may be several messages, a second apart: the last one carries the buttons that are offered. */
const asks = (posted: readonly Posted[]): boolean => posted.at(-1)?.blocks.some(({ type }) => type === 'actions') ?? false;
const unescaped = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** `npm run chat -- --json` as a program of its own. It repeats nothing: what is typed twice was meant twice. */
export function terminalDriver(): Driver & { close: () => Promise<void> } {
  const child = spawn(process.execPath, ['src/cli/chat.ts', '--json'], {
    cwd: projectRoot,
    env: { ...process.env, TODAY: '2026-11-21' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const send = async (line: object): Promise<Seen> => {
    child.stdin.write(`${JSON.stringify(line)}\n`);
    const { value, done } = await answers.next();
    if (done === true) throw new Error('The terminal ended before it answered.');
    const answer = JSON.parse(value) as { text: string; choices: Choice[] };
    const buttons = answer.choices.map(({ id, label }) => ({ label, tap: () => send({ choice: id }) }));
    return { text: answer.text, wire: value, buttons, links: [] };
  };
  return {
    says: (text) => send({ text }),
    again: () => Promise.resolve(null),
    async close() {
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}

async function seen(answer: Promise<Seen | null>): Promise<Seen> {
  const found = await answer;
  if (found === null) throw new Error('The person was shown nothing.');
  return found;
}

/** Waits until it happens; what is not expected gets as long as an answer takes. */
async function happens(isSo: () => boolean, expected: boolean): Promise<boolean> {
  const end = Date.now() + (expected ? 15_000 : 1500);
  while (!isSo()) {
    if (Date.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return true;
}

/** Every action that opens an address. */
function uris(value: unknown): { label: string; url: string }[] {
  if (Array.isArray(value)) return value.flatMap(uris);
  if (typeof value !== 'object' || value === null) return [];
  const { type, label, uri } = value as Record<string, unknown>;
  if (type === 'uri' && typeof label === 'string' && typeof uri === 'string') return [{ label, url: uri }];
  return Object.values(value).flatMap(uris);
}

/** All values of these names, in the order they stand. */
function strings(value: unknown, names: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((one: unknown) => strings(one, names));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) =>
    typeof one === 'string' ? (names.includes(name) ? [one] : []) : strings(one, names),
  );
}
