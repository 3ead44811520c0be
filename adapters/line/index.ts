/** The LINE channel: the webhook to register on the server, and `send` for the outbox. */
import type { FastifyPluginAsync } from 'fastify';
import type { Core, Message } from '../../src/channel.ts';
import { noFigures, type Figures } from './figures.ts';
import { hearing } from './hearing.ts';
import { channel } from './parse.ts';
import { recentPeople } from './people.ts';
import { linePlatform } from './platform.ts';
import { quotaMeter } from './quota.ts';
import { lineRoutes } from './routes.ts';
import { lineSender, type LineRow, type LineSent } from './send.ts';

export interface LineOptions {
  /** Asked for at each use: the core may be made after its channels. */
  core: () => Pick<Core, 'accept' | 'acceptAll' | 'conversationOf' | 'erase' | 'unsay'>;
  /** LINE_CHANNEL_SECRET */
  channelSecret: string;
  /** LINE_CHANNEL_ACCESS_TOKEN */
  accessToken: string;
  /** LINE_BOT_USER_ID: webhooks for another account are refused. */
  botUserId?: string | undefined;
  /** LINE_API_BASE_URL: a stand-in, on its own port; default is the platform. */
  apiBaseUrl?: string | undefined;
  /** The centre's `line.mode`. */
  mode?: 'full' | 'entrance_only';
  /** PUBLIC_URL; needed for entrance_only. */
  publicUrl?: string | undefined;
  /** What is said to a person in danger, null when a text shows none. Asked about what entrance_only does not take in; keeps nothing. */
  danger?: (text: string) => Message[] | null;
  /** For the operator; never content. */
  warn?: (message: string) => void;
  now?: () => number;
  /** How long one request to LINE may take, ms. */
  timeoutMs?: number;
}

export interface LineChannel {
  name: 'line';
  /** `POST /webhooks/line`; register without a prefix. */
  routes: FastifyPluginAsync;
  /** Sends one outbox row. `signal` ends waiting for LINE; the outcome is then unknown. */
  send(row: LineRow, signal?: AbortSignal): Promise<LineSent>;
  /** Counted since the start, for metrics. */
  figures: Readonly<Figures>;
}

/** @throws when a setting cannot work, with the variable's name */
export function lineChannel(options: LineOptions): LineChannel {
  const { core, now = Date.now, warn = () => undefined } = options;
  const platform = linePlatform(options.accessToken, baseUrl(options.apiBaseUrl), options.timeoutMs ?? 8_000);
  const figures = noFigures();
  const people = recentPeople();
  const send = lineSender({
    platform,
    figures,
    conversationOf: (person) => core().conversationOf(channel, person),
    isGone: (person) => people.isGone(person),
    onPush: quotaMeter(platform, figures, warn, now),
    now,
  });
  const { danger = () => null } = options;
  const hear = hearing({ core, platform, people, figures, entrance: entranceOf(options), danger, now });
  return {
    name: channel,
    routes: lineRoutes({ channelSecret: options.channelSecret, botUserId: options.botUserId ?? null, hear }),
    send,
    figures,
  };
}

function entranceOf({ mode, publicUrl }: LineOptions): string | null {
  if (mode !== 'entrance_only') return null;
  if (publicUrl === undefined)
    throw new Error('line.mode is entrance_only but PUBLIC_URL is not set; set it to the address people can open, or use line.mode full.');
  return publicUrl;
}

/** The SDK drops a path from its base address: a stand-in behind one would never be reached. */
function baseUrl(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const { pathname, origin } = new URL(given);
  if (pathname !== '/')
    throw new Error(`LINE_API_BASE_URL is "${given}"; a path cannot be used. Give the stand-in its own port: ${origin}.`);
  return origin;
}
