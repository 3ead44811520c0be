/** Rows as the databases give them, and what they mean. Only a store's own writing is read here, so JSON is trusted. */
import type { PlatformContext, Reply, Said } from '../channel.ts';
import type { Arrival, DeadLetter, OutboxRow, Step, StoredPage, WaitingTurn } from './store.ts';

export interface TurnRow {
  id: string;
  channel: string;
  person: string;
  event: string;
  conversation: string | null;
  came: string | null;
  reply: string | null;
  at: number;
  status: 'waiting' | 'done' | 'dead';
  attempts: number;
}

export interface ConversationRow {
  id: string;
  version: number;
  state: string;
}

export interface LeasedRow {
  id: string;
  turn: string;
  channel: string;
  person: string;
  event: string;
  at: number;
  reply: string;
  idempotency_key: string;
  context: string | null;
  attempts: number;
  created_at: number;
  lease: string;
}

export interface SaidRow {
  turn: string;
  reply: string;
}

export interface SheetRow {
  kind: StoredPage['kind'];
  conversation: string;
  state: string;
  expiresAt: number;
}

export interface PageSaidRow {
  at: number;
  came: string | null;
  reply: string;
}

export interface DeadRow {
  kind: DeadLetter['kind'];
  id: string;
  channel: string;
  status: DeadLetter['status'];
  attempts: number;
  reason: string | null;
  at: number;
}

export const readReply = (json: string): Reply => JSON.parse(json) as Reply;

export const nothingTaken: Step = { taken: null, reply: null };

export function waitingTurn(row: TurnRow): WaitingTurn {
  return {
    id: row.id,
    channel: row.channel,
    person: row.person,
    event: row.event,
    at: row.at,
    said: row.came === null ? null : (JSON.parse(row.came) as Said),
    reply: row.reply,
    attempts: row.attempts,
  };
}

/** A new row for what arrived. */
export function turnRow(id: string, arrival: Arrival): TurnRow & { context: string | null } {
  return {
    id,
    channel: arrival.channel,
    person: arrival.person,
    event: arrival.event,
    conversation: null,
    came: 'said' in arrival ? JSON.stringify(arrival.said) : null,
    reply: 'reply' in arrival ? JSON.stringify(arrival.reply) : null,
    context: arrival.context === undefined ? null : JSON.stringify(arrival.context),
    at: arrival.at,
    status: 'waiting',
    attempts: 0,
  };
}

export function outboxRow(row: LeasedRow): OutboxRow {
  const { id, turn, channel, person, event, at, attempts, lease } = row;
  const context = row.context === null ? null : (JSON.parse(row.context) as PlatformContext);
  return {
    id,
    turn,
    channel,
    person,
    event,
    at,
    attempts,
    lease,
    context,
    reply: readReply(row.reply),
    key: row.idempotency_key,
    createdAt: row.created_at,
  };
}

export const saidRow = (row: SaidRow): { turn: string; reply: Reply } => ({ turn: row.turn, reply: readReply(row.reply) });

/** `said` are the newest turns first. */
export const storedPage = ({ kind, state, expiresAt }: SheetRow, said: readonly PageSaidRow[]): StoredPage => ({
  kind,
  state,
  expiresAt,
  said: said
    .map(({ at, came, reply }) => ({ at, said: came === null ? null : (JSON.parse(came) as Said), reply: readReply(reply) }))
    .toReversed(),
});

/** How many turns a copy shows, the newest. */
export const copyLimit = 300;

/** How many things said are read at once. */
export const saidLimit = 500;
