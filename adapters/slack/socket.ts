/**
 * Socket Mode: the same requests over a connection that we open, so no public address is needed. The library's own reconnecting is
 * off: when Slack cannot be reached during it, its rejection is handled by nobody and would end the process.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { SocketModeReceiver, type webApi } from '@slack/bolt';
import { boltLogger, type SlackLog } from './log.ts';
import type { Dispatch } from './receiver.ts';

const [firstMs, mostMs] = [500, 60_000];
/** A connection that held this long starts the waiting times afresh. */
const steadyMs = 10_000;

export interface SocketOptions {
  appToken: string;
  clientOptions: webApi.WebClientOptions;
  dispatch: Dispatch;
  log: SlackLog;
}

export interface Socket {
  start(): void;
  stop(): Promise<void>;
  connected(): boolean;
}

interface Envelope {
  body: Record<string, unknown>;
  ack: (answer?: Record<string, unknown>) => Promise<void>;
  accepts_response_payload?: boolean;
  retry_num?: number;
  retry_reason?: string;
}

export function createSocket(options: SocketOptions): Socket {
  const stopped = new AbortController();
  let connected = false;
  let running: Promise<void> = Promise.resolve();

  /** One connection from its beginning to its end; how long it stood, ms, 0 when it never did. */
  const connection = async (): Promise<number> => {
    const { client } = new SocketModeReceiver({
      appToken: options.appToken,
      autoReconnectEnabled: false,
      logger: boltLogger(options.log),
      installerOptions: { clientOptions: { ...options.clientOptions } },
    });
    const ended = new Promise<void>((resolve) => client.once('disconnected', () => resolve()));
    client.on('slack_event', (envelope: Envelope) => void handle(envelope, options));
    const leave = (): void => void client.disconnect().catch(() => undefined);
    stopped.signal.addEventListener('abort', leave, { once: true });
    try {
      await client.start();
      connected = true;
      const since = Date.now();
      await ended;
      return Math.max(1, Date.now() - since);
    } catch (error) {
      options.log.warn(`Slack: Socket Mode has no connection (${error instanceof Error ? error.name : typeof error}); it is tried again`);
      return 0;
    } finally {
      connected = false;
      stopped.signal.removeEventListener('abort', leave);
    }
  };

  const keepConnected = async (): Promise<void> => {
    for (let tries = 0; !stopped.signal.aborted; tries++) {
      const stood = await connection();
      if (stood > 0) tries = stood > steadyMs ? 0 : Math.min(tries, 1);
      await sleep(Math.min(mostMs, firstMs * 2 ** Math.min(tries, 10)), undefined, { signal: stopped.signal, ref: false }).catch(
        () => undefined,
      );
    }
  };

  return {
    start: () => void (running = keepConnected()),
    async stop() {
      stopped.abort();
      // a peer that never says goodbye is not waited for
      await Promise.race([running, sleep(2000, undefined, { ref: false })]);
    },
    connected: () => connected,
  };
}

/** Acknowledged after it was stored; not at all when that failed, so that Slack sends it again. */
async function handle(
  { body, ack, accepts_response_payload: takesAnswer, retry_num: num, retry_reason: reason }: Envelope,
  { dispatch, log }: SocketOptions,
): Promise<void> {
  try {
    const answer = await dispatch(body, { ...(num === undefined ? {} : { num }), ...(reason === undefined ? {} : { reason }) });
    await ack(takesAnswer === true && typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>) : undefined);
  } catch (error) {
    log.error(`Slack: an event over Socket Mode was not acknowledged (${error instanceof Error ? error.name : typeof error})`);
  }
}
