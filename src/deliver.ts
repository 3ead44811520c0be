/** Sends what stands in the outbox: in order per person, again after a failure, and honest about what nobody knows. */
import type { Delivered, OutboxRow, Store } from './store/store.ts';

/**
 * How a channel's try ended. `unknown`: it may have arrived and must not be sent again. `doubt`: this try or an earlier one may have
 * arrived, and trying again can tell; when no try is left, that is unknown too, not dead.
 */
export type Sent = { sent: true } | { retry: string; afterMs?: number; doubt?: true } | { unknown: true } | { dead: true; reason: string };

/** A channel that is pushed to. */
export interface PushChannel {
  /**
   * Sends one reply. `row.key` is the idempotency key of every try, `row.attempts` > 1 says that an earlier try may have arrived.
   * A `signal` that fires, or an exception, counts as a try to be repeated: say `unknown` where that would repeat a message.
   */
  send(row: OutboxRow, signal: AbortSignal): Promise<Sent>;
}

export interface DeliveryOptions {
  store: Store;
  channels: Readonly<Record<string, PushChannel>>;
  onError: (error: unknown) => void;
  /** After a row was marked: for metrics. */
  onDelivered?: (row: OutboxRow, delivered: Delivered) => void;
  /** 0 ≤ x < 1. */
  random?: () => number;
  /** Tries before a row is put aside. */
  maxAttempts?: number;
  /** How long a row belongs to one node, ms; a try may take four fifths of it. */
  leaseMs?: number;
  /** How often to look for rows nobody announced, ms. */
  pollMs?: number;
  /** Rows of a channel sent at once; each is another person's. */
  width?: number;
  /** Waiting time after the first and at most after a later try, ms. */
  backoffMs?: readonly [number, number];
}

const defaults = { random: Math.random, maxAttempts: 8, leaseMs: 15_000, pollMs: 1000, width: 8, backoffMs: [1000, 60_000] as const };
/** A platform that asks us to wait longer is asked again after this. */
const longestWaitMs = 3_600_000;

export interface Delivery {
  wake(): void;
  start(): void;
  /** Ends after the tries under way. */
  stop(): Promise<void>;
}

/** The loops that empty the outbox, one per channel. */
export function createDelivery(options: DeliveryOptions): Delivery {
  const { pollMs = defaults.pollMs, width = defaults.width, store, onError } = options;
  let running = false;
  const wakers = new Set<() => void>();
  let loops: Promise<void>[] = [];
  let announced = 0;

  const wake = (): void => {
    announced++;
    for (const resume of wakers) resume();
  };

  const pause = (seen: number): Promise<void> =>
    new Promise((resolve) => {
      if (!running || announced !== seen) {
        resolve();
        return;
      }
      const resume = (): void => {
        clearTimeout(timer);
        wakers.delete(resume);
        resolve();
      };
      const timer = setTimeout(resume, pollMs);
      wakers.add(resume);
    });

  /** A slow row holds up its own person only: others are leased as places become free. */
  const loop = async (name: string, channel: PushChannel): Promise<void> => {
    const sending = new Set<Promise<void>>();
    while (running) {
      const seen = announced;
      const rows = await store
        .lease(name, width - sending.size, options.leaseMs ?? defaults.leaseMs)
        .catch((error: unknown) => (onError(error), []));
      for (const row of rows) {
        const sent = deliver(row, channel, options)
          .catch(onError)
          .then(() => void sending.delete(sent))
          .then(wake);
        sending.add(sent);
      }
      if (rows.length === 0) await pause(seen);
      else if (sending.size >= width) await Promise.race(sending);
    }
    await Promise.all(sending);
  };

  return {
    wake,
    start() {
      running = true;
      loops = Object.entries(options.channels).map(([name, channel]) => loop(name, channel));
    },
    async stop() {
      running = false;
      wake();
      await Promise.all(loops);
    },
  };
}

/** One try of one leased row, and its mark. */
export async function deliver(row: OutboxRow, channel: PushChannel, options: Omit<DeliveryOptions, 'channels'>): Promise<void> {
  const delivered = await tried(row, channel, options);
  const kept = await options.store.mark(row, delivered);
  if (kept) options.onDelivered?.(row, delivered);
}

async function tried(row: OutboxRow, channel: PushChannel, options: Omit<DeliveryOptions, 'channels'>): Promise<Delivered> {
  const { leaseMs = defaults.leaseMs, maxAttempts = defaults.maxAttempts } = options;
  // a row that ends its process each time comes back by its lease, without ever being marked: its last try may have arrived
  if (row.attempts > maxAttempts) return { status: 'unknown' };
  const sent = await sending(row, channel, leaseMs * 0.8, options.onError);
  if ('sent' in sent) return { status: 'sent' };
  if ('unknown' in sent) return { status: 'unknown' };
  if ('dead' in sent) return { status: 'dead', reason: sent.reason };
  if (row.attempts >= maxAttempts)
    return sent.doubt ? { status: 'unknown' } : { status: 'dead', reason: `${String(maxAttempts)} tries; the last: ${sent.retry}` };
  return { status: 'retry', reason: sent.retry, afterMs: waitMs(row.attempts, sent.afterMs ?? 0, options) };
}

async function sending(row: OutboxRow, channel: PushChannel, limitMs: number, onError: (error: unknown) => void): Promise<Sent> {
  const limit = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Sent>((resolve) => {
    timer = setTimeout(() => {
      limit.abort();
      resolve({ retry: `no answer in ${String(limitMs)} ms`, doubt: true });
    }, limitMs);
  });
  try {
    return await Promise.race([channel.send(row, limit.signal), late]);
  } catch (error) {
    onError(error);
    return { retry: error instanceof Error ? error.name : typeof error, doubt: true };
  } finally {
    clearTimeout(timer);
  }
}

/** Full jitter: anywhere up to a limit that doubles; never before the platform's Retry-After. */
function waitMs(
  attempts: number,
  afterMs: number,
  { random = defaults.random, backoffMs = defaults.backoffMs }: Pick<DeliveryOptions, 'random' | 'backoffMs'>,
): number {
  const [first, most] = backoffMs;
  const jittered = random() * Math.min(most, first * 2 ** (attempts - 1));
  return Math.ceil(Math.max(jittered, Math.min(afterMs, longestWaitMs)));
}
