/** The second step: under a person's order the oldest waiting event becomes a turn. */
import { newConversation, stateSchema, type ConversationState } from './conversation/state.ts';
import type { Choice, Incoming, Message, Reply, Said } from './channel.ts';
import { handingOut, usualTerms, type PageTerms, type Wish } from './sheets.ts';
import type { PersonKey, Standing, Step, Store, Take, TurnWrite } from './store/store.ts';

/** What a turn comes to: the conversation's `Turned` has this shape. */
export interface Computed {
  state: ConversationState;
  messages: Message[];
  question: string | null;
  choices: Choice[];
  route: string | null;
  effects: readonly Wish[];
}

/** Computes a turn; pure and synchronous: it may be called again for the same event. */
export type ComputeTurn = (state: ConversationState, incoming: Incoming) => Computed;

/** Thrown by `ComputeTurn` when texts cannot be read yet: the event waits, nothing is stored, and it is no failure. */
export class NotReadableYet extends Error {
  override name = 'NotReadableYet';
}

/** How often an event may fail before it is put aside. */
export const maxAttempts = 3;

export interface Taking {
  computeTurn: ComputeTurn;
  /** Whether replies of this channel go to the outbox. */
  pushes: (channel: string) => boolean;
  /** How pages are handed out. */
  pages?: PageTerms;
  now?: () => number;
  /** What a person is told when their event was put aside. Plain text. */
  failedText: string;
  /** Told of every failure, with the turn's id and without content. */
  onFailure?: (error: unknown, turn: { id: string; channel: string; attempts: number }) => void;
}

/** Decides turns for a store: the conversation's words, or after the third failure the honest ones. Throws NotReadableYet only. */
export function takingTurns(taking: Taking): Take {
  return (standing) => {
    try {
      return standing.turn.said === null ? passOn(standing, taking) : computed(standing, taking);
    } catch (error) {
      if (error instanceof NotReadableYet) throw error;
      const { id, channel } = standing.turn;
      const attempts = standing.turn.attempts + 1;
      taking.onFailure?.(error, { id, channel, attempts });
      const reason = reasonOf(error);
      return attempts < maxAttempts ? { status: 'failed', reason } : putAside(standing, taking, reason);
    }
  };
}

function computed({ conversation, turn }: Standing, { computeTurn, pushes, pages = usualTerms, now = Date.now }: Taking): TurnWrite {
  const before = conversation ? stateSchema.parse(JSON.parse(conversation.state)) : newConversation();
  const { channel, person, event, at, said } = turn;
  if (said === null) throw new Error(`Turn ${turn.id} has nothing said; it should have been passed on.`);
  const turned = computeTurn(before, {
    channel,
    person,
    event,
    at,
    said: dated(said, conversation?.id),
  });
  const { state, question, choices, route } = turned;
  const { messages, effects } = handingOut(turned, { channel, made: conversation?.pages ?? 0 }, pages, now());
  const reply: Reply = { messages, question, choices, route };
  return { status: 'done', state: JSON.stringify(state), reply: JSON.stringify(reply), push: pushes(channel), effects, reason: null };
}

/** Decided when the turn is taken, not when the event came: a restart may have stood between the two. */
function dated(said: Said, open: string | undefined): Said {
  const stale = 'choice' in said && said.conversation !== undefined && said.conversation !== open;
  return stale ? { ...said, stale } : said;
}

/** What an adviser says goes out as it is; the conversation stays where it is. */
function passOn({ conversation, turn }: Standing, { pushes }: Taking): TurnWrite {
  if (turn.reply === null) throw new Error(`Turn ${turn.id} has neither something said nor a reply.`);
  return { status: 'done', state: stateAsItIs(conversation), reply: turn.reply, push: pushes(turn.channel), effects: [], reason: null };
}

function putAside({ conversation, turn }: Standing, { pushes, failedText }: Taking, reason: string): TurnWrite {
  const reply: Reply = { messages: [{ kind: 'notice', tone: 'error', text: failedText }], question: null, choices: [], route: null };
  return {
    status: 'dead',
    state: stateAsItIs(conversation),
    reply: JSON.stringify(reply),
    push: pushes(turn.channel),
    effects: [],
    reason,
  };
}

const stateAsItIs = (conversation: Standing['conversation']): string => conversation?.state ?? JSON.stringify(newConversation());

/** For the operator: the kind of error and nothing a person said (an error's message may quote it). */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

export interface Advancing {
  /** Takes the person's waiting turns soon. */
  wake(key: PersonKey): void;
  start(): void;
  /** Ends after the turns under way. */
  stop(): Promise<void>;
}

export interface AdvancingOptions {
  store: Store;
  take: Take;
  /** After each turn's commit. */
  onStep: (key: PersonKey, step: Step) => void;
  /** The store did not answer; the turn waits for the next look. */
  onError: (error: unknown) => void;
  /** Resolves when texts can be read. */
  readable: Promise<unknown>;
  /** How often to look for turns nobody announced (after a crash, from another node), ms. */
  pollMs?: number;
  /** People advanced at once. */
  width?: number;
}

/** The loop that takes accepted events: several people at once, one turn of a person after the other. */
export function createAdvancing({ store, take, onStep, onError, readable, pollMs = 1000, width = 16 }: AdvancingOptions): Advancing {
  const due = new Map<string, PersonKey>();
  const busy = new Map<string, Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let running = false;

  const wake = (key: PersonKey): void => {
    // more than this is found by the next look
    if (due.size < 10_000) due.set(JSON.stringify([key.channel, key.person]), { channel: key.channel, person: key.person });
    pump();
  };

  const pump = (): void => {
    for (const [name, key] of due) {
      if (!running || busy.size >= width) return;
      if (busy.has(name)) continue;
      due.delete(name);
      busy.set(
        name,
        advanceAll(key)
          .catch((error: unknown) => (error instanceof NotReadableYet ? wakeWhenReadable(key) : onError(error)))
          .finally(() => released(name)),
      );
    }
  };

  // whoever starts the program hears of it when texts never can be read
  const wakeWhenReadable = (key: PersonKey): void => void readable.then(() => wake(key)).catch(() => undefined);

  const released = (name: string): void => {
    busy.delete(name);
    pump();
  };

  const advanceAll = async (key: PersonKey): Promise<void> => {
    while (running) {
      const step = await store.step(key, null, take);
      if (step.taken === null) return;
      onStep(key, step);
    }
  };

  const look = async (): Promise<void> => {
    try {
      for (const key of await store.waiting(100)) wake(key);
    } catch (error) {
      onError(error);
    }
    if (running) timer = setTimeout(again, pollMs);
  };
  const again = (): void => {
    looking = look();
  };

  return {
    wake,
    start() {
      running = true;
      again();
    },
    async stop() {
      running = false;
      clearTimeout(timer);
      await looking;
      await Promise.all(busy.values());
    },
  };
}
