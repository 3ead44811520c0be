/**
 * Pages by key: the 相談シート and the owner's copy. A key is made here. Its hash opens the page; the key itself stands only in the link
 * that was said, so that a repeated event gives the same one.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Message, PageModel, Sheets } from './channel.ts';
import type { NewPage, Store, StoredPage, TurnEffect } from './store/store.ts';

/** Builds a page of what is stored at a moment (ms). Pure. */
export type PageOf = (stored: StoredPage, at: number) => PageModel;

/** On which terms pages are handed out. */
export interface PageTerms {
  /** How long a key opens its page, ms. */
  lifeMs: number;
  /** Keys of one conversation within an hour. */
  perHour: number;
  /** The address of a path for people of a channel; the path alone where the channel knows the rest. */
  address: (channel: string, path: string) => string;
}

export const usualTerms: PageTerms = { lifeMs: 7 * 86_400_000, perHour: 6, address: (_channel, path) => path };

/** 192 random bits, base64url. */
const keyBytes = 24;
const keyShape = /^[A-Za-z0-9_-]{32}$/;

export const pathOf = (key: string): string => `/sheet/${key}`;
const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');

function newPage(kind: NewPage['kind'], expiresAt: number): { key: string; page: NewPage } {
  const key = randomBytes(keyBytes).toString('base64url');
  return { key, page: { kind, keyHash: hashOf(key), expiresAt } };
}

/** Pages over a store, for a channel's routes. */
export function createSheets(
  store: Pick<Store, 'createSheet' | 'readSheet' | 'owns'>,
  pageOf: PageOf,
  now: () => number,
  { lifeMs, perHour }: PageTerms = usualTerms,
): Sheets {
  return {
    async create(channel, person, conversation) {
      const { key, page } = newPage('sheet', now() + lifeMs);
      if (await store.createSheet({ channel, person }, conversation, page, perHour)) return { key, expires: page.expiresAt };
      return (await store.owns({ channel, person }, conversation)) ? 'too_many' : null;
    },
    async read(key) {
      const found = keyShape.test(key) ? await store.readSheet(hashOf(key)) : null;
      return found && pageOf(found, now());
    },
  };
}

/** A turn's wish for a page: what the link is called, and what is said instead of the first message when there were too many. */
export interface PageWish {
  kind: NewPage['kind'];
  label: string;
  enough: string;
}
/** What a turn asks for, before links are made. */
export type Wish = Exclude<TurnEffect, { kind: NewPage['kind'] }> | PageWish;

const isPageWish = (wish: Wish): wish is PageWish => wish.kind === 'sheet' || wish.kind === 'copy_page';

/** Hands out the page a turn wishes for: the link behind the first message, the hash for the store. */
export function handingOut(
  turned: { messages: readonly Message[]; effects: readonly Wish[] },
  from: { channel: string; made: number },
  { lifeMs, perHour, address }: PageTerms,
  now: number,
): { messages: Message[]; effects: TurnEffect[] } {
  const effects = turned.effects.filter((effect) => !isPageWish(effect)) as TurnEffect[];
  const wish = turned.effects.find(isPageWish);
  const [lead, ...rest] = turned.messages;
  if (!wish || !lead) return { messages: [...turned.messages], effects };
  if (from.made >= perHour) return { messages: [{ kind: 'text', text: wish.enough }, ...rest], effects };
  const { key, page } = newPage(wish.kind, now + lifeMs);
  const link: Message = { kind: 'link', label: wish.label, url: address(from.channel, pathOf(key)) };
  return { messages: [lead, link, ...rest], effects: [...effects, page] };
}
