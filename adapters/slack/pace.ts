/** About one message a second and channel, and no sooner than Slack asked after a 429. */
import { setTimeout as sleep } from 'node:timers/promises';
import { BoundedMap } from './bounded.ts';

const betweenMs = 1050;

export interface Pace {
  /** Waits for the channel's turn and takes it: 0. When that would take longer than `mostMs`: how long it would be, and nothing is taken. Call `done` after it. */
  turn(channel: string, mostMs: number, signal: AbortSignal): Promise<number>;
  /** A message was posted: the second counts from here, since nobody knows when within the call Slack took it. */
  done(channel: string): void;
  /** Nothing for this channel before `ms` have passed. */
  hold(channel: string, ms: number): void;
}

export function createPace(): Pace {
  const nextAt = new BoundedMap<string, number>(5000);
  const hold = (channel: string, ms: number): void => void nextAt.set(channel, Math.max(nextAt.get(channel) ?? 0, Date.now() + ms));
  return {
    async turn(channel, mostMs, signal) {
      const now = Date.now();
      const at = Math.max(now, nextAt.get(channel) ?? 0);
      if (at - now > mostMs) return at - now;
      nextAt.set(channel, at + betweenMs);
      if (at > now) await sleep(at - now, undefined, { signal });
      return 0;
    },
    done: (channel) => hold(channel, betweenMs),
    hold,
  };
}
