/** 相談シート by key: the key is made here, said once, and only its hash is stored. */
import { createHash, randomBytes } from 'node:crypto';
import { stateSchema, type ConversationState } from './conversation/state.ts';
import type { SheetModel, Sheets } from './channel.ts';
import type { Store } from './store/store.ts';

/** Builds the sheet of a conversation at a moment (ms); `expires` is when its key ends. Pure. */
export type SheetOf = (state: ConversationState, at: number, expires: number) => SheetModel;

/** How long a key opens its sheet: 7 days. */
export const sheetMs = 7 * 86_400_000;
/** 192 random bits, base64url. */
const keyBytes = 24;
const keyShape = /^[A-Za-z0-9_-]{32}$/;

const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/** Sheets over a store. */
export function createSheets(store: Pick<Store, 'createSheet' | 'readSheet'>, sheetOf: SheetOf, now: () => number): Sheets {
  return {
    async create(channel, person, conversation) {
      const key = randomBytes(keyBytes).toString('base64url');
      const expires = now() + sheetMs;
      return (await store.createSheet({ channel, person }, conversation, hashOf(key), expires)) ? { key, expires } : null;
    },
    async read(key) {
      const found = keyShape.test(key) ? await store.readSheet(hashOf(key)) : null;
      return found && sheetOf(stateSchema.parse(JSON.parse(found.state)), now(), found.expiresAt);
    },
  };
}
