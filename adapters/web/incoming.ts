/** What comes in over HTTP: the token, the body and its text. Parsed once here, trusted inside. */
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Said } from '../../src/channel.ts';
import { Problem } from './problems.ts';

/** The longest text accepted, in characters (code points). */
export const maxText = 20_000;
/** Bytes of a body: 20,000 characters, each written as two `\uXXXX` escapes, and the envelope. */
export const maxBody = 256 * 1024;
const maxChoice = 200;

/** A new token: 256 random bits, base64url. It is given to the person once and stored nowhere. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** Who a token stands for: its SHA-256. The token cannot be found from it. */
export const personOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** The token of an `Authorization: Bearer` header. Throws `token_missing`, `token_wrong`. */
export function bearer(header: string | undefined): string {
  if (header === undefined || header === '') throw new Problem('token_missing');
  const token = /^Bearer +([A-Za-z0-9_-]{43})$/i.exec(header)?.[1];
  if (token === undefined) throw new Problem('token_wrong');
  return token;
}

/** A JSON body from its bytes; nothing sent is `undefined`. Throws `not_utf8`, `not_json`. */
export function parseJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Problem('not_utf8');
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem('not_json');
  }
}

const envelope = z.object({ id: z.string(), text: z.string().optional(), choice: z.string().optional() });

/** A message of the widget. Throws `message_shape`, `message_id_malformed`, `text_empty`, `text_too_long`, `choice_malformed`. */
export function parseMessage(body: unknown): { id: string; said: Said } {
  const parsed = envelope.safeParse(body);
  if (!parsed.success) throw new Problem('message_shape');
  const { id, text, choice } = parsed.data;
  if ((text === undefined) === (choice === undefined)) throw new Problem('message_shape');
  if (!/^[A-Za-z0-9_-]{1,100}$/.test(id)) throw new Problem('message_id_malformed');
  return { id, said: choice === undefined ? { text: cleanText(text ?? '') } : { choice: cleanChoice(choice) } };
}

/** NUL cannot be stored by every database and half a surrogate pair is no character: both go, the rest of what was said stays. */
function cleanText(raw: string): string {
  if (raw.length > 2 * maxText) throw new Problem('text_too_long');
  const text = raw.toWellFormed().replaceAll('\0', '');
  if (Array.from(text).length > maxText) throw new Problem('text_too_long');
  if (!/[^\s\p{C}\uFFFD]/u.test(text)) throw new Problem('text_empty');
  return text;
}

function cleanChoice(choice: string): string {
  if (choice.length === 0 || choice.length > maxChoice || /[\p{C}\uFFFD]/u.test(choice)) throw new Problem('choice_malformed');
  return choice;
}
