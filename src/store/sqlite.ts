/**
 * The store in one SQLite file (or ':memory:'): WAL, a commit is on disk before anything is answered.
 * Reads run between the writer's transactions on the same connection and so see only what is committed.
 */
import { DatabaseSync } from 'node:sqlite';
import { v4 as randomId, v7 as newId } from 'uuid';
import { migrations, refuseNewer, sqliteDialect } from './migrations.ts';
import {
  type ConversationRow,
  copyLimit,
  nothingTaken,
  type PageSaidRow,
  readReply,
  saidLimit,
  saidRow,
  type SaidRow,
  type SheetRow,
  storedPage,
  type TurnRow,
  turnRow,
  waitingTurn,
} from './rows.ts';
import { sqliteOutbox } from './sqlite_outbox.ts';
import { all, changes, type SqliteContext, sqliteStatements } from './sqlite_statements.ts';
import {
  type Accepted,
  type Arrival,
  EventOfAnother,
  type NewPage,
  pageHourMs,
  type PersonKey,
  type Step,
  type Store,
  type StoredPage,
  type Take,
  type TurnWrite,
  type Wake,
} from './store.ts';
import { createWriter } from './writer.ts';

export interface SqliteOptions {
  /** A file, made when missing, or ':memory:'. */
  file: string;
  /** Integer ms since the epoch. */
  now?: () => number;
}

/** Opens the store and brings its tables up to date. @throws when the file was written by a newer program */
export function openSqlite({ file, now = Date.now }: SqliteOptions): Store {
  const db = openDatabase(file);
  const context: SqliteContext = { sql: sqliteStatements(db), now };
  const { sql } = context;
  const writer = createWriter(db);
  const listeners = new Set<(wake: Wake) => void>();
  const tell = (wake: Wake): void => {
    for (const listener of listeners) listener(wake);
  };

  return {
    async accept(arrivals) {
      const accepted = await writer.run(() => arrivals.map((arrival) => insertArrival(context, arrival)));
      for (const [index, { channel, person }] of arrivals.entries())
        if (accepted[index] === 'accepted') tell({ kind: 'turn', channel, person });
      return accepted;
    },
    async step(key, arrival, take) {
      const { step, pushed, told } = await writer.run(() => stepOf(context, key, arrival, take));
      if (pushed) tell({ ...key, kind: 'outbox' });
      if (told) tell({ ...key, kind: 'told' });
      return step;
    },
    waiting: (limit) => read(() => all<PersonKey>(sql.waiting, limit)),
    conversationOf: ({ channel, person }) => read(() => all<ConversationRow>(sql.conversation, channel, person)[0]?.id ?? null),
    owns: ({ channel, person }, conversation) => read(() => all(sql.owned, conversation, channel, person).length > 0),
    saidSince: ({ channel, person }, after) =>
      read(() => all<SaidRow>(sql.saidSince, channel, person, channel, person, after, saidLimit).map(saidRow)),
    async unsay({ channel, person }, message) {
      await writer.run(() => changes(sql.unsay, channel, person, message));
    },
    erase: (key) => writer.run(() => eraseAll(context, key)),
    async forget(before, limit) {
      const gone = await writer.run(() => forget(context, before, limit));
      if (gone > 0) db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      return gone;
    },
    unanswered: () => read(() => all<{ topics: string; count: number }>(sql.unanswered)),
    forgetAudit: (before) => writer.run(() => changes(sql.forgetAudit, before)),
    createSheet: (key, conversation, page, perHour) =>
      writer.run(() => pagesMade(context, conversation) < perHour && createSheet(context, key, conversation, page)),
    readSheet: (keyHash) => read(() => readSheet(context, keyHash)),
    ...sqliteOutbox(context, writer, tell),
    ready: () => read(() => void sql.one.get()),
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      return read(() => {
        writer.flush();
        db.close();
      });
    },
  };
}

/** A synchronous read as the promise the interface asks for; what it throws becomes a rejection. */
const read = <T>(query: () => T): Promise<T> => new Promise((resolve) => resolve(query()));

function openDatabase(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: 2000, enableForeignKeyConstraints: true });
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
  // what was erased is overwritten, not only unlinked
  db.exec('PRAGMA secure_delete = ON');
  migrate(db, file);
  return db;
}

function migrate(db: DatabaseSync, file: string): void {
  const versions = migrations(sqliteDialect);
  db.exec('BEGIN IMMEDIATE');
  try {
    const { user_version: version } = db.prepare('PRAGMA user_version').get() as { user_version: number };
    refuseNewer(version, versions.length, file);
    for (const statement of versions.slice(version).flat()) db.exec(statement);
    db.exec(`PRAGMA user_version = ${String(versions.length)}`);
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    db.close();
    throw error;
  }
}

function insertArrival({ sql, now }: SqliteContext, arrival: Arrival): Accepted {
  const row = turnRow(newId(), arrival);
  const inserted = changes(sql.insertTurn, row.id, row.channel, row.person, row.event, row.came, row.context, row.reply, row.at, now());
  return inserted === 1 ? 'accepted' : 'duplicate';
}

interface Stepped {
  step: Step;
  pushed: boolean;
  told: boolean;
}

/** One turn inside the writer's transaction. */
function stepOf(context: SqliteContext, key: PersonKey, arrival: Arrival | null, take: Take): Stepped {
  const { sql } = context;
  const known =
    arrival && insertArrival(context, arrival) === 'duplicate'
      ? all<TurnRow>(sql.turnOfEvent, arrival.channel, arrival.event)[0]
      : undefined;
  if (known && known.person !== key.person) throw new EventOfAnother(key.channel);
  if (known && known.status !== 'waiting' && known.reply !== null)
    return { step: { taken: null, reply: readReply(known.reply) }, pushed: false, told: false };

  const row = all<TurnRow>(sql.oldestWaiting, key.channel, key.person)[0];
  if (!row) return { step: nothingTaken, pushed: false, told: false };
  const conversation = all<ConversationRow>(sql.conversation, key.channel, key.person)[0] ?? null;
  const standing = conversation && { ...conversation, pages: pagesMade(context, conversation.id) };
  const written = take({ conversation: standing, turn: waitingTurn(row) });
  const taken = {
    turn: row.id,
    conversation: conversation?.id ?? null,
    status: written.status,
    effects: 'effects' in written ? written.effects : [],
  };
  if (written.status === 'failed') {
    sql.failTurn.run(written.reason, row.id);
    return { step: { taken, reply: null }, pushed: false, told: false };
  }
  taken.conversation = writeTurn(context, row, conversation, written);
  const reply = arrival?.event === row.event ? readReply(written.reply) : null;
  return { step: { taken, reply }, pushed: written.push, told: row.came === null };
}

/** State, turn, outbox, then what the effects ask for. Returns the conversation's id. */
function writeTurn(context: SqliteContext, row: TurnRow, before: ConversationRow | null, written: TurnWrite): string {
  const { sql, now } = context;
  const { channel, person } = row;
  const at = now();
  const conversation = before?.id ?? newId();
  const restart = before !== null && written.effects.some((effect) => effect.kind === 'restart');
  // a closed conversation stays as it was; the turn's state is the next one's
  if (before) sql.updateConversation.run(restart ? before.state : written.state, at, before.id);
  else sql.openConversation.run(conversation, channel, person, written.state, at, at);
  const position = all<{ next: number }>(sql.nextPosition, channel, person)[0]?.next ?? 1;
  sql.answerTurn.run(conversation, written.status, written.reply, position, at, written.reason, written.status, row.id);
  if (written.push) sql.push.run(newId(), row.id, channel, person, position, randomId(), at, at);
  if (restart) {
    sql.closeConversation.run(at, conversation);
    sql.openConversation.run(newId(), channel, person, written.state, at, at);
  }
  for (const effect of written.effects) {
    if (effect.kind === 'erase') eraseBut(context, row, conversation);
    if (effect.kind === 'sheet' || effect.kind === 'copy_page') createSheet(context, row, conversation, effect);
    if (effect.kind === 'alert') sql.audit.run(newId(), at, 'alert', channel, conversation, effect.reason);
    if (effect.kind === 'unanswered') sql.audit.run(newId(), at, 'unanswered', channel, conversation, effect.topics.join(',') || null);
  }
  return conversation;
}

/** Leaves the receipt (without what came in), its outbox row, and events that came later. */
function eraseBut({ sql, now }: SqliteContext, receipt: TurnRow, conversation: string): void {
  const { channel, person } = receipt;
  sql.bareReceipt.run(receipt.id);
  sql.eraseOtherTurns.run(channel, person, receipt.id);
  sql.eraseConversations.run(channel, person);
  sql.audit.run(newId(), now(), 'erased', channel, conversation, null);
}

function eraseAll({ sql, now }: SqliteContext, { channel, person }: PersonKey): void {
  const conversation = all<ConversationRow>(sql.conversation, channel, person)[0]?.id ?? null;
  sql.eraseTurns.run(channel, person);
  sql.eraseConversations.run(channel, person);
  sql.audit.run(newId(), now(), 'erased', channel, conversation, null);
}

function forget({ sql }: SqliteContext, before: number, limit: number): number {
  return changes(sql.forgetConversations, before, limit) + changes(sql.forgetTurns, before, limit);
}

const pagesMade = ({ sql, now }: SqliteContext, conversation: string): number =>
  all<{ count: number }>(sql.pagesMade, conversation, now() - pageHourMs)[0]?.count ?? 0;

function readSheet({ sql, now }: SqliteContext, keyHash: string): StoredPage | null {
  const row = all<SheetRow>(sql.sheet, keyHash, now())[0];
  if (!row) return null;
  return storedPage(row, row.kind === 'copy_page' ? all<PageSaidRow>(sql.pageSaid, row.conversation, copyLimit) : []);
}

function createSheet({ sql, now }: SqliteContext, { channel, person }: PersonKey, conversation: string, page: NewPage): boolean {
  sql.dropExpiredSheets.run(now());
  const made = changes(sql.insertSheet, page.keyHash, page.expiresAt, page.kind, now(), conversation, channel, person) === 1;
  if (made) sql.dropOldSheets.run(conversation);
  return made;
}
