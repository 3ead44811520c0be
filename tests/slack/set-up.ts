/** The channel on a real server, a stand-in of Slack, and Slack's sender. */
import Fastify from 'fastify';
import { slackChannel, type SlackChannel, type SlackOptions } from '../../adapters/slack/index.ts';
import { startSlack, tokens, type SlackStandIn, type StandInOptions } from '../stand-ins/slack.ts';
import { slackSender, type SlackSender } from '../stand-ins/slack-sender.ts';
import { contact, outboxCore, result, type OutboxCore } from './core.ts';

export const secret = 'signing-secret-of-the-tests';

export interface SetUp {
  slack: SlackStandIn;
  core: OutboxCore;
  channel: SlackChannel;
  sender: SlackSender;
  base: string;
  log: string[];
  close(): Promise<void>;
}

export async function setUp(options: Partial<SlackOptions> = {}, standIn: StandInOptions = {}): Promise<SetUp> {
  const slack = await startSlack(standIn);
  const core = outboxCore();
  const log: string[] = [];
  const note = (line: string): void => void log.push(line);
  const channel = slackChannel({
    core,
    botToken: tokens.bot,
    signingSecret: secret,
    apiUrl: slack.url,
    lookUpDesk: (text) => (text === '兵庫' ? [contact] : [{ kind: 'text', text: `見つかりませんでした：${text}` }]),
    lookUpProgramme: (text) => (text === 'vup' ? [result] : []),
    log: { info: note, warn: note, error: note },
    ...options,
  });
  core.send = channel.send;
  const server = Fastify({ logger: false });
  await server.register(channel.routes);
  server.get('/health/live', () => ({ ok: true }));
  server.post('/api/echo', (request) => request.body);
  const base = await server.listen({ port: 0, host: '127.0.0.1' });
  channel.start();
  return {
    slack,
    core,
    channel,
    sender: slackSender({ base, secret, responseUrl: slack.responseUrl }),
    base,
    log,
    async close() {
      await channel.stop();
      await server.close();
      await slack.close();
    },
  };
}

/** Until it holds; fails after `withinMs`. */
export async function until(holds: () => boolean, withinMs = 5000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`Not within ${String(withinMs)} ms: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
