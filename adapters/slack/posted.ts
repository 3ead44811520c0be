/**
 * Which parts of a reply are already in the channel. Slack has no idempotency key, so every message carries the outbox key as
 * metadata, and after an unknown outcome the history is asked before anything is sent again. Needs the scope `im:history`.
 */
import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import { failureOf } from './outcome.ts';

export const eventType = 'michishirube_reply';

/** Clocks differ: messages from a little before the row was written are looked at too. */
const skewSeconds = 120;

const historySchema = z.object({ messages: z.array(z.unknown()) });

/** How many parts were posted; `unreadable` when Slack will not say, `away` when it could not be asked now. */
export async function partsPosted(
  client: webApi.WebClient,
  channel: string,
  key: string,
  since: number,
): Promise<number | 'unreadable' | 'away'> {
  try {
    const oldest = String(Math.floor(since / 1000) - skewSeconds);
    const history = historySchema.parse(await client.conversations.history({ channel, oldest, limit: 100, include_all_metadata: true }));
    return Math.max(0, ...history.messages.map((message) => partOf(message, key)));
  } catch (error) {
    if (error instanceof z.ZodError) return 'unreadable';
    const { kind, reason } = failureOf(error);
    return kind === 'dead' || /missing_scope|no_permission/.test(reason) ? 'unreadable' : 'away';
  }
}

const mark = z.object({
  metadata: z.object({ event_type: z.literal(eventType), event_payload: z.object({ key: z.string(), part: z.coerce.number() }) }),
});

function partOf(message: unknown, key: string): number {
  const { data } = mark.safeParse(message);
  return data?.metadata.event_payload.key === key ? data.metadata.event_payload.part + 1 : 0;
}
