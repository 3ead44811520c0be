/** The channels of the platforms, as far as their credentials are set: part of the composition root, like main.ts. */
import type { FastifyPluginAsync } from 'fastify';
import { Gauge, type Registry } from 'prom-client';
import { lineChannel, type LineChannel } from '../adapters/line/index.ts';
import { slackChannel, type SlackChannel } from '../adapters/slack/index.ts';
import { loadKnowledge } from '../knowledge/index.ts';
import type { Core, Message } from './channel.ts';
import { today } from './clock.ts';
import { ConfigError, type Config } from './config.ts';
import { dangerIn } from './conversation/danger.ts';
import { lookUpDesk, lookUpProgramme } from './conversation/look_up.ts';
import type { PushChannel } from './deliver.ts';

export interface PlatformParts {
  /** Asked for at each use: the core needs the channels, and the channels the core. */
  core: () => Required<Core>;
  log: { info(line: string): void; warn(line: string): void; error(line: string): void };
  registry: Registry;
  /** A person may be in danger, in a text that is not kept. */
  onAlert: (reason: string, channel: string) => void;
}

export interface PlatformChannels {
  routes: FastifyPluginAsync[];
  /** For the outbox, by name. */
  push: Readonly<Record<string, PushChannel>>;
  start(): void;
  stop(): Promise<void>;
}

/** LINE and Slack. Neither is waited for: one that is away takes nothing else down. @throws ConfigError */
export function platformChannels(config: Config, parts: PlatformParts): PlatformChannels {
  const line = lineOf(config, parts);
  const slack = slackOf(config, parts);
  if (line) lineFigures(line, parts.registry);
  if (slack) slackFigures(slack, parts.registry);
  return {
    routes: [line?.routes, slack?.routes].flatMap((routes) => (routes ? [async (app) => routes(app, {})] : [])),
    push: { ...(line ? { line } : {}), ...(slack ? { slack } : {}) },
    start: () => slack?.start(),
    stop: async () => slack?.stop(),
  };
}

function lineOf(config: Config, { core, log, onAlert }: PlatformParts): LineChannel | null {
  const { LINE_CHANNEL_SECRET: channelSecret, LINE_CHANNEL_ACCESS_TOKEN: accessToken } = config;
  if (channelSecret === undefined || accessToken === undefined) return null;
  const danger = (text: string): Message[] | null => {
    const found = dangerIn(text, loadKnowledge(), today(config.TODAY));
    if (found && found.reason !== 'urgent_deadline') onAlert(found.reason, 'line');
    return found?.messages ?? null;
  };
  try {
    return lineChannel({
      core,
      channelSecret,
      accessToken,
      botUserId: config.LINE_BOT_USER_ID,
      apiBaseUrl: config.LINE_API_BASE_URL,
      mode: config.centre.line.mode,
      publicUrl: config.PUBLIC_URL,
      danger,
      warn: (message) => log.warn(message),
    });
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : String(error));
  }
}

function slackOf(config: Config, { core, log }: PlatformParts): SlackChannel | null {
  const { SLACK_SIGNING_SECRET: signingSecret, SLACK_APP_TOKEN: appToken, SLACK_BOT_TOKEN: botToken, SLACK_API_URL: apiUrl } = config;
  if (botToken === undefined) return null;
  return slackChannel({
    core: coreLater(core),
    botToken,
    ...(signingSecret === undefined ? {} : { signingSecret }),
    ...(appToken === undefined ? {} : { appToken }),
    ...(apiUrl === undefined ? {} : { apiUrl }),
    lookUpDesk: (text) => lookUpDesk(text, loadKnowledge(), today(config.TODAY)),
    lookUpProgramme: (text) => lookUpProgramme(text, loadKnowledge(), today(config.TODAY)),
    log,
  });
}

/** The core for a channel that is made before it. */
function coreLater(core: () => Required<Core>): Core {
  return {
    converse: (incoming) => core().converse(incoming),
    accept: (incoming) => core().accept(incoming),
    acceptAll: (events) => core().acceptAll(events),
    conversationOf: (channel, person) => core().conversationOf(channel, person),
    owns: (channel, person, conversation) => core().owns(channel, person, conversation),
    saidSince: (channel, person, after) => core().saidSince(channel, person, after),
    erase: (channel, person) => core().erase(channel, person),
    unsay: (channel, person, message) => core().unsay(channel, person, message),
  };
}

/** What LINE's adapter counts: pushes cost quota, and what may have arrived twice must be seen. */
function lineFigures({ figures }: LineChannel, registry: Registry): void {
  new Gauge({
    name: 'michishirube_line',
    help: 'LINE since the start: replies, pushes, tries of unknown outcome, and the quota of the month',
    labelNames: ['figure'],
    registers: [registry],
    collect() {
      for (const [figure, value] of Object.entries(figures)) if (typeof value === 'number') this.set({ figure }, value);
    },
  });
}

function slackFigures(slack: SlackChannel, registry: Registry): void {
  new Gauge({
    name: 'michishirube_slack_connected',
    help: '1 when Slack has answered and, in Socket Mode, the connection stands',
    registers: [registry],
    collect() {
      this.set(slack.connected() ? 1 : 0);
    },
  });
}
