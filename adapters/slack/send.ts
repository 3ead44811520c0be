/** Posts one outbox row to the person's DM: at most once as far as Slack lets us know, part by part, at Slack's pace. */
import type { webApi } from '@slack/bolt';
import type { Core, PlatformContext, Reply } from '../../src/channel.ts';
import { BoundedMap } from './bounded.ts';
import type { SlackLog } from './log.ts';
import { failureOf } from './outcome.ts';
import { createPace } from './pace.ts';
import { eventType, partsPosted } from './posted.ts';
import { render, type SlackMessage } from './render.ts';

/** What is needed of an outbox row. `context.channel` is the DM the event came from; without it the DM is opened. */
export interface Row {
  person: string;
  reply: Reply;
  key: string;
  context: PlatformContext | null;
  attempts: number;
  createdAt: number;
}

/** How a try ended; `afterMs` is the least to wait. */
export type Sent = { sent: true } | { retry: string; afterMs?: number; doubt?: true } | { unknown: true } | { dead: true; reason: string };

export type Send = (row: Row, signal: AbortSignal) => Promise<Sent>;

/** No part is begun later than this after the try began: posting and looking it up must end within the lease. */
const begunWithinMs = 4000;
/** When the history could not be asked this often, nobody will know. */
const askedOften = 5;

/** What this process knows of a row. `tried`: a post of ours ended in doubt; `asks`: the history must be asked first. */
interface Progress {
  sent: number;
  asks: boolean;
  tried: boolean;
}

export function createSend({ client, core, log }: { client: webApi.WebClient; core: Core; log: SlackLog }): Send {
  const pace = createPace();
  const progresses = new BoundedMap<string, Progress>(2000);
  const openDm = dmOpener(client);

  /** null when the history settled the doubt, else how this try ends. */
  const settle = async (row: Row, channel: string, progress: Progress): Promise<Sent | null> => {
    const posted = await partsPosted(client, channel, row.key, row.createdAt);
    if (posted === 'unreadable' && progress.tried) return { unknown: true };
    if (posted === 'away')
      return row.attempts >= askedOften
        ? { unknown: true }
        : { retry: 'Slack: it is unknown whether the message was posted, and the history cannot be read now' };
    if (posted !== 'unreadable') progress.sent = Math.max(progress.sent, posted);
    progress.asks = false;
    return null;
  };

  /** null when the part was posted, else how this try ends. */
  const postPart = async (row: Row, channel: string, message: SlackMessage, progress: Progress): Promise<Sent | null> => {
    const part = progress.sent;
    try {
      await post(client, channel, message, { key: row.key, part }, log);
      progress.sent = part + 1;
      pace.done(channel);
      return null;
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind === 'retry') return held(pace, channel, failure.reason, failure.afterMs);
      if (failure.kind !== 'doubt') return { dead: true, reason: failure.reason };
      progress.tried = true;
      progress.asks = true;
      const ended = await settle(row, channel, progress);
      if (ended !== null || progress.sent > part) return ended;
      // not there yet: Slack may still be at it, so the next try asks again before it posts
      progress.asks = true;
      return { retry: failure.reason, afterMs: 3000 };
    }
  };

  const sendParts = async (row: Row, messages: readonly SlackMessage[], progress: Progress, signal: AbortSignal): Promise<Sent> => {
    const until = Date.now() + begunWithinMs;
    const channel = typeof row.context?.channel === 'string' ? row.context.channel : await openDm(row.person);
    const unsettled = progress.asks ? await settle(row, channel, progress) : null;
    if (unsettled !== null) return unsettled;
    for (let message = messages[progress.sent]; message !== undefined; message = messages[progress.sent]) {
      const wait = await pace.turn(channel, Math.max(0, until - Date.now()), signal);
      if (wait > 0 || signal.aborted) return { retry: 'Slack: one message a second; the rest follows', afterMs: wait };
      const ended = await postPart(row, channel, message, progress);
      if (ended !== null) return ended;
    }
    return { sent: true };
  };

  return async (row, signal) => {
    const messages = render(row.reply.messages, await core.conversationOf('slack', row.person));
    const progress = progresses.get(row.key) ?? { sent: 0, asks: row.attempts > 1, tried: false };
    progresses.set(row.key, progress);
    const ended = doubted(
      await sendParts(row, messages, progress, signal).catch((error: unknown) => beforePosting(error, signal)),
      progress,
    );
    if ('sent' in ended || 'dead' in ended || 'unknown' in ended) progresses.delete(row.key);
    return ended;
  };
}

/** While the history was not asked, an earlier try may have arrived: whatever ended this one. */
const doubted = (sent: Sent, progress: Progress): Sent => ('retry' in sent && progress.asks ? { ...sent, doubt: true } : sent);

function held(pace: ReturnType<typeof createPace>, channel: string, reason: string, afterMs: number | undefined): Sent {
  if (afterMs === undefined) return { retry: reason };
  pace.hold(channel, afterMs);
  return { retry: reason, afterMs };
}

/** Opening the DM or waiting failed: nothing was posted, so a doubt is none. */
function beforePosting(error: unknown, signal: AbortSignal): Sent {
  if (signal.aborted) return { retry: 'Slack: no time left in this try' };
  const failure = failureOf(error);
  if (failure.kind === 'dead') return { dead: true, reason: failure.reason };
  return { retry: failure.reason, ...(failure.kind === 'retry' && failure.afterMs !== undefined ? { afterMs: failure.afterMs } : {}) };
}

/** With blocks; when Slack refuses their form, the text alone, which says the same and takes numbers for buttons. */
async function post(
  client: webApi.WebClient,
  channel: string,
  message: SlackMessage,
  mark: { key: string; part: number },
  log: SlackLog,
): Promise<void> {
  const plain = {
    channel,
    text: message.text,
    mrkdwn: false,
    parse: 'none' as const,
    link_names: false,
    unfurl_links: false,
    unfurl_media: false,
    metadata: { event_type: eventType, event_payload: mark },
  };
  try {
    await client.chat.postMessage({ ...plain, blocks: message.blocks });
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== 'blocks') throw error;
    log.error(`${failure.reason}. The message was sent as text without buttons; compare adapters/slack/limits.ts with Slack's limits.`);
    await client.chat.postMessage(plain);
  }
}

/** The DM with a person; it never changes, so it is asked for once. */
function dmOpener(client: webApi.WebClient): (person: string) => Promise<string> {
  const known = new BoundedMap<string, string>(5000);
  return async (person) => {
    const before = known.get(person);
    if (before !== undefined) return before;
    const { channel } = await client.conversations.open({ users: person });
    if (channel?.id === undefined) throw new Error('Slack opened a DM without saying its id; expected channel.id from conversations.open.');
    known.set(person, channel.id);
    return channel.id;
  };
}
