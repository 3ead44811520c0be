/** LINE's sending endpoints, and what each answer means for a message: accepted, certainly not, or nobody knows. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { HTTPFetchError, messagingApi } from '@line/bot-sdk';

export type Outcome =
  | { kind: 'accepted' }
  /** 409: an earlier try with the same retry key was accepted. */
  | { kind: 'already' }
  /** 400: the reply token was used before or is too old. */
  | { kind: 'token_spent' }
  /** 400: LINE does not take these messages. */
  | { kind: 'malformed'; reason: string }
  /** Certainly not accepted; may work later. */
  | { kind: 'refused'; reason: string; afterMs?: number }
  /** Certainly not accepted, and never will be. */
  | { kind: 'never'; reason: string }
  /** Timeout, lost connection or 5xx: it may have been accepted. */
  | { kind: 'unknown'; reason: string };

export interface Platform {
  reply(replyToken: string, messages: messagingApi.Message[], signal?: AbortSignal): Promise<Outcome>;
  /** @param key UUID, the same on every try */
  push(to: string, messages: messagingApi.Message[], key: string, signal?: AbortSignal): Promise<Outcome>;
  /** Shows that an answer is coming, in a one-to-one chat; ends when it arrives. */
  showLoading(person: string): Promise<Outcome>;
  /** Pushed messages this month and how many the plan allows (null: no limit). @throws when LINE does not say */
  quota(): Promise<{ used: number; limit: number | null }>;
}

/** @param timeoutMs how long one request may take */
export function linePlatform(accessToken: string, baseURL: string | undefined, timeoutMs: number): Platform {
  const client = new messagingApi.MessagingApiClient({ channelAccessToken: accessToken, ...(baseURL === undefined ? {} : { baseURL }) });
  const tried = (request: () => Promise<unknown>, signal?: AbortSignal): Promise<Outcome> =>
    outcomeOf(() => inTime(request(), timeoutMs, signal));
  return {
    reply: (replyToken, messages, signal) => tried(() => client.replyMessage({ replyToken, messages }), signal),
    push: (to, messages, key, signal) => tried(() => client.pushMessage({ to, messages }, key), signal),
    showLoading: (person) => tried(() => client.showLoadingAnimation({ chatId: person, loadingSeconds: 10 })),
    async quota() {
      const [quota, used] = await inTime(Promise.all([client.getMessageQuota(), client.getMessageQuotaConsumption()]), timeoutMs);
      return { used: used.totalUsage, limit: quota.type === 'limited' ? (quota.value ?? null) : null };
    },
  };
}

class NoAnswer extends Error {}

/** The SDK sets no time limit and takes no signal: a request without an answer is left behind, its outcome unknown. */
async function inTime<Value>(request: Promise<Value>, timeoutMs: number, signal?: AbortSignal): Promise<Value> {
  let end: () => void = () => undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const stop = (): void => reject(new NoAnswer());
    const timer = setTimeout(stop, timeoutMs);
    signal?.addEventListener('abort', stop, { once: true });
    end = () => (clearTimeout(timer), signal?.removeEventListener('abort', stop));
  });
  try {
    return await Promise.race([request, late]);
  } finally {
    end();
  }
}

async function outcomeOf(request: () => Promise<unknown>): Promise<Outcome> {
  try {
    await request();
    return { kind: 'accepted' };
  } catch (error) {
    if (error instanceof HTTPFetchError) return refusal(error);
    if (error instanceof NoAnswer) return { kind: 'unknown', reason: 'no answer in time' };
    const code = connectionCode(error);
    if (neverConnected.has(code)) return { kind: 'refused', reason: `LINE could not be reached (${code})` };
    return { kind: 'unknown', reason: `the connection to LINE was lost (${code})` };
  }
}

/** Reasons carry the status and LINE's own sentence; the person's words are in neither. */
function refusal({ status, headers, body }: HTTPFetchError): Outcome {
  const reason = `LINE answered ${String(status)}: ${messageIn(body)}`;
  if (status === 409) return { kind: 'already' };
  if (status >= 500) return { kind: 'unknown', reason };
  if (status === 400) return /reply ?token/i.test(messageIn(body)) ? { kind: 'token_spent' } : { kind: 'malformed', reason };
  // the access token may be put right by the operator meanwhile
  if (status === 401 || status === 403) return { kind: 'refused', reason, afterMs: 60_000 };
  if (status === 429)
    return { kind: 'refused', reason, afterMs: retryAfterMs(headers) ?? (/monthly limit/i.test(body) ? 10 * 60_000 : 2_000) };
  return status === 408 ? { kind: 'unknown', reason } : { kind: 'never', reason };
}

/** `Retry-After` in seconds or as a date. */
function retryAfterMs(headers: Headers): number | undefined {
  const value = headers.get('retry-after');
  if (value === null) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), 3_600_000) : undefined;
}

function messageIn(body: string): string {
  try {
    const read: unknown = JSON.parse(body);
    const message = typeof read === 'object' && read !== null && 'message' in read ? read.message : '';
    return String(message).slice(0, 200);
  } catch {
    return 'no reason';
  }
}

const neverConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

function connectionCode(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : error instanceof Error ? error.name : 'unknown';
}

const urgentWaitsMs = [0, 1_000, 5_000, 15_000];

/**
 * Says something that stands in no outbox: by the reply token, and where that may not have arrived by push, a few times with one key.
 * Twice is better than never here. Resolves with whether LINE took it; never rejects.
 */
export async function urgently(
  platform: Pick<Platform, 'reply' | 'push'>,
  person: string,
  replyToken: string | null,
  messages: messagingApi.Message[],
  waitsMs: readonly number[] = urgentWaitsMs,
): Promise<boolean> {
  const replied = replyToken === null ? null : await platform.reply(replyToken, messages);
  // a spent token: the webhook came twice, the first one was answered
  if (replied && ['accepted', 'token_spent'].includes(replied.kind)) return true;
  const key = randomUUID();
  for (const ms of waitsMs) {
    await sleep(ms, undefined, { ref: false });
    const { kind } = await platform.push(person, messages, key);
    if (kind === 'accepted' || kind === 'already') return true;
    if (kind === 'never' || kind === 'malformed') return false;
  }
  return false;
}
