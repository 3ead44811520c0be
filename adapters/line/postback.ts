/** What a button carries: the choice, and the conversation it was offered in, as `choice|conversation`. */
import { z } from 'zod';
import { limits } from './limits.ts';

export const postbackData = (choice: string, conversation: string | null): string =>
  conversation === null ? choice : `${choice}|${conversation}`;

const asJson = z.looseObject({ choice: z.string(), conversation: z.string().optional() });
const control = /[\p{C}\uFFFD]/u;

/** Reads the data of a postback, compact or JSON (rich menus of a centre may use that). Null when it names no choice. */
export function readPostback(data: string): { choice: string; conversation?: string } | null {
  if (data.length > limits.postbackData) return null;
  const read = data.startsWith('{') ? readJson(data) : readCompact(data);
  return read === null || read.choice === '' || control.test(read.choice) ? null : read;
}

function readCompact(data: string): { choice: string; conversation?: string } {
  const found = /^(.*)\|([\w-]{1,64})$/su.exec(data);
  return found?.[1] !== undefined && found[2] !== undefined ? { choice: found[1], conversation: found[2] } : { choice: data };
}

function readJson(data: string): { choice: string; conversation?: string } | null {
  try {
    const { choice, conversation } = asJson.parse(JSON.parse(data));
    return { choice, ...(conversation === undefined ? {} : { conversation: conversation.slice(0, 64) }) };
  } catch {
    return null;
  }
}
