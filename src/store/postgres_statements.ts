/**
 * The statements of the PostgreSQL store; named, so that each connection prepares them once.
 * A turn is one read and one data-modifying statement. Its gate is the conversation's version: whoever moves a turn of a
 * person on also moves the version, so a statement whose gate is shut changes nothing and is tried after another read.
 */
import type { Wake } from './store.ts';

interface Statement {
  name: string;
  text: string;
}
const named = <Name extends string>(texts: Record<Name, string>): Record<Name, Statement> =>
  Object.fromEntries(Object.entries<string>(texts).map(([name, text]) => [name, { name, text }])) as Record<Name, Statement>;

export const notifyChannel = 'michishirube';
/** Reaches every node at the commit. */
const wake = (kind: Wake['kind'], channel = 'channel', person = 'person'): string =>
  `pg_notify('${notifyChannel}', json_build_object('kind', '${kind}', 'channel', ${channel}, 'person', ${person})::text)`;

/** $1 conversation, $2 version, $3 state, $4 now, $6 channel, $7 person; `from` is what must be there besides. */
const openGate = (from: string): string => `gate AS (
  INSERT INTO conversation (id, channel, person, version, state, opened_at, touched_at)
  SELECT $1::text, $6::text, $7::text, $2::bigint + 1, $3::text, $4::bigint, $4::bigint ${from} ON CONFLICT DO NOTHING RETURNING id)`;
const updateGate = (where: string): string => `gate AS (
  UPDATE conversation SET version = $2::bigint + 1, state = $3::text, touched_at = $4::bigint
  WHERE id = $1::text AND version = $2::bigint AND channel = $6::text AND person = $7::text AND closed_at IS NULL ${where} RETURNING id)`;

const nextPosition = '(SELECT coalesce(max(t.position), 0) + 1 FROM turn t WHERE t.channel = $6::text AND t.person = $7::text)';

/** $5 turn, $8 status, $9 reply, $10 reason. A turn that waited is locked first: it may be erased meanwhile. */
const heldTurn = `held AS (SELECT id FROM turn WHERE id = $5::text AND status = 'waiting' FOR UPDATE)`;
const answerHeld = `said AS (
  UPDATE turn SET conversation = gate.id, status = $8::text, reply = $9::text, reason = $10::text, position = ${nextPosition}, answered_at = $4::bigint,
    attempts = attempts + CASE WHEN $8::text = 'dead' THEN 1 ELSE 0 END
  FROM gate WHERE turn.id = $5::text RETURNING turn.id, turn.position)`;
/** $13 event, $14 came, $15 context, $16 at. Without ON CONFLICT: the same event from two nodes at once undoes the whole statement. */
const insertAnswered = `said AS (
  INSERT INTO turn (id, channel, person, event, conversation, came, context, reply, at, received_at, status, attempts, reason, position, answered_at)
  SELECT $5::text, $6::text, $7::text, $13::text, gate.id, $14::text, $15::text, $9::text, $16::bigint, $4::bigint, $8::text, 0, $10::text, ${nextPosition}, $4::bigint
  FROM gate RETURNING id, position)`;
/** $11 outbox row or null, $12 idempotency key. */
const push = `pushed AS (
  INSERT INTO outbox (id, turn, channel, person, position, idempotency_key, status, attempts, not_before, created_at)
  SELECT $11::text, said.id, $6::text, $7::text, said.position, $12::text, 'pending', 0, $4::bigint, $4::bigint FROM said WHERE $11::text IS NOT NULL RETURNING id)
SELECT said.id, CASE WHEN $11::text IS NOT NULL THEN ${wake('outbox', '$6::text', '$7::text')} END AS woken FROM said LEFT JOIN pushed ON true`;

const turnColumns = ['id', 'channel', 'person', 'event', 'conversation', 'came', 'reply', 'at', 'status', 'attempts'] as const;

export const statements = named({
  one: 'SELECT 1',

  // turns
  insertTurns: `WITH given AS (SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[])
      WITH ORDINALITY AS g (id, channel, person, event, came, context, reply, at, place)),
    inserted AS (INSERT INTO turn (id, channel, person, event, came, context, reply, at, received_at, status, attempts)
      SELECT id, channel, person, event, came, context, reply, at, $9::bigint, 'waiting', 0 FROM given ORDER BY place
      ON CONFLICT (channel, event) DO NOTHING RETURNING id, channel, person)
    SELECT id, ${wake('turn')} FROM inserted`,
  standing: `SELECT c.id AS conversation_id, c.version, c.state, ${turnColumns.map((name) => `w.${name} AS w_${name}`).join(', ')},
      e.status AS event_status, e.reply AS event_reply, e.person AS event_person,
      (SELECT count(*) FROM sheet s WHERE s.conversation = c.id AND s.made_at > $4)::int AS pages
    FROM (SELECT 1) AS one
    LEFT JOIN conversation c ON c.channel = $1 AND c.person = $2 AND c.closed_at IS NULL
    LEFT JOIN LATERAL (SELECT * FROM turn WHERE channel = $1 AND person = $2 AND status = 'waiting' ORDER BY arrival LIMIT 1) w ON true
    LEFT JOIN turn e ON e.channel = $1 AND e.event = $3`,
  firstOfHeld: `WITH ${heldTurn}, ${openGate('FROM held')}, ${answerHeld}, ${push}`,
  nextOfHeld: `WITH ${heldTurn}, ${updateGate('AND EXISTS (SELECT FROM held)')}, ${answerHeld}, ${push}`,
  firstOfNew: `WITH ${openGate('')}, ${insertAnswered}, ${push}`,
  nextOfNew: `WITH ${updateGate('')}, ${insertAnswered}, ${push}`,
  failTurn: `UPDATE turn SET attempts = attempts + 1, reason = $2 WHERE id = $1 AND status = 'waiting'`,
  waiting: `SELECT channel, person FROM turn WHERE status = 'waiting' GROUP BY channel, person ORDER BY min(arrival) LIMIT $1`,
  saidSince: `SELECT id AS turn, reply FROM turn WHERE channel = $1 AND person = $2 AND reply IS NOT NULL
      AND position > coalesce((SELECT position FROM turn WHERE channel = $1 AND person = $2 AND id = $3), 0)
    ORDER BY position LIMIT $4`,

  // conversations
  conversation: 'SELECT id, version, state FROM conversation WHERE channel = $1 AND person = $2 AND closed_at IS NULL',
  owned: 'SELECT id FROM conversation WHERE id = $1 AND channel = $2 AND person = $3',
  closeConversation: 'UPDATE conversation SET closed_at = $2 WHERE id = $1',
  openConversation:
    'INSERT INTO conversation (id, channel, person, version, state, opened_at, touched_at) VALUES ($1, $2, $3, 1, $4, $5, $5)',

  // sheets
  createSheet: `WITH expired AS (DELETE FROM sheet WHERE key_hash IN (
        SELECT key_hash FROM sheet WHERE expires_at <= $6 LIMIT 1000 FOR UPDATE SKIP LOCKED)),
      own AS (SELECT id FROM conversation WHERE id = $3 AND channel = $1 AND person = $2
        AND (SELECT count(*) FROM sheet WHERE conversation = $3 AND made_at > $8) < $9),
      old AS (DELETE FROM sheet WHERE key_hash IN (
        SELECT s.key_hash FROM sheet s JOIN own ON own.id = s.conversation WHERE s.expires_at > $6 ORDER BY s.expires_at DESC OFFSET 49))
    INSERT INTO sheet (key_hash, conversation, expires_at, page, made_at) SELECT $4, id, $5::bigint, $7::text, $6::bigint FROM own`,
  pageSaid: 'SELECT at, came, reply FROM turn WHERE conversation = $1 AND reply IS NOT NULL ORDER BY position DESC LIMIT $2',
  sheet: `SELECT s.page AS kind, c.id AS conversation, c.state, s.expires_at AS "expiresAt" FROM sheet s JOIN conversation c ON c.id = s.conversation WHERE s.key_hash = $1 AND s.expires_at > $2`,

  // outbox
  lease: `WITH due AS (SELECT o.id FROM outbox o WHERE o.channel = $1 AND o.status IN ('pending', 'leased') AND o.not_before <= $2
        AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.channel = o.channel AND e.person = o.person
          AND e.status IN ('pending', 'leased') AND e.position < o.position)
      ORDER BY o.not_before, o.id LIMIT $3 FOR UPDATE SKIP LOCKED)
    UPDATE outbox o SET status = 'leased', lease = $4, not_before = $5, attempts = o.attempts + 1 FROM due, turn t
    WHERE o.id = due.id AND t.id = o.turn RETURNING o.*, t.event, t.at, t.reply, t.context`,
  mark: 'UPDATE outbox SET status = $3, not_before = $4, reason = $5, finished_at = $6, lease = NULL WHERE id = $1 AND lease = $2',
  deadLetters: `SELECT 'turn' AS kind, id, channel, status, attempts, reason, received_at AS at FROM turn WHERE status = 'dead'
    UNION ALL SELECT 'outbox', id, channel, status, attempts, reason, created_at FROM outbox WHERE status IN ('dead', 'unknown')
    ORDER BY at LIMIT $1`,
  requeueTurn: `WITH gone AS (DELETE FROM outbox WHERE turn = $1 AND EXISTS (SELECT FROM turn WHERE id = $1 AND status = 'dead')),
    back AS (UPDATE turn SET status = 'waiting', attempts = 0, position = NULL, reason = NULL, reply = CASE WHEN came IS NULL THEN reply END
      WHERE status = 'dead' AND id = $1 RETURNING channel, person)
    SELECT ${wake('turn')} FROM back`,
  requeueOutbox: `WITH back AS (UPDATE outbox SET status = 'pending', attempts = 0, not_before = $2, reason = NULL, finished_at = NULL
      WHERE status IN ('dead', 'unknown') AND id = $1 RETURNING channel, person)
    SELECT ${wake('outbox')} FROM back`,
  backlog: `SELECT (SELECT count(*) FROM turn WHERE status = 'waiting') AS waiting,
      (SELECT count(*) FROM outbox WHERE status IN ('pending', 'leased')) AS outbox,
      (SELECT count(*) FROM turn WHERE status = 'dead') AS "deadTurns",
      (SELECT count(*) FROM outbox WHERE status = 'dead') AS "deadLetters",
      (SELECT count(*) FROM outbox WHERE status = 'unknown') AS unknown`,
  told: `SELECT ${wake('told', '$1::text', '$2::text')}`,

  // erasing and forgetting; outbox rows and cases go with their turn and conversation
  unsay: `UPDATE turn SET came = NULL, status = CASE status WHEN 'waiting' THEN 'done' ELSE status END
    WHERE channel = $1 AND person = $2 AND context::json ->> 'message' = $3`,
  bareReceipt: 'UPDATE turn SET came = NULL, conversation = NULL WHERE id = $1',
  eraseOtherTurns: `DELETE FROM turn WHERE channel = $1 AND person = $2 AND id <> $3 AND status <> 'waiting'`,
  eraseTurns: 'DELETE FROM turn WHERE channel = $1 AND person = $2',
  eraseConversations: 'DELETE FROM conversation WHERE channel = $1 AND person = $2',
  forgetConversations: 'DELETE FROM conversation WHERE id IN (SELECT id FROM conversation WHERE touched_at < $1 LIMIT $2)',
  forgetTurns: 'DELETE FROM turn WHERE id IN (SELECT id FROM turn WHERE conversation IS NULL AND received_at < $1 LIMIT $2)',
  unanswered: `SELECT coalesce(detail, '') AS topics, count(*)::int AS count FROM audit WHERE kind = 'unanswered' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1000`,
  forgetAudit: 'DELETE FROM audit WHERE at < $1',
  audit: 'INSERT INTO audit (id, at, kind, channel, conversation, detail) VALUES ($1, $2, $3, $4, $5, $6)',
});

export type StatementName = keyof typeof statements;
