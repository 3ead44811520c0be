/** Deletes what is older than the centre keeps it. */
import type { Store } from './store/store.ts';

const dayMs = 86_400_000;
/** Audit lines carry no content; they outlive the conversations. */
const auditDays = 365;
/** Conversations in one transaction, so that nobody waits for a long one. */
const portion = 200;

/**
 * Deletes conversations closed or idle for `days`, with their turns, outbox rows and cases.
 * @returns how many rows were deleted
 */
export async function forgetOld(store: Store, days: number, now: number): Promise<number> {
  let total = 0;
  for (let portions = 0; portions < 10_000; portions++) {
    const gone = await store.forget(now - days * dayMs, portion);
    total += gone;
    if (gone === 0) break;
  }
  await store.forgetAudit(now - Math.max(days, auditDays) * dayMs);
  return total;
}

export interface Retention {
  start(): void;
  stop(): Promise<void>;
}

/** Looks at the start and every six hours. */
export function createRetention(
  store: Store,
  days: number,
  now: () => number,
  onError: (error: unknown) => void,
  everyMs = 6 * 3_600_000,
): Retention {
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<unknown> = Promise.resolve();
  const work = (): void => {
    working = forgetOld(store, days, now()).catch(onError);
  };
  return {
    start() {
      work();
      timer = setInterval(work, everyMs).unref();
    },
    async stop() {
      clearInterval(timer);
      await working;
    },
  };
}
