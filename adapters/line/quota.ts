/** The month's pushes as LINE counts them, asked at most once an hour, with a warning before they run out. */
import type { Figures } from './figures.ts';
import type { Platform } from './platform.ts';

const everyMs = 3_600_000;
const warnFrom = 0.8;

/** To be called after a push. `warn` is for the operator. */
export function quotaMeter(platform: Platform, figures: Figures, warn: (message: string) => void, now: () => number): () => void {
  let askedAt = -Infinity;
  return () => {
    if (now() - askedAt < everyMs) return;
    askedAt = now();
    platform.quota().then(
      ({ used, limit }) => {
        figures.quotaUsed = used;
        figures.quotaLimit = limit;
        if (limit !== null && used >= limit * warnFrom)
          warn(
            `LINE: ${String(used)} of ${String(limit)} pushes of this month are used. Beyond that only replies arrive; raise the plan or answer sooner.`,
          );
      },
      () => warn('LINE did not tell how many pushes are used this month; asked again in an hour.'),
    );
  };
}
