/** LINE's webhook → what a person did. New event types, new fields and odd values are passed over, never refused. */
import { z } from 'zod';
import type { Incoming, PlatformContext, Said } from '../../src/channel.ts';
import { readPostback } from './postback.ts';

export const channel = 'line';

/** What an event asks for. Times are ms since the epoch. */
export type Heard = { at: number } & (
  | { kind: 'said'; incoming: Incoming; replyToken: string | null }
  /** Blocked or removed the account. */
  | { kind: 'left'; person: string }
  /** Took a message back. */
  | { kind: 'unsent'; person: string; message: string }
  /** The account was invited to a group, or addressed in one. */
  | { kind: 'group'; replyToken: string }
);

const webhookSchema = z.looseObject({ destination: z.string().optional(), events: z.array(z.unknown()).max(1000) });
export type Webhook = z.infer<typeof webhookSchema>;

/** The body of a request whose signature was verified. @throws SyntaxError, z.ZodError */
export const readWebhook = (body: Buffer): Webhook => webhookSchema.parse(JSON.parse(body.toString('utf8')));

const id = z.string().min(1).max(100);
const text = z.string().max(100_000);
const messageSchema = z.looseObject({
  type: z.string(),
  id: id.optional().catch(undefined),
  text: text.optional().catch(undefined),
  address: text.nullish().catch(null),
  title: text.nullish().catch(null),
  mention: z
    .looseObject({ mentionees: z.array(z.looseObject({ isSelf: z.boolean().optional().catch(undefined) })) })
    .optional()
    .catch(undefined),
  imageSet: z
    .looseObject({ index: z.int().optional().catch(undefined) })
    .optional()
    .catch(undefined),
});
const eventSchema = z.looseObject({
  type: z.string(),
  webhookEventId: id.optional().catch(undefined),
  timestamp: z.int().min(0).max(8.64e15).optional().catch(undefined),
  mode: z.string().optional().catch(undefined),
  deliveryContext: z
    .looseObject({ isRedelivery: z.boolean().optional().catch(undefined) })
    .optional()
    .catch(undefined),
  source: z
    .looseObject({ type: z.string(), userId: id.optional().catch(undefined) })
    .optional()
    .catch(undefined),
  replyToken: z.string().min(1).max(200).optional().catch(undefined),
  message: messageSchema.optional().catch(undefined),
  postback: z.looseObject({ data: z.string() }).optional().catch(undefined),
  unsend: z.looseObject({ messageId: id }).optional().catch(undefined),
});
type LineEvent = z.infer<typeof eventSchema>;

/** Reads one event received at `receivedAt` (ms). Null: nothing for us. */
export function readEvent(raw: unknown, receivedAt: number): Heard | null {
  const read = eventSchema.safeParse(raw);
  // standby: another module answers this chat
  if (!read.success || read.data.mode === 'standby') return null;
  const event = read.data;
  const at = event.timestamp ?? receivedAt;
  const person = event.source?.userId;
  if (event.source?.type !== 'user') return inGroup(event, at);
  if (person === undefined) return null;
  if (event.type === 'unfollow') return { kind: 'left', person, at };
  if (event.type === 'unsend') return event.unsend ? { kind: 'unsent', person, message: event.unsend.messageId, at } : null;
  const said = saidBy(event);
  const name = event.webhookEventId ?? event.message?.id;
  if (said === null || name === undefined) return null;
  const incoming: Incoming = { channel, person, event: name, at, said, context: contextOf(event, at, receivedAt) };
  return { kind: 'said', incoming, replyToken: event.replyToken ?? null, at };
}

function inGroup(event: LineEvent, at: number): Heard | null {
  const addressed = event.message?.mention?.mentionees.some((one) => one.isSelf === true) ?? false;
  const wanted = event.type === 'join' || (event.type === 'message' && addressed);
  return wanted && event.replyToken !== undefined ? { kind: 'group', replyToken: event.replyToken, at } : null;
}

function saidBy(event: LineEvent): Said | null {
  switch (event.type) {
    case 'follow':
      return { arrived: true };
    case 'postback':
      return event.postback ? readPostback(event.postback.data) : null;
    case 'message':
      return event.message ? saidInMessage(event.message) : null;
    default:
      return null;
  }
}

function saidInMessage(message: z.infer<typeof messageSchema>): Said | null {
  switch (message.type) {
    case 'text':
      return spoken(message.text);
    case 'location': {
      const address = plain(message.address ?? '') || plain(message.title ?? '');
      return address === '' ? { media: 'other' } : { address };
    }
    case 'image':
      // several pictures at once are several events: one answer is enough
      return (message.imageSet?.index ?? 1) > 1 ? null : { media: 'image' };
    case 'sticker':
    case 'file':
    case 'audio':
      return { media: message.type };
    default:
      return { media: 'other' };
  }
}

function spoken(raw: string | undefined): Said {
  const said = plain(raw ?? '');
  return /[^\s\p{C}]/u.test(said) ? { text: said } : { media: 'other' };
}

/** LINE lets people write 10,000 characters at most. NUL cannot be stored by every database, half a surrogate pair is no character. */
const plain = (raw: string): string => raw.slice(0, 20_000).toWellFormed().replaceAll('\0', '').trim();

const replyTokenMs = 60_000;
/** Answers within this of the end would come too late. */
const marginMs = 3_000;
const redeliveredMs = 20 * 60_000;

/** What `send` needs: the token, when it was received and until when it can be used. */
function contextOf(event: LineEvent, at: number, receivedAt: number): PlatformContext {
  const redelivered = event.deliveryContext?.isRedelivery === true;
  const until = Math.min(receivedAt + replyTokenMs, redelivered ? at + redeliveredMs : Infinity) - marginMs;
  return {
    ...(event.message?.id === undefined ? {} : { message: event.message.id }),
    ...(event.replyToken === undefined ? {} : { replyToken: event.replyToken, receivedAt, replyUntil: until }),
  };
}
