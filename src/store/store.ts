/**
 * What a store keeps and promises. Two of them (SQLite, PostgreSQL) pass one contract test, tests/store/contract.test.ts.
 * A store reads and writes; what a turn says is decided by the `Take` it is given (src/advance.ts).
 */
import type { Incoming, PageModel, PlatformContext, Reply, Said } from '../channel.ts';

/** A person as a channel knows them. */
export interface PersonKey {
  channel: string;
  person: string;
}

/** Something said to a person that answers no event: an adviser's reply. `event` makes it unique, as for events. */
export interface Told extends PersonKey {
  event: string;
  at: number;
  reply: Reply;
  context?: PlatformContext;
}

export type Arrival = Incoming | Told;
export type Accepted = 'accepted' | 'duplicate';

/** A turn that waits to be taken. `said` is null for something told, whose `reply` is already there (JSON). */
export interface WaitingTurn extends PersonKey {
  id: string;
  event: string;
  at: number;
  said: Said | null;
  reply: string | null;
  /** How often taking it failed. */
  attempts: number;
}

/** What a turn starts from. `state` is the stored JSON: an unreadable one fails the turn and is kept as it is. */
export interface Standing {
  /** `pages`: how many page keys were made within the last hour. */
  conversation: { id: string; version: number; state: string; pages: number } | null;
  turn: WaitingTurn;
}

/** A page somebody may read who knows the key of this hash, until `expiresAt` (ms). */
export interface NewPage {
  kind: PageModel['kind'];
  keyHash: string;
  expiresAt: number;
}

/** What a page shows: the conversation's stored state (JSON), and for a copy what was said in it, oldest first. */
export interface StoredPage {
  kind: PageModel['kind'];
  state: string;
  expiresAt: number;
  said: { at: number; said: Said | null; reply: Reply }[];
}

/** Within this, keys of a conversation are counted, ms. */
export const pageHourMs = 3_600_000;

/** What a turn asks the world to do. `restart` closes the conversation; the turn's state opens the next one. */
export type TurnEffect =
  | { kind: 'alert'; reason: string }
  | { kind: 'erase' }
  | { kind: 'restart' }
  /** A question nobody answered: topic labels only. */
  | { kind: 'unanswered'; topics: readonly string[] }
  /** A page of the turn's conversation. */
  | NewPage;

/** What a turn writes: `dead` carries the honest message to the person and leaves the state as it was. */
export interface TurnWrite {
  status: 'done' | 'dead';
  state: string;
  reply: string;
  /** Whether the reply goes to the outbox. */
  push: boolean;
  effects: readonly TurnEffect[];
  /** Why it is dead, for the operator. */
  reason: string | null;
}

/** Decides a turn; synchronous, never throws. `failed` leaves the turn waiting with one attempt more. */
export type Take = (standing: Standing) => TurnWrite | { status: 'failed'; reason: string };

/** What one step did: the turn it took, and the reply to the arrival it was called with, if that is answered. */
export interface Step {
  taken: null | { turn: string; conversation: string | null; status: 'done' | 'dead' | 'failed'; effects: readonly TurnEffect[] };
  reply: Reply | null;
}

/** A leased outbox row: one reply to send. `key` (UUID) stays the same over all attempts; times are ms. */
export interface OutboxRow extends PersonKey {
  id: string;
  turn: string;
  /** The event it answers. */
  event: string;
  /** When the person did that. */
  at: number;
  reply: Reply;
  key: string;
  context: PlatformContext | null;
  /** 1 on the first try. More: an earlier try was refused, or its outcome was never marked. */
  attempts: number;
  createdAt: number;
  lease: string;
}

/** How a try ended. `retry` comes back after `afterMs`. */
export type Delivered =
  { status: 'sent' } | { status: 'unknown' } | { status: 'retry'; afterMs: number; reason: string } | { status: 'dead'; reason: string };

/** A turn or an outbox row that gave up, or of which nobody knows whether it arrived. Carries no content. */
export interface DeadLetter {
  kind: 'turn' | 'outbox';
  id: string;
  channel: string;
  status: 'dead' | 'unknown';
  attempts: number;
  reason: string | null;
  /** When it arrived (turn) or was written (outbox), ms. */
  at: number;
}

/** Something changed: a turn waits, an outbox row was written, or something was told to a person. */
export interface Wake extends PersonKey {
  kind: 'turn' | 'outbox' | 'told';
}

/** How much stands where, for metrics and readiness. */
export interface Backlog {
  waiting: number;
  outbox: number;
  deadTurns: number;
  deadLetters: number;
  unknown: number;
}

export const noBacklog: Backlog = { waiting: 0, outbox: 0, deadTurns: 0, deadLetters: 0, unknown: 0 };

export interface Store {
  /** Stores events in this order, one transaction, durable when it resolves. */
  accept(arrivals: readonly Arrival[]): Promise<Accepted[]>;
  /**
   * One transaction of a person: stores `arrival` when it is given and new, then takes the oldest waiting turn.
   * @throws EventOfAnother when the event id is already another person's; StoreBusy when it should be tried again
   */
  step(key: PersonKey, arrival: Arrival | null, take: Take): Promise<Step>;
  /** People with waiting turns, longest waiting first. */
  waiting(limit: number): Promise<PersonKey[]>;

  /** The open conversation. */
  conversationOf(key: PersonKey): Promise<string | null>;
  /** Whether a conversation, open or closed, is this person's. */
  owns(key: PersonKey, conversation: string): Promise<boolean>;
  /** At most 500; ask again from the last one. A turn that is unknown (erased) means from the beginning. */
  saidSince(key: PersonKey, afterTurn: string | null): Promise<{ turn: string; reply: Reply }[]>;
  /** Deletes the content of what the person took back; what still waits is not answered. `message` is `context.message`. */
  unsay(key: PersonKey, message: string): Promise<void>;
  /** Deletes everything of the person and leaves one audit line without content. */
  erase(key: PersonKey): Promise<void>;
  /** Deletes conversations closed or idle since before `before` (ms), ≤ `limit` a call; returns how many rows went. */
  forget(before: number, limit: number): Promise<number>;
  /** How often a question of which topics found no answer, most first; `topics` is empty where it was not understood. */
  unanswered(): Promise<{ topics: string; count: number }[]>;
  /** Deletes audit lines written before `before` (ms). */
  forgetAudit(before: number): Promise<number>;

  /**
   * Lets whoever knows the key read a page of the conversation; false when the conversation is not the person's or `perHour` were made
   * within the hour. Expired keys go, and of one conversation the newest 50 stay.
   */
  createSheet(key: PersonKey, conversation: string, page: NewPage, perHour: number): Promise<boolean>;
  /** What a page shows now; null when the key is unknown, expired or the conversation is gone. */
  readSheet(keyHash: string): Promise<StoredPage | null>;

  /** Leases due rows: per person only the first that is not finished. An expired lease is due again. */
  lease(channel: string, limit: number, leaseMs: number): Promise<OutboxRow[]>;
  /** Marks a leased row; false when the lease was lost meanwhile. */
  mark(row: OutboxRow, delivered: Delivered): Promise<boolean>;
  deadLetters(limit: number): Promise<DeadLetter[]>;
  /** Puts dead letters back: one by id, or all that are dead (never `unknown`: those may have arrived). Returns how many. */
  requeue(id: string): Promise<number>;

  backlog(): Promise<Backlog>;
  /** @throws when the store does not answer */
  ready(): Promise<void>;
  /** Calls back after a change was committed, on PostgreSQL also one of another node. Returns the way to stop it. */
  listen(listener: (wake: Wake) => void): () => void;
  /** Finishes what is under way and closes. */
  close(): Promise<void>;
}

/** The same event id from two people: answering would show one what was said to the other. */
export class EventOfAnother extends Error {
  constructor(channel: string) {
    super(
      `The event id is already another person's on channel "${channel}". Make event ids unique within the channel, e.g. "<conversation>:<message id>".`,
    );
    this.name = 'EventOfAnother';
  }
}

/** Too much at once, or another node was faster five times: nothing was written, the same call may be made again. */
export class StoreBusy extends Error {
  constructor(why: string) {
    super(`${why}. Nothing was written; try again.`);
    this.name = 'StoreBusy';
  }
}
