/** The stores every test of the contract runs on, and a small conversation to run it with. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ComputeTurn } from '../../src/advance.ts';
import type { Said } from '../../src/channel.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import type { ArrivedEvent, Store } from '../../src/store/store.ts';
import { startPostgres } from './postgres_server.ts';

/** A kind of store; `place` is one that keeps what it is told until the end of the test file. */
export interface Kind {
  name: string;
  start(): Promise<{ place(): Promise<(now?: () => number) => Promise<Store>>; stop(): Promise<void> }>;
}

const sqlite: Kind = {
  name: 'SQLite',
  start: () => {
    const folder = mkdtempSync(join(tmpdir(), 'michishirube-sqlite-'));
    let count = 0;
    const place = () => {
      const file = join(folder, `${String(count++)}.sqlite`);
      return Promise.resolve((now = Date.now) => Promise.resolve(openSqlite({ file, now })));
    };
    return Promise.resolve({ place, stop: () => Promise.resolve(rmSync(folder, { recursive: true })) });
  },
};

const postgres: Kind = {
  name: 'PostgreSQL',
  async start() {
    const server = await startPostgres();
    const place = async () => {
      const url = await server.database();
      return (now = Date.now) => openPostgres({ url, now });
    };
    return { place, stop: () => server.stop() };
  },
};

export const kinds: readonly Kind[] = [sqlite, postgres];

export const textOf = (said: Said): string => ('text' in said ? said.text : JSON.stringify(said));

/** Remembers every text; 「boom」 throws, 「erase」 and 「restart」 do what they say, 「alert」 alerts. */
export const remembering: ComputeTurn = (state, { said }) => {
  const text = textOf(said);
  if (text === 'boom') throw new TypeError('boom');
  const answers = [...state.answers, { question: 'said', value: text, how: 'said' as const, turn: state.turns + 1 }];
  const kind = text === 'erase' || text === 'restart' ? text : null;
  return {
    state: { ...state, turns: state.turns + 1, answers: kind === 'restart' ? [] : answers },
    messages: [{ kind: 'text', text: answers.map((answer) => answer.value).join(' ') }],
    question: null,
    choices: [],
    route: null,
    effects: text === 'alert' ? [{ kind: 'alert', reason: 'crisis' }] : kind === null ? [] : [{ kind }],
  };
};

let events = 0;
/** An event of a person. */
export function event(person: string, text: string, more: Partial<ArrivedEvent> = {}): ArrivedEvent {
  events++;
  return { channel: 'web', person, event: `event-${String(events)}`, at: 1_800_000_000_000 + events, said: { text }, ...more };
}

export const failedText = 'うまく受け取れませんでした。';

/** What a reply says. */
export const wordsOf = (reply: { messages: { kind: string; text?: string }[] }): string => reply.messages.map((message) => message.text ?? '').join('|');
