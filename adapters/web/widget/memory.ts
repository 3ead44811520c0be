/** What the browser keeps, so that a reload shows the conversation again. Only this tab, unless the site asks for more. */
import type { Message } from '../../../src/channel.ts';
import type { Opened, Sent } from './server.ts';

export interface OwnerEntry {
  who: 'owner';
  /** The message id: sent again after a failure, it is still one turn. */
  id: string;
  sent: Sent;
  /** What is shown: the text, or the choice's label. */
  shown: string;
  state: 'sending' | 'sent' | 'failed';
  /** Why it failed, in words. */
  detail?: string;
}

export interface BotEntry {
  who: 'bot';
  id: string;
  messages: Message[];
}

export type Entry = OwnerEntry | BotEntry;

export interface Kept {
  conversation: Opened | null;
  entries: Entry[];
  open: boolean;
}

const version = 1;
/** Older entries are no longer shown after a reload. */
const maxEntries = 120;
const key = (server: string): string => `michishirube:${server}`;

/** A private window or a full store must not stop the conversation: then nothing is kept. */
function quietly<T>(attempt: () => T): T | null {
  try {
    return attempt();
  } catch {
    return null;
  }
}

const store = (longer: boolean): Storage | null => quietly(() => (longer ? localStorage : sessionStorage));

export function keep(server: string, kept: Kept, longer: boolean): void {
  const entries = kept.entries.slice(-maxEntries);
  quietly(() => store(longer)?.setItem(key(server), JSON.stringify({ version, ...kept, entries })));
}

export function recall(server: string, longer: boolean): Kept | null {
  const text = quietly(() => store(longer)?.getItem(key(server)));
  const kept = quietly(() => JSON.parse(text ?? 'null') as (Partial<Kept> & { version?: number }) | null);
  if (kept?.version !== version || !Array.isArray(kept.entries)) return null;
  return { conversation: kept.conversation ?? null, entries: kept.entries, open: kept.open === true };
}

export function forget(server: string): void {
  for (const longer of [true, false]) quietly(() => store(longer)?.removeItem(key(server)));
}
