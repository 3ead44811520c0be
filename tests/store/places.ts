/** The stores every test of the contract runs on, and a small conversation to run it with. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { expect } from 'vitest';
import type { ComputeTurn } from '../../src/advance.ts';
import type { Incoming, Said } from '../../src/channel.ts';
import { stateSchema } from '../../src/conversation/state.ts';
import type { Wish } from '../../src/sheets.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import type { Store } from '../../src/store/store.ts';
import { startPostgres } from './postgres_server.ts';

type Place = () => Promise<(now?: () => number) => Promise<Store>>;

/** A kind of store; `place` is one that keeps what it is told until the end of the test file. */
export interface Kind {
  name: string;
  start(): Promise<{ place: Place; stop(): Promise<void> }>;
}

const sqlite: Kind = {
  name: 'SQLite',
  start() {
    const folder = mkdtempSync(join(tmpdir(), 'michishirube-sqlite-'));
    let count = 0;
    const place = (): ReturnType<Place> => {
      const file = join(folder, `${String(count++)}.sqlite`);
      return Promise.resolve((now = Date.now) => Promise.resolve(openSqlite({ file, now })));
    };
    return Promise.resolve({ place, stop: async () => rmSync(folder, { recursive: true }) });
  },
};

const postgres: Kind = {
  name: 'PostgreSQL',
  async start() {
    const server = await startPostgres();
    const url = await server.database();
    const place: Place = async () => {
      await emptied(url);
      return (now = Date.now) => openPostgres({ url, now });
    };
    return { place, stop: () => server.stop() };
  },
};

/** A new database for every test would take most of the time. */
async function emptied(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_version'`,
  );
  if (rows.length > 0) await client.query(`TRUNCATE ${rows.map(({ name }) => name).join(', ')}`);
  await client.end();
}

export const kinds: readonly Kind[] = [sqlite, postgres];

export const textOf = (said: Said): string => ('text' in said ? said.text : JSON.stringify(said));

/** Remembers every text; 「boom」 throws, 「erase」 and 「restart」 do what they say, 「alert」 alerts, 「sheet」 and 「copy_page」 wish for a page. */
export const remembering: ComputeTurn = (state, { said }) => {
  const text = textOf(said);
  if (text === 'boom') throw new TypeError('boom');
  const answers = [...state.answers, { question: 'said', value: text, how: 'said' as const, turn: state.turns + 1 }];
  return {
    state: { ...state, turns: state.turns + 1, answers: text === 'restart' ? [] : answers },
    messages: [{ kind: 'text', text: answers.map((answer) => answer.value).join(' ') }],
    question: null,
    choices: [],
    route: null,
    effects: wishesOf(text),
  };
};

function wishesOf(text: string): Wish[] {
  switch (text) {
    case 'alert':
      return [{ kind: 'alert', reason: 'crisis' }];
    case 'erase':
    case 'restart':
      return [{ kind: text }];
    case 'sheet':
    case 'copy_page':
      return [{ kind: text, label: text, enough: 'enough' }];
    default:
      return [];
  }
}

/** The address a reply leads to. */
export const linkOf = (reply: { messages: { kind: string; url?: string }[] }): string =>
  reply.messages.find(({ kind }) => kind === 'link')?.url ?? '';

let events = 0;
/** An event of a person. */
export function event(person: string, text: string, more: Partial<Incoming> = {}): Incoming {
  events++;
  return { channel: 'web', person, event: `event-${String(events)}`, at: 1_800_000_000_000 + events, said: { text }, ...more };
}

export const failedText = 'うまく受け取れませんでした。';

/** What a reply says. */
export const wordsOf = (reply: { messages: { kind: string; text?: string }[] }): string =>
  reply.messages.map((message) => message.text ?? '').join('|');

/** What a stored state of `remembering` remembers. */
export const saidIn = (state: string): unknown[] => stateSchema.parse(JSON.parse(state)).answers.map((answer) => answer.value);

/** Waits for what other loops and nodes bring about; the machine may be busy. */
export const eventually = <T>(probe: () => T): ReturnType<typeof expect.poll<T>> => expect.poll(probe, { timeout: 15_000, interval: 5 });
