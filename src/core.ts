/** The core as channels see it: accepts, converses, delivers, forgets. Everything it needs is given to it. */
import { acceptBatch, converse } from './accept.ts';
import { createAdvancing, NotReadableYet, takingTurns, type ComputeTurn } from './advance.ts';
import type { Core, Incoming, Sheets } from './channel.ts';
import { createDelivery, type DeliveryOptions, type PushChannel } from './deliver.ts';
import { createRetention } from './retention.ts';
import { createSheets, usualTerms, type PageOf, type PageTerms } from './sheets.ts';
import type { Accepted, Delivered, OutboxRow, PersonKey, Step, Store, Told, TurnEffect, Wake } from './store/store.ts';

/** Something the operator should know of. `error` may quote what people said: log its name and stack, not its message. */
export type Trouble =
  { where: 'turn'; error: unknown; turn: string; channel: string; attempts: number } | { where: 'store' | 'delivery'; error: unknown };

export interface CoreOptions {
  store: Store;
  computeTurn: ComputeTurn;
  /** Said to a person whose event failed three times. */
  failedText: string;
  retentionDays: number;
  /** Builds the 相談シート and the copy of what is stored; without it no route reads them. */
  pageOf?: PageOf;
  /** On which terms links to them are handed out. */
  pages?: PageTerms;
  /** Resolves when texts can be read; until then `computeTurn` throws NotReadableYet for them, and they wait. Buttons never do. */
  readable?: Promise<unknown>;
  /** Channels that are pushed to, by name. Other channels read what is said. */
  channels?: Readonly<Record<string, PushChannel>>;
  now?: () => number;
  onTrouble?: (trouble: Trouble) => void;
  /** After the commit of the turn; its audit line is durable, this call is not repeated after a crash. */
  onEffect?: (effect: TurnEffect, turn: PersonKey & { turn: string; conversation: string | null }) => void;
  onDelivered?: (row: OutboxRow, delivered: Delivered) => void;
  /** After the commit of each turn: for metrics. */
  onTurn?: (channel: string, outcome: 'done' | 'dead' | 'failed') => void;
  /** Times and widths other than the usual ones. */
  delivery?: Pick<DeliveryOptions, 'random' | 'maxAttempts' | 'leaseMs' | 'pollMs' | 'width' | 'backoffMs'>;
  pollMs?: number;
}

/** `Core` for the channels, and its life for main. */
export interface RunningCore extends Core {
  /** The events of one webhook request, in one commit. */
  acceptAll(events: readonly Incoming[]): Promise<Accepted[]>;
  unsay(channel: string, person: string, message: string): Promise<void>;
  /** Says something that answers no event (an adviser's reply), in the person's order. */
  tell(told: Told): Promise<Accepted>;
  /** 相談シート; absent when the core was put together without `pageOf`. */
  readonly sheets?: Sheets;
  /** Calls back when something was told to a person or put in the outbox. */
  listen(listener: (wake: Wake) => void): () => void;
  start(): void;
  /** Drains: turns and tries under way end, nothing new begins. The store stays open; its owner closes it. */
  stop(): Promise<void>;
}

/** Does something; when it takes a text that cannot be read yet, again when it can. */
async function whenReadable<T>(readable: Promise<unknown>, doIt: () => Promise<T>): Promise<T> {
  try {
    return await doIt();
  } catch (error) {
    if (!(error instanceof NotReadableYet)) throw error;
    await readable;
    return doIt();
  }
}

/** Puts the parts together. Call `start` for accepted events, delivery and retention; `converse` works without. */
export function createCore(options: CoreOptions): RunningCore {
  const { store, channels = {}, now = Date.now, pages = usualTerms, readable = Promise.resolve() } = options;
  const trouble = (where: 'store' | 'delivery') => (error: unknown) => options.onTrouble?.({ where, error });
  const take = takingTurns({
    computeTurn: options.computeTurn,
    pushes: (channel) => Object.hasOwn(channels, channel),
    pages,
    now,
    failedText: options.failedText,
    onFailure: (error, { id, channel, attempts }) => options.onTrouble?.({ where: 'turn', error, turn: id, channel, attempts }),
  });
  const onStep = (key: PersonKey, { taken }: Step): void => {
    if (taken) options.onTurn?.(key.channel, taken.status);
    for (const effect of taken?.effects ?? [])
      options.onEffect?.(effect, {
        channel: key.channel,
        person: key.person,
        turn: taken?.turn ?? '',
        conversation: taken?.conversation ?? null,
      });
  };
  const advancing = createAdvancing({
    store,
    take,
    onStep,
    readable,
    onError: trouble('store'),
    ...(options.pollMs === undefined ? {} : { pollMs: options.pollMs }),
  });
  const delivery = createDelivery({
    store,
    channels,
    onError: trouble('delivery'),
    ...(options.onDelivered ? { onDelivered: options.onDelivered } : {}),
    ...options.delivery,
  });
  const retention = createRetention(store, options.retentionDays, now, trouble('store'));
  let deaf: (() => void) | undefined;

  return {
    converse: (event) => whenReadable(readable, () => converse(store, event, take, onStep)),
    accept: async (event) => (await acceptBatch(store, [event]))[0] ?? 'duplicate',
    acceptAll: (events) => acceptBatch(store, events),
    tell: async (told) => (await store.accept([told]))[0] ?? 'duplicate',
    conversationOf: (channel, person) => store.conversationOf({ channel, person }),
    owns: (channel, person, conversation) => store.owns({ channel, person }, conversation),
    saidSince: (channel, person, afterTurn) => store.saidSince({ channel, person }, afterTurn),
    unsay: (channel, person, message) => store.unsay({ channel, person }, message),
    erase: (channel, person) => store.erase({ channel, person }),
    listen: (listener) => store.listen(listener),
    ...(options.pageOf ? { sheets: createSheets(store, options.pageOf, now, pages) } : {}),
    start() {
      deaf = store.listen((wake) => (wake.kind === 'turn' ? advancing.wake(wake) : delivery.wake()));
      advancing.start();
      delivery.start();
      retention.start();
    },
    async stop() {
      deaf?.();
      await advancing.stop();
      await delivery.stop();
      await retention.stop();
    },
  };
}
