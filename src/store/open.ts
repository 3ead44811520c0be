/** Opens the store a configuration asks for. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openPostgres } from './postgres.ts';
import { openSqlite } from './sqlite.ts';
import type { Store } from './store.ts';

export interface StorePlace {
  /** PostgreSQL when set. */
  DATABASE_URL?: string | undefined;
  /** The folder of the SQLite file otherwise; made when missing. */
  DATA_DIR: string;
}

/** @throws when the database does not answer, the folder cannot be made, or the store was written by a newer program */
export async function openStore(
  place: StorePlace,
  onError: (error: unknown) => void = () => undefined,
  now: () => number = Date.now,
): Promise<Store> {
  if (place.DATABASE_URL !== undefined) return openPostgres({ url: place.DATABASE_URL, now, onError });
  mkdirSync(place.DATA_DIR, { recursive: true, mode: 0o700 });
  return openSqlite({ file: join(place.DATA_DIR, 'michishirube.sqlite'), now });
}

/** A store that is gone with the process: for the terminal. */
export const openMemoryStore = (now: () => number = Date.now): Store => openSqlite({ file: ':memory:', now });
