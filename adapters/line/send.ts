/**
 * One outbox row → LINE. Replies are free but have no retry key; pushes have one but cost quota. So: reply while the token is fresh;
 * after an unknown outcome the same token again, which LINE accepts once (400 invalid token = the first one arrived);
 * when it is too old for that, push what asks or informs, and leave small talk as unknown.
 */
import type { messagingApi } from '@line/bot-sdk';
import type { Message, PlatformContext, Reply } from '../../src/channel.ts';
import type { Figures } from './figures.ts';
import { remember } from './people.ts';
import type { Outcome, Platform } from './platform.ts';
import { render, renderPlain } from './render.ts';

/** What of an outbox row is needed here. `createdAt` in ms. */
export interface LineRow {
  id: string;
  person: string;
  reply: Reply;
  /** UUID, the same on every try. */
  key: string;
  context: PlatformContext | null;
  /** 1 on the first try. */
  attempts: number;
  createdAt: number;
}

export type LineSent =
  { sent: true } | { retry: string; afterMs?: number; doubt?: true } | { unknown: true } | { dead: true; reason: string };

export interface Sending {
  platform: Platform;
  figures: Figures;
  conversationOf: (person: string) => Promise<string | null>;
  isGone: (person: string) => boolean;
  /** After an accepted push. */
  onPush: () => void;
  now: () => number;
}

/** A used reply token is told apart from an old one only while it is younger than this. */
const sameTokenMs = 30_000;
/** LINE remembers retry keys for 24 hours. */
const keyMs = 23 * 3_600_000;

interface Token {
  value: string;
  receivedAt: number;
  until: number;
}

/** Makes `send`. It remembers which rows were certainly refused in all tries so far: those did not arrive and can be sent in any way. */
export function lineSender(sending: Sending): (row: LineRow, signal?: AbortSignal) => Promise<LineSent> {
  const { platform, figures, now } = sending;
  const refusals = new Map<string, number>();
  const spentTokens = new Map<string, true>();

  return async (row, signal) => {
    if (sending.isGone(row.person)) return { dead: true, reason: 'the person blocked the account' };
    const fresh = (refusals.get(row.id) ?? 0) >= row.attempts - 1;
    const conversation = await sending.conversationOf(row.person).catch(() => undefined);
    if (conversation === undefined)
      return settled(row, { kind: 'refused', reason: 'the store did not say in which conversation the person is' });
    const messages = render(row.reply.messages, conversation);
    if (messages.length === 0) return { sent: true };
    const sent = await way(row, fresh, messages, signal);
    if ('retry' in sent) return sent;
    refusals.delete(row.id);
    return sent;
  };

  /** `fresh`: no earlier try can have arrived. */
  async function way(row: LineRow, fresh: boolean, messages: messagingApi.Message[], signal?: AbortSignal): Promise<LineSent> {
    const token = spentTokens.has(row.id) ? null : tokenOf(row.context);
    const at = now();
    if (token && at < (fresh ? token.until : Math.min(token.until, token.receivedAt + sameTokenMs)))
      return replied(row, token, fresh, messages, signal);
    const replyMayHaveArrived = !fresh && token !== null && row.createdAt < token.until;
    const keyForgotten = !fresh && at - row.createdAt > keyMs;
    if (keyForgotten || (replyMayHaveArrived && !row.reply.messages.some(asksOrInforms))) {
      figures.unknown++;
      return { unknown: true };
    }
    if (replyMayHaveArrived) figures.pushedAfterUnknown++;
    return pushed(row, messages, signal);
  }

  async function replied(
    row: LineRow,
    token: Token,
    fresh: boolean,
    messages: messagingApi.Message[],
    signal?: AbortSignal,
  ): Promise<LineSent> {
    if (!fresh) figures.repliedAgain++;
    const outcome = await orPlain(row, messages, (some) => platform.reply(token.value, some, signal));
    if (outcome.kind === 'accepted') figures.replies++;
    if (outcome.kind !== 'token_spent') return settled(row, outcome);
    // not fresh: used by our own earlier try. Fresh: LINE let it expire
    if (fresh) {
      remember(spentTokens, row.id, true);
      return pushed(row, messages, signal);
    }
    figures.alreadyAccepted++;
    return { sent: true };
  }

  async function pushed(row: LineRow, messages: messagingApi.Message[], signal?: AbortSignal): Promise<LineSent> {
    const outcome = await orPlain(row, messages, (some) => platform.push(row.person, some, row.key, signal));
    if (outcome.kind === 'accepted') {
      figures.pushes++;
      sending.onPush();
    }
    if (outcome.kind === 'already') figures.alreadyAccepted++;
    return settled(row, outcome);
  }

  /** What LINE does not take as bubbles and buttons is said in plain text: better that than silence. */
  async function orPlain(
    row: LineRow,
    messages: messagingApi.Message[],
    request: (messages: messagingApi.Message[]) => Promise<Outcome>,
  ): Promise<Outcome> {
    const outcome = await request(messages);
    if (outcome.kind !== 'malformed') return outcome;
    figures.plainInstead++;
    return request(renderPlain(row.reply.messages));
  }

  function settled(row: LineRow, outcome: Outcome): LineSent {
    switch (outcome.kind) {
      case 'accepted':
      case 'already':
        return { sent: true };
      case 'refused':
        figures.refused++;
        if ((refusals.get(row.id) ?? 0) >= row.attempts - 1) remember(refusals, row.id, row.attempts);
        return {
          retry: outcome.reason,
          ...(outcome.afterMs === undefined ? {} : { afterMs: outcome.afterMs }),
          // refused now, but an earlier try may have arrived
          ...((refusals.get(row.id) ?? 0) < row.attempts ? { doubt: true as const } : {}),
        };
      case 'unknown':
        return { retry: outcome.reason, doubt: true };
      case 'token_spent':
        return { dead: true, reason: 'LINE calls the reply token of a push invalid' };
      case 'malformed':
      case 'never':
        return { dead: true, reason: outcome.reason };
    }
  }
}

/** What a person would miss: a question, a result, a desk, a warning. */
function asksOrInforms(message: Message): boolean {
  return message.kind !== 'text' && message.kind !== 'understood';
}

function tokenOf(context: PlatformContext | null): Token | null {
  const { replyToken, receivedAt, replyUntil } = context ?? {};
  if (typeof replyToken !== 'string' || typeof receivedAt !== 'number' || typeof replyUntil !== 'number') return null;
  return { value: replyToken, receivedAt, until: replyUntil };
}
