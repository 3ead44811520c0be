/**
 * The tables, in the order they came. A migration that has been released is never edited: add one below it.
 * Times are integer ms, JSON is TEXT, ids are UUIDv7 text.
 */

/** The few words in which the two databases differ. */
interface Dialect {
  int: string;
  /** A number the database gives out in order of insertion. */
  serial: string;
  /** After the closing bracket of a table. */
  table: string;
}

export const sqliteDialect: Dialect = { int: 'INTEGER', serial: 'INTEGER PRIMARY KEY AUTOINCREMENT', table: ' STRICT' };
export const postgresDialect: Dialect = { int: 'BIGINT', serial: 'BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY', table: '' };

/** Each entry is one version of the schema; the store's version is how many were applied. */
export function migrations(dialect: Dialect): string[][] {
  return [first(dialect), sheets(dialect), pages(dialect)];
}

function first({ int, serial, table }: Dialect): string[] {
  return [
    `CREATE TABLE conversation (
      id TEXT PRIMARY KEY,
      channel TEXT NOT NULL,
      person TEXT NOT NULL,
      version ${int} NOT NULL,
      state TEXT NOT NULL,
      opened_at ${int} NOT NULL,
      touched_at ${int} NOT NULL,
      closed_at ${int}
    )${table}`,
    // a person has one open conversation
    `CREATE UNIQUE INDEX conversation_open ON conversation (channel, person) WHERE closed_at IS NULL`,
    `CREATE INDEX conversation_age ON conversation (touched_at)`,

    // inbox, transcript and the answer to a repeated request at once
    `CREATE TABLE turn (
      arrival ${serial},
      id TEXT NOT NULL UNIQUE,
      channel TEXT NOT NULL,
      person TEXT NOT NULL,
      event TEXT NOT NULL,
      conversation TEXT REFERENCES conversation (id) ON DELETE CASCADE,
      came TEXT,
      context TEXT,
      reply TEXT,
      at ${int} NOT NULL,
      received_at ${int} NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('waiting', 'done', 'dead')),
      attempts ${int} NOT NULL,
      reason TEXT,
      position ${int},
      answered_at ${int},
      UNIQUE (channel, event)
    )${table}`,
    `CREATE INDEX turn_waiting ON turn (channel, person, arrival) WHERE status = 'waiting'`,
    // position: the order in which things were said to the person, which a retried turn may change
    `CREATE INDEX turn_said ON turn (channel, person, position)`,
    `CREATE INDEX turn_conversation ON turn (conversation)`,
    `CREATE INDEX turn_dead ON turn (arrival) WHERE status = 'dead'`,
    `CREATE INDEX turn_alone ON turn (received_at) WHERE conversation IS NULL`,

    // not_before of a leased row is when its lease runs out; what to send is the turn's reply
    `CREATE TABLE outbox (
      id TEXT PRIMARY KEY,
      turn TEXT NOT NULL REFERENCES turn (id) ON DELETE CASCADE,
      channel TEXT NOT NULL,
      person TEXT NOT NULL,
      position ${int} NOT NULL,
      idempotency_key TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('pending', 'leased', 'sent', 'unknown', 'dead')),
      lease TEXT,
      attempts ${int} NOT NULL,
      not_before ${int} NOT NULL,
      reason TEXT,
      created_at ${int} NOT NULL,
      finished_at ${int}
    )${table}`,
    `CREATE INDEX outbox_open ON outbox (channel, person, position) WHERE status IN ('pending', 'leased')`,
    `CREATE INDEX outbox_due ON outbox (channel, not_before) WHERE status IN ('pending', 'leased')`,
    `CREATE INDEX outbox_turn ON outbox (turn)`,
    `CREATE INDEX outbox_dead ON outbox (created_at) WHERE status IN ('dead', 'unknown')`,

    `CREATE TABLE handoff_case (
      id TEXT PRIMARY KEY,
      conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
      status TEXT NOT NULL CHECK (status IN ('open', 'taken', 'closed')),
      reason TEXT NOT NULL,
      thread TEXT,
      adviser TEXT,
      opened_at ${int} NOT NULL,
      taken_at ${int},
      closed_at ${int}
    )${table}`,
    `CREATE INDEX handoff_case_conversation ON handoff_case (conversation)`,

    // what happened, never what was said nor by whom
    `CREATE TABLE audit (
      id TEXT PRIMARY KEY,
      at ${int} NOT NULL,
      kind TEXT NOT NULL,
      channel TEXT NOT NULL,
      conversation TEXT,
      detail TEXT
    )${table}`,
    `CREATE INDEX audit_age ON audit (at)`,
  ];
}

/** 相談シート: who holds the key may read the conversation's sheet until it expires. What opens it is kept as a hash. */
function sheets({ int, table }: Dialect): string[] {
  return [
    `CREATE TABLE sheet (
      key_hash TEXT PRIMARY KEY,
      conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
      expires_at ${int} NOT NULL
    )${table}`,
    `CREATE INDEX sheet_conversation ON sheet (conversation, expires_at)`,
    `CREATE INDEX sheet_age ON sheet (expires_at)`,
  ];
}

/** The owner's copy as a page of the same kind, and when a key was made: only so many within an hour. */
function pages({ int }: Dialect): string[] {
  return [
    `ALTER TABLE sheet ADD COLUMN page TEXT NOT NULL DEFAULT 'sheet'`,
    `ALTER TABLE sheet ADD COLUMN made_at ${int} NOT NULL DEFAULT 0`,
  ];
}

/** A store written by newer code is not touched. */
export function refuseNewer(found: number, known: number, place: string): void {
  if (found > known)
    throw new Error(
      `${place} has schema version ${String(found)}, this program knows up to ${String(known)}. Start the newer program, or use another store.`,
    );
}
