/** What Slack sends, as what a person did. Parsed once here, trusted inside; what is not for us is null. */
import { z } from 'zod';
import type { Said } from '../../src/channel.ts';
import { unescapeText } from './limits.ts';
import { readButtonValue } from './render.ts';

/** Of a longer text the rest is not read, in UTF-16 units; Slack itself allows 40,000. */
const maxText = 20_000;

const messageSchema = z.object({
  type: z.literal('message'),
  channel: z.string().min(1),
  channel_type: z.literal('im'),
  user: z.string().min(1),
  ts: z.string(),
  text: z.string().default(''),
  subtype: z.enum(['file_share', 'me_message', 'thread_broadcast']).optional(),
  bot_id: z.undefined().optional(),
  files: z.array(z.object({ mimetype: z.string().nullish() })).optional(),
});

/** A message of a person in the DM; null for other channels, bots (ourselves included), edits and deletions. */
export function readMessage(event: unknown): { person: string; channel: string; ts: string; at: number; said: Said } | null {
  const { data } = messageSchema.safeParse(event);
  if (data === undefined) return null;
  const text = plainWords(data.text).slice(0, maxText).toWellFormed().trim();
  const file = data.files?.[0];
  const said: Said | null = text !== '' ? { text } : file !== undefined ? { media: mediaOf(file.mimetype ?? '') } : null;
  return said === null ? null : { person: data.user, channel: data.channel, ts: data.ts, at: momentOf(data.ts), said };
}

const deletionSchema = z.object({
  type: z.literal('message'),
  subtype: z.literal('message_deleted'),
  channel_type: z.literal('im'),
  deleted_ts: z.string(),
  previous_message: z.object({ user: z.string().min(1), bot_id: z.undefined().optional() }),
});

/** A person took a message of theirs back: `message` is its timestamp, as in the context of its event. */
export function readDeletion(event: unknown): { person: string; message: string } | null {
  const { data } = deletionSchema.safeParse(event);
  return data === undefined ? null : { person: data.previous_message.user, message: data.deleted_ts };
}

const mediaOf = (type: string): 'image' | 'audio' | 'file' =>
  type.startsWith('image/') ? 'image' : type.startsWith('audio/') ? 'audio' : 'file';

/** Slack's markup as words: a link is its label, a mention of a person or group is nobody's words. */
export function plainWords(text: string): string {
  const words = text.replaceAll(/<([^<>]*)>/g, (_all, inner: string) => {
    const bar = inner.indexOf('|');
    const label = bar < 0 ? null : inner.slice(bar + 1);
    if (/^(?:@|!(?:subteam|channel|here|everyone))/.test(inner)) return '';
    if (inner.startsWith('#') || inner.startsWith('!')) return label ?? '';
    return label ?? inner.replace(/^(?:mailto|tel):/, '');
  });
  return unescapeText(words).replaceAll('\0', '');
}

const actionSchema = z.object({
  user: z.object({ id: z.string().min(1) }),
  container: z.object({ channel_id: z.string().min(1), message_ts: z.string() }),
  actions: z.tuple([z.object({ action_id: z.string(), action_ts: z.string(), value: z.string() })], z.unknown()),
});

/** A tapped button of ours. The event's id is made of what is tapped and when, so a repeated delivery has the same. */
export function readAction(
  body: unknown,
): { person: string; channel: string; at: number; event: string; choice: string; conversation: string } | null {
  const { data } = actionSchema.safeParse(body);
  const [action] = data?.actions ?? [];
  const value = action === undefined ? null : readButtonValue(unescapeText(action.value));
  if (data === undefined || action === undefined || value === null) return null;
  const { channel_id: channel, message_ts: message } = data.container;
  return {
    person: data.user.id,
    channel,
    at: momentOf(action.action_ts),
    event: ['action', channel, message, action.action_id, action.action_ts].join(':'),
    ...value,
  };
}

const commandSchema = z.object({ user_id: z.string().min(1), trigger_id: z.string().min(1), text: z.string().default('') });

/** A command as it was typed: who, its words, and an id that is the same when it is delivered again. */
export function readCommand(body: unknown): { person: string; event: string; text: string } | null {
  const { data } = commandSchema.safeParse(body);
  return data === undefined
    ? null
    : { person: data.user_id, event: `command:${data.trigger_id}`, text: plainWords(data.text).slice(0, maxText).toWellFormed().trim() };
}

/** `1732160000.123456` (seconds) as integer ms; what cannot be read happened now. */
function momentOf(ts: string): number {
  const seconds = Number(ts);
  return Number.isFinite(seconds) && seconds > 0 ? Math.round(seconds * 1000) : Date.now();
}
