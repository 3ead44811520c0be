/** The statements of the SQLite store, prepared once. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';

const texts = {
  one: 'SELECT 1',

  // turns
  insertTurn: `INSERT INTO turn (id, channel, person, event, came, context, reply, at, received_at, status, attempts)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', 0) ON CONFLICT (channel, event) DO NOTHING`,
  turnOfEvent: 'SELECT * FROM turn WHERE channel = ? AND event = ?',
  oldestWaiting: `SELECT * FROM turn WHERE channel = ? AND person = ? AND status = 'waiting' ORDER BY arrival LIMIT 1`,
  waiting: `SELECT channel, person FROM turn WHERE status = 'waiting' GROUP BY channel, person ORDER BY min(arrival) LIMIT ?`,
  nextPosition: 'SELECT coalesce(max(position), 0) + 1 AS next FROM turn WHERE channel = ? AND person = ?',
  answerTurn: `UPDATE turn SET conversation = ?, status = ?, reply = ?, position = ?, answered_at = ?, reason = ?, attempts = attempts + (? = 'dead') WHERE id = ?`,
  failTurn: 'UPDATE turn SET attempts = attempts + 1, reason = ? WHERE id = ?',
  saidSince: `SELECT id AS turn, reply FROM turn WHERE channel = ? AND person = ? AND reply IS NOT NULL
       AND position > coalesce((SELECT position FROM turn WHERE channel = ? AND person = ? AND id = ?), 0)
     ORDER BY position LIMIT ?`,

  // conversations
  conversation: 'SELECT id, version, state FROM conversation WHERE channel = ? AND person = ? AND closed_at IS NULL',
  owned: 'SELECT id FROM conversation WHERE id = ? AND channel = ? AND person = ?',
  openConversation: 'INSERT INTO conversation (id, channel, person, version, state, opened_at, touched_at) VALUES (?, ?, ?, 1, ?, ?, ?)',
  updateConversation: 'UPDATE conversation SET version = version + 1, state = ?, touched_at = ? WHERE id = ?',
  closeConversation: 'UPDATE conversation SET closed_at = ? WHERE id = ?',

  // sheets
  dropExpiredSheets: 'DELETE FROM sheet WHERE key_hash IN (SELECT key_hash FROM sheet WHERE expires_at <= ? LIMIT 1000)',
  insertSheet: `INSERT INTO sheet (key_hash, conversation, expires_at, page, made_at)
     SELECT ?, id, ?, ?, ? FROM conversation WHERE id = ? AND channel = ? AND person = ?`,
  pagesMade: 'SELECT count(*) AS count FROM sheet WHERE conversation = ? AND made_at > ?',
  dropOldSheets: `DELETE FROM sheet WHERE key_hash IN (
       SELECT key_hash FROM sheet WHERE conversation = ? ORDER BY expires_at DESC, rowid DESC LIMIT -1 OFFSET 50)`,
  pageSaid: 'SELECT at, came, reply FROM turn WHERE conversation = ? AND reply IS NOT NULL ORDER BY position DESC LIMIT ?',
  sheet: `SELECT s.page AS kind, c.id AS conversation, c.state, s.expires_at AS "expiresAt" FROM sheet s JOIN conversation c ON c.id = s.conversation WHERE s.key_hash = ? AND s.expires_at > ?`,

  // outbox
  push: `INSERT INTO outbox (id, turn, channel, person, position, idempotency_key, status, attempts, not_before, created_at)
     VALUES (?, ?, ?, ?, ?, ?, 'pending', 0, ?, ?)`,
  lease: `UPDATE outbox SET status = 'leased', lease = ?, not_before = ?, attempts = attempts + 1 WHERE id IN (
       SELECT o.id FROM outbox o WHERE o.channel = ? AND o.status IN ('pending', 'leased') AND o.not_before <= ?
         AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.channel = o.channel AND e.person = o.person
           AND e.status IN ('pending', 'leased') AND e.position < o.position)
       ORDER BY o.not_before, o.id LIMIT ?)`,
  leased: `SELECT o.*, t.event, t.at, t.reply, t.context FROM outbox o JOIN turn t ON t.id = o.turn
     WHERE o.status = 'leased' AND o.channel = ? AND o.lease = ? ORDER BY o.created_at, o.id`,
  mark: `UPDATE outbox SET status = ?, not_before = ?, reason = ?, finished_at = ?, lease = NULL WHERE id = ? AND lease = ?`,
  deadLetters: `SELECT 'turn' AS kind, id, channel, status, attempts, reason, received_at AS at FROM turn WHERE status = 'dead'
     UNION ALL SELECT 'outbox', id, channel, status, attempts, reason, created_at FROM outbox WHERE status IN ('dead', 'unknown')
     ORDER BY at LIMIT ?`,
  requeueTurn: `UPDATE turn SET status = 'waiting', attempts = 0, position = NULL, reason = NULL,
       reply = CASE WHEN came IS NULL THEN reply END WHERE status = 'dead' AND id = ?`,
  dropOutboxOfTurn: 'DELETE FROM outbox WHERE turn = ?',
  requeueOutbox: `UPDATE outbox SET status = 'pending', attempts = 0, not_before = ?, reason = NULL, finished_at = NULL WHERE status IN ('dead', 'unknown') AND id = ?`,
  turnOfOutbox: 'SELECT channel, person FROM outbox WHERE id = ?',
  personOfTurn: 'SELECT channel, person FROM turn WHERE id = ?',
  backlog: `SELECT (SELECT count(*) FROM turn WHERE status = 'waiting') AS waiting,
       (SELECT count(*) FROM outbox WHERE status IN ('pending', 'leased')) AS outbox,
       (SELECT count(*) FROM turn WHERE status = 'dead') AS deadTurns,
       (SELECT count(*) FROM outbox WHERE status = 'dead') AS deadLetters,
       (SELECT count(*) FROM outbox WHERE status = 'unknown') AS unknown`,

  // erasing and forgetting; outbox rows and cases go with their turn and conversation
  unsay: `UPDATE turn SET came = NULL, status = CASE status WHEN 'waiting' THEN 'done' ELSE status END
    WHERE channel = ? AND person = ? AND json_extract(context, '$.message') = ?`,
  bareReceipt: 'UPDATE turn SET came = NULL, conversation = NULL WHERE id = ?',
  eraseOtherTurns: `DELETE FROM turn WHERE channel = ? AND person = ? AND id <> ? AND status <> 'waiting'`,
  eraseTurns: 'DELETE FROM turn WHERE channel = ? AND person = ?',
  eraseConversations: 'DELETE FROM conversation WHERE channel = ? AND person = ?',
  forgetConversations: 'DELETE FROM conversation WHERE id IN (SELECT id FROM conversation WHERE touched_at < ? LIMIT ?)',
  forgetTurns: 'DELETE FROM turn WHERE id IN (SELECT id FROM turn WHERE conversation IS NULL AND received_at < ? LIMIT ?)',
  unanswered: `SELECT coalesce(detail, '') AS topics, count(*) AS count FROM audit WHERE kind = 'unanswered' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1000`,
  forgetAudit: 'DELETE FROM audit WHERE at < ?',
  audit: 'INSERT INTO audit (id, at, kind, channel, conversation, detail) VALUES (?, ?, ?, ?, ?, ?)',
};

export type SqliteStatements = Record<keyof typeof texts, StatementSync>;

/** Prepares every statement; the tables must be there. */
export function sqliteStatements(db: DatabaseSync): SqliteStatements {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, db.prepare(text)])) as SqliteStatements;
}

/** Everything a function of the SQLite store works with. */
export interface SqliteContext {
  sql: SqliteStatements;
  now: () => number;
}

type Value = string | number | null;
export const all = <Row>(statement: StatementSync, ...values: Value[]): Row[] => statement.all(...values) as unknown as Row[];
export const changes = (statement: StatementSync, ...values: Value[]): number => Number(statement.run(...values).changes);
