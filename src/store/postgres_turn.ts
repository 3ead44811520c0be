/** A person's step on PostgreSQL: read, compute, write with the version that was read; again when another node was faster. */
import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import { v4 as randomId, v7 as newId } from 'uuid';
import { inTransaction, type Queries } from './postgres_connection.ts';
import { nothingTaken, readReply, type TurnRow, turnRow, waitingTurn } from './rows.ts';
import {
  type Arrival,
  EventOfAnother,
  type NewPage,
  pageHourMs,
  type PersonKey,
  type Standing,
  type Step,
  StoreBusy,
  type Take,
  type TurnWrite,
} from './store.ts';

export interface PostgresContext {
  pool: pg.Pool;
  run: Queries;
  now: () => number;
}

const reReads = 5;
/** Unique violation, serialization failure, deadlock: another node was faster. */
const conflictCodes = new Set(['23505', '40001', '40P01']);

/** @throws EventOfAnother, StoreBusy */
export async function stepOf(context: PostgresContext, key: PersonKey, arrival: Arrival | null, take: Take): Promise<Step> {
  for (let reads = 0; reads <= reReads; reads++) {
    if (reads > 0) await wait(Math.random() * 2 ** reads);
    try {
      const step = await tryStep(context, key, arrival, take);
      if (step) return step;
    } catch (error) {
      if (!isConflict(error)) throw error;
    }
  }
  throw new StoreBusy(`Other nodes changed this person's conversation ${String(reReads + 1)} times in a row`);
}

const isConflict = (error: unknown): boolean => error instanceof Error && 'code' in error && conflictCodes.has(String(error.code));

interface StandingRow {
  conversation_id: string | null;
  version: number | null;
  state: string | null;
  event_status: TurnRow['status'] | null;
  event_reply: string | null;
  event_person: string | null;
  pages: number;
  w_id: string | null;
}

interface Found {
  conversation: Standing['conversation'];
  turn: ReturnType<typeof turnRow> | TurnRow;
  /** The turn is not stored yet: the event just came and nothing older waits. */
  isNew: boolean;
}

/** Null: what was read is no longer so. */
async function tryStep(context: PostgresContext, key: PersonKey, arrival: Arrival | null, take: Take): Promise<Step | null> {
  const [row] = await context.run.rows<StandingRow>(
    'standing',
    key.channel,
    key.person,
    arrival?.event ?? null,
    context.now() - pageHourMs,
  );
  if (!row) throw new Error('The database gave no row for a person; one is expected always. See src/store/postgres_statements.ts.');
  if (row.event_person !== null && row.event_person !== key.person) throw new EventOfAnother(key.channel);
  if (row.event_status !== null && row.event_status !== 'waiting' && row.event_reply !== null)
    return { taken: null, reply: readReply(row.event_reply) };

  const found = await oldest(context, row, arrival);
  if (!found) return arrival && row.event_status === null ? null : nothingTaken;
  return takeFound(context, found, arrival, take);
}

/** The turn to take: the oldest waiting one, or what just came. What came after others is stored behind them. */
async function oldest(context: PostgresContext, row: StandingRow, arrival: Arrival | null): Promise<Found | null> {
  const conversation =
    row.conversation_id === null || row.version === null || row.state === null
      ? null
      : { id: row.conversation_id, version: row.version, state: row.state, pages: row.pages };
  const isNew = arrival !== null && row.event_status === null;
  if (row.w_id === null) return isNew ? { conversation, turn: turnRow(newId(), arrival), isNew } : null;
  if (isNew) await store(context, turnRow(newId(), arrival));
  return { conversation, turn: waitingRow(row), isNew: false };
}

function waitingRow(row: StandingRow): TurnRow {
  const fields = Object.entries(row).filter(([name]) => name.startsWith('w_'));
  return Object.fromEntries(fields.map(([name, value]) => [name.slice(2), value])) as unknown as TurnRow;
}

async function store({ run, now }: PostgresContext, row: ReturnType<typeof turnRow>): Promise<void> {
  const { id, channel, person, event, came, context, reply, at } = row;
  await run.rows('insertTurns', [id], [channel], [person], [event], [came], [context], [reply], [at], now());
}

async function takeFound(
  context: PostgresContext,
  { conversation, turn, isNew }: Found,
  arrival: Arrival | null,
  take: Take,
): Promise<Step | null> {
  const written = take({ conversation, turn: waitingTurn(turn) });
  const taken = {
    turn: turn.id,
    conversation: conversation?.id ?? null,
    status: written.status,
    effects: 'effects' in written ? written.effects : [],
  };
  if (written.status === 'failed') {
    if (isNew) await store(context, turn as ReturnType<typeof turnRow>);
    const counted = await context.run.count('failTurn', turn.id, written.reason);
    return counted === 1 ? { taken, reply: null } : null;
  }
  const id = await write(context, { conversation, turn, isNew }, written);
  if (id === null) return null;
  return { taken: { ...taken, conversation: id }, reply: arrival?.event === turn.event ? readReply(written.reply) : null };
}

/** The id of the turn's conversation; null when the gate was shut. */
async function write(context: PostgresContext, found: Found, written: TurnWrite): Promise<string | null> {
  const conversation = found.conversation?.id ?? newId();
  if (written.effects.length === 0 && found.turn.came !== null)
    return (await writeTurn(context.run, context.now(), found, conversation, written)) ? conversation : null;
  return inTransaction(context.pool, async (inside) => {
    if (!(await writeTurn(inside, context.now(), found, conversation, written))) return null;
    if (found.turn.came === null) await inside.rows('told', found.turn.channel, found.turn.person);
    await writeEffects(inside, context.now(), found, conversation, written);
    return conversation;
  });
}

async function writeTurn(
  run: Queries,
  now: number,
  { conversation: before, turn, isNew }: Found,
  conversation: string,
  written: TurnWrite,
): Promise<boolean> {
  const { channel, person, event, came, at } = turn;
  const context = 'context' in turn ? turn.context : null;
  // a closed conversation stays as it was; the turn's state is the next one's
  const state = before && written.effects.some((effect) => effect.kind === 'restart') ? before.state : written.state;
  const push = written.push ? newId() : null;
  const values = [
    conversation,
    before?.version ?? 0,
    state,
    now,
    turn.id,
    channel,
    person,
    written.status,
    written.reply,
    written.reason,
    push,
    randomId(),
  ];
  const rows = isNew
    ? await run.rows(before ? 'nextOfNew' : 'firstOfNew', ...values, event, came, context, at)
    : await run.rows(before ? 'nextOfHeld' : 'firstOfHeld', ...values);
  return rows.length === 1;
}

async function writeEffects(
  inside: Queries,
  now: number,
  { conversation: before, turn }: Found,
  conversation: string,
  written: TurnWrite,
): Promise<void> {
  const { channel, person } = turn;
  for (const effect of written.effects) {
    if (effect.kind === 'alert') await inside.count('audit', newId(), now, 'alert', channel, conversation, effect.reason);
    if (effect.kind === 'unanswered')
      await inside.count('audit', newId(), now, 'unanswered', channel, conversation, effect.topics.join(',') || null);
    if (effect.kind === 'restart' && before) {
      await inside.count('closeConversation', conversation, now);
      await inside.count('openConversation', newId(), channel, person, written.state, now);
    }
    if (effect.kind === 'erase') await eraseBut(inside, now, turn, conversation);
    // counted when the turn was decided
    if (effect.kind === 'sheet' || effect.kind === 'copy_page') await createSheet(inside, turn, conversation, effect, anyNumber, now);
  }
}

const anyNumber = 1_000_000;

/** False when the conversation is not the person's or `perHour` keys were made within the hour. */
export async function createSheet(
  run: Queries,
  { channel, person }: PersonKey,
  conversation: string,
  { kind, keyHash, expiresAt }: NewPage,
  perHour: number,
  now: number,
): Promise<boolean> {
  const values = [channel, person, conversation, keyHash, expiresAt, now, kind, now - pageHourMs, perHour];
  return (await run.count('createSheet', ...values)) === 1;
}

/** Leaves the receipt (without what came in), its outbox row, and events that came later. */
async function eraseBut(inside: Queries, now: number, receipt: TurnRow, conversation: string): Promise<void> {
  const { channel, person } = receipt;
  await inside.count('bareReceipt', receipt.id);
  await inside.count('eraseOtherTurns', channel, person, receipt.id);
  await inside.count('eraseConversations', channel, person);
  await inside.count('audit', newId(), now, 'erased', channel, conversation, null);
}
