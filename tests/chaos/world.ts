/** The real program between stand-ins of LINE and Slack, killed and started again as often as asked. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dataFolder, startProgram, type Program } from '../e2e/program.ts';
import { lineStandIn, type LineStandIn } from '../stand-ins/line.ts';
import { slackSender, type SlackSender } from '../stand-ins/slack-sender.ts';
import { startSlack, tokens, type SlackStandIn } from '../stand-ins/slack.ts';

const secret = 'signing-secret-of-the-chaos';

export interface World {
  line: LineStandIn;
  slack: SlackStandIn;
  folder: string;
  kills: number;
  /** Where the program listens now; while it is down, where nobody does. */
  url(): string;
  sender(): SlackSender;
  start(environment?: Record<string, string>): Promise<Program>;
  /** As a power cut, and up again. */
  killAndStart(): Promise<void>;
  /** Starts it so that it ends by itself at a step of an event; null: so that it writes the steps down. */
  startWithCrashAt(step: string | null, event: string): Promise<void>;
  /** Waits for that end, up to `withinMs`; false when it lived on. */
  crashed(withinMs: number): Promise<boolean>;
  /** The steps written down. */
  steps(): string[];
  /** Until nothing waits in the program's own figures. @throws after `withinMs` */
  drained(withinMs: number): Promise<void>;
  stop(): Promise<void>;
  close(): Promise<void>;
}

export async function world(): Promise<World> {
  const [line, slack] = await Promise.all([lineStandIn({ quota: null }), startSlack()]);
  const folder = dataFolder();
  const note = join(folder.path, 'crash.txt');
  let program: Program | null = null;
  let url = 'http://127.0.0.1:9';

  const environment = {
    LINE_CHANNEL_SECRET: line.channelSecret,
    LINE_CHANNEL_ACCESS_TOKEN: line.accessToken,
    LINE_BOT_USER_ID: line.botUserId,
    LINE_API_BASE_URL: line.url,
    SLACK_SIGNING_SECRET: secret,
    SLACK_BOT_TOKEN: tokens.bot,
    SLACK_API_URL: slack.url,
    PUBLIC_URL: 'https://chat.example.jp',
  };

  const here: World = {
    line,
    slack,
    folder: folder.path,
    kills: 0,
    url: () => url,
    sender: () => slackSender({ base: url, secret }),
    async start(more = {}) {
      program = await startProgram(folder.path, { ...environment, ...more });
      url = program.url;
      return program;
    },
    async killAndStart() {
      await program?.kill();
      here.kills++;
      await here.start();
    },
    async startWithCrashAt(step, event) {
      rmSync(note, { force: true });
      const module = new URL('./crash.ts', import.meta.url).href;
      await here.start({ NODE_OPTIONS: `--import=${module}`, CRASH_AT: step ?? '', CRASH_EVENT: event, CRASH_NOTE: note });
    },
    async crashed(withinMs) {
      if (!program) return false;
      const given = new AbortController();
      await Promise.race([program.ended, sleep(withinMs, undefined, { signal: given.signal }).catch(() => undefined)]);
      given.abort();
      if (!existsSync(note)) return false;
      await program.ended;
      here.kills++;
      return true;
    },
    steps: () => readFileSync(note, 'utf8').trimEnd().split('\n'),
    async drained(withinMs) {
      const end = Date.now() + withinMs;
      for (;;) {
        const figures = await (await fetch(`${url}/metrics`)).text();
        const left = ['waiting', 'outbox'].map((kind) => Number(new RegExp(`waiting\\{kind="${kind}"\\} (\\d+)`).exec(figures)?.[1] ?? -1));
        if (left.every((count) => count === 0)) return;
        if (Date.now() > end) throw new Error(`After ${String(withinMs)} ms ${left.join(' turns and ')} replies still wait.`);
        await sleep(200);
      }
    },
    async stop() {
      await program?.stop();
    },
    async close() {
      await program?.kill();
      await Promise.all([line.close(), slack.close()]);
      folder.remove();
    },
  };
  return here;
}
