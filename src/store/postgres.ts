/** The store in PostgreSQL, for any number of nodes. */
import { v4 as randomId, v7 as newId } from 'uuid';
import { inTransaction, migrate, hear, openPool, queries, type Queries } from './postgres_connection.ts';
import { createSheet, stepOf } from './postgres_turn.ts';
import {
  type ConversationRow,
  copyLimit,
  type DeadRow,
  type LeasedRow,
  outboxRow,
  type PageSaidRow,
  saidLimit,
  saidRow,
  type SaidRow,
  type SheetRow,
  storedPage,
  turnRow,
} from './rows.ts';
import {
  type Accepted,
  type Arrival,
  type Backlog,
  type Delivered,
  noBacklog,
  type OutboxRow,
  type PersonKey,
  type Store,
  type StoredPage,
  type Wake,
} from './store.ts';

export interface PostgresOptions {
  /** `postgres://user:password@host/database` */
  url: string;
  /** Integer ms since the epoch. */
  now?: () => number;
  /** A connection broke; it is replaced. */
  onError?: (error: unknown) => void;
}

/** Opens the store and brings its tables up to date. @throws when the database does not answer or was written by a newer program */
export async function openPostgres({ url, now = Date.now, onError = () => undefined }: PostgresOptions): Promise<Store> {
  const pool = openPool(url, onError);
  const listeners = new Set<(wake: Wake) => void>();
  const tell = (wake: Wake): void => {
    for (const listener of listeners) listener(wake);
  };
  try {
    await migrate(pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
  const deafen = await hear(url, tell, onError);
  const run = queries(pool);
  const inOrder = onePerPerson();

  return {
    accept: (arrivals) => accept(run, arrivals, now()),
    step: (key, arrival, take) => inOrder(key, () => stepOf({ pool, run, now }, key, arrival, take)),
    waiting: (limit) => run.rows<PersonKey>('waiting', limit),
    conversationOf: async ({ channel, person }) => (await run.rows<ConversationRow>('conversation', channel, person))[0]?.id ?? null,
    owns: async ({ channel, person }, conversation) => (await run.rows('owned', conversation, channel, person)).length > 0,
    saidSince: async ({ channel, person }, after) => (await run.rows<SaidRow>('saidSince', channel, person, after, saidLimit)).map(saidRow),
    async unsay({ channel, person }, message) {
      await run.count('unsay', channel, person, message);
    },
    erase: (key) => inTransaction(pool, (inside) => eraseAll(inside, key, now())),
    forget: (before, limit) =>
      inTransaction(
        pool,
        async (inside) => (await inside.count('forgetConversations', before, limit)) + (await inside.count('forgetTurns', before, limit)),
      ),
    unanswered: () => run.rows<{ topics: string; count: number }>('unanswered'),
    forgetAudit: (before) => run.count('forgetAudit', before),
    createSheet: (key, conversation, page, perHour) => createSheet(run, key, conversation, page, perHour, now()),
    readSheet: (keyHash) => readSheet(run, keyHash, now()),
    lease: async (channel, limit, leaseMs) =>
      (await run.rows<LeasedRow>('lease', channel, now(), limit, randomId(), now() + leaseMs)).map(outboxRow),
    mark: (row, delivered) => mark(run, row, delivered, now()),
    deadLetters: (limit) => run.rows<DeadRow>('deadLetters', limit),
    requeue: async (id) => (await run.count('requeueTurn', id)) || (await run.count('requeueOutbox', id, now())),
    backlog: async () => (await run.rows<Backlog>('backlog'))[0] ?? noBacklog,
    async ready() {
      await run.rows('one');
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      await deafen();
      await pool.end();
    },
  };
}

async function accept(run: Queries, arrivals: readonly Arrival[], now: number): Promise<Accepted[]> {
  const rows = arrivals.map((arrival) => turnRow(newId(), arrival));
  const columns = (['id', 'channel', 'person', 'event', 'came', 'context', 'reply', 'at'] as const).map((name) =>
    rows.map((row) => row[name]),
  );
  const inserted = new Set((await run.rows<{ id: string }>('insertTurns', ...columns, now)).map((row) => row.id));
  return rows.map((row) => (inserted.has(row.id) ? 'accepted' : 'duplicate'));
}

async function readSheet(run: Queries, keyHash: string, now: number): Promise<StoredPage | null> {
  const [row] = await run.rows<SheetRow>('sheet', keyHash, now);
  if (!row) return null;
  return storedPage(row, row.kind === 'copy_page' ? await run.rows<PageSaidRow>('pageSaid', row.conversation, copyLimit) : []);
}

/** Turns before conversations, as a step locks them. */
async function eraseAll(inside: Queries, { channel, person }: PersonKey, now: number): Promise<void> {
  const [conversation] = await inside.rows<ConversationRow>('conversation', channel, person);
  await inside.count('eraseTurns', channel, person);
  await inside.count('eraseConversations', channel, person);
  await inside.count('audit', newId(), now, 'erased', channel, conversation?.id ?? null, null);
}

async function mark(run: Queries, row: OutboxRow, delivered: Delivered, now: number): Promise<boolean> {
  const retry = delivered.status === 'retry';
  const reason = 'reason' in delivered ? delivered.reason : null;
  const due = retry ? now + delivered.afterMs : now;
  return (await run.count('mark', row.id, row.lease, retry ? 'pending' : delivered.status, due, reason, retry ? null : now)) === 1;
}

/** Steps of one person follow each other inside this node, so that versions only meet between nodes. */
function onePerPerson(): <T>(key: PersonKey, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const name = JSON.stringify([key.channel, key.person]);
    const mine = (last.get(name) ?? Promise.resolve()).then(work, work);
    last.set(name, mine);
    try {
      return await mine;
    } finally {
      if (last.get(name) === mine) last.delete(name);
    }
  };
}
