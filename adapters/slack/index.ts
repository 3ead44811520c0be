/** The Slack channel: advisers consult in a DM with the app, and look desks and programmes up by command. */
import { App, webApi } from '@slack/bolt';
import type { FastifyInstance } from 'fastify';
import type { Core, Message } from '../../src/channel.ts';
import { listen } from './commands.ts';
import { createIdentity } from './identity.ts';
import { boltLogger, type SlackLog } from './log.ts';
import { ownReceiver, webhookRoutes } from './receiver.ts';
import { createSend, type Send } from './send.ts';
import { createSocket } from './socket.ts';

export interface SlackOptions {
  core: Core;
  /** `xoxb-…` */
  botToken: string;
  /** Signs requests over HTTP; without it `POST /webhooks/slack` is not mounted. */
  signingSecret?: string;
  /** `xapp-…`: Socket Mode. */
  appToken?: string;
  /** The Web API, e.g. of a stand-in: `http://127.0.0.1:4000/api/`. */
  apiUrl?: string;
  lookUpDesk: (text: string) => Message[];
  lookUpProgramme: (text: string) => Message[];
  log: SlackLog;
  /** ms since the epoch, for the age of requests. */
  now?: () => number;
}

export interface SlackChannel {
  name: 'slack';
  /** A Fastify plugin; register it without a prefix. */
  routes: (app: FastifyInstance) => Promise<void>;
  /** For the outbox. */
  send: Send;
  /** Begins asking Slack who we are, and Socket Mode. Never waits for Slack, never fails. */
  start(): void;
  stop(): Promise<void>;
  /** Whether Slack has answered (and, with Socket Mode, the connection stands). */
  connected(): boolean;
  /** For cases and threads: more listeners, more calls. */
  app: App;
  client: webApi.WebClient;
}

/** A call that hangs must end within the outbox's lease. */
const callTimeoutMs = 3500;

export function slackChannel(options: SlackOptions): SlackChannel {
  const { core, botToken, signingSecret, appToken, apiUrl, log } = options;
  // retries are the outbox's: it survives a restart and keeps the order
  const clientOptions: webApi.WebClientOptions = {
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: callTimeoutMs,
    allowAbsoluteUrls: false,
    logger: boltLogger(log),
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
  };
  const client = new webApi.WebClient(botToken, { ...clientOptions });
  const identity = createIdentity(client, botToken, log);
  const { receiver, dispatch } = ownReceiver();
  const app = new App({
    receiver,
    authorize: () => Promise.resolve(identity.now()),
    convoStore: false,
    logger: boltLogger(log),
    clientOptions: { ...clientOptions },
  });
  listen(app, options);
  const socket = appToken === undefined ? null : createSocket({ appToken, clientOptions, dispatch, log });

  return {
    name: 'slack',
    routes:
      signingSecret === undefined
        ? () => Promise.resolve()
        : webhookRoutes({ signingSecret, dispatch, log, ...(options.now ? { now: options.now } : {}) }),
    send: createSend({ client, core, log }),
    start() {
      identity.start();
      socket?.start();
    },
    async stop() {
      identity.stop();
      await socket?.stop();
    },
    connected: () => identity.known() && (socket?.connected() ?? true),
    app,
    client,
  };
}
