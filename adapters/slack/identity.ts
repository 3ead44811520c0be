/**
 * Who the bot is, for Bolt's `authorize`. `auth.test` is asked in the background until Slack answers; until then the token alone is
 * enough, because our own messages are told apart by `bot_id`, not by our user id. So Slack being away stops nothing.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { AuthorizeResult, webApi } from '@slack/bolt';
import type { SlackLog } from './log.ts';
import { failureOf } from './outcome.ts';

const [firstMs, mostMs] = [1000, 60_000];

export interface Identity {
  /** Never waits, never fails. */
  now(): AuthorizeResult;
  /** Whether Slack has answered since the start. */
  known(): boolean;
  start(): void;
  stop(): void;
}

export function createIdentity(
  client: webApi.WebClient,
  botToken: string,
  log: SlackLog,
  waitMs: readonly [number, number] = [firstMs, mostMs],
): Identity {
  let found: AuthorizeResult | null = null;
  const stopped = new AbortController();

  const ask = async (): Promise<void> => {
    for (let tries = 0; found === null && !stopped.signal.aborted; tries++) {
      const asked = await once(client);
      if ('botUserId' in asked) {
        found = { botToken, ...asked };
        log.info('Slack: connected');
        return;
      }
      if (tries === 0) log.warn(`${asked.reason} (auth.test). Slack is tried again in the background; everything else works.`);
      await sleep(Math.max(asked.afterMs, Math.min(waitMs[1], waitMs[0] * 2 ** Math.min(tries, 10))), undefined, {
        signal: stopped.signal,
        ref: false,
      }).catch(() => undefined);
    }
  };

  return {
    // a new object each time: Bolt writes the user of a request into it
    now: () => ({ botToken, ...found }),
    known: () => found !== null,
    start: () => void ask(),
    stop: () => stopped.abort(),
  };
}

async function once(
  client: webApi.WebClient,
): Promise<{ botUserId: string; botId: string; teamId: string } | { reason: string; afterMs: number }> {
  try {
    const { user_id: botUserId = '', bot_id: botId = '', team_id: teamId = '' } = await client.auth.test();
    return { botUserId, botId, teamId };
  } catch (error) {
    return reasonOf(error);
  }
}

function reasonOf(error: unknown): { reason: string; afterMs: number } {
  try {
    const failure = failureOf(error);
    return { reason: failure.reason, afterMs: failure.kind === 'retry' ? (failure.afterMs ?? 0) : 0 };
  } catch {
    return { reason: `Slack: ${error instanceof Error ? error.name : typeof error}`, afterMs: 0 };
  }
}
