/** What was sent to the program and acknowledged: the other half of what the audit compares. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { World } from './world.ts';

export interface Sent {
  channel: 'line' | 'slack';
  person: string;
  /** As the program stores it. */
  event: string;
  /** Events of a person with a lower number were acknowledged before this was sent; the same number means: at once, in any order. */
  place: number;
  replyToken?: string;
  /** When the person did it, ms. */
  at: number;
}

export interface Ledger {
  /** Acknowledged events; one that is not stands in no ledger and may have had a turn or not. */
  acknowledged: Sent[];
  /** Requests made; those that came again although the first was acknowledged or under way; those that got no acknowledgement. */
  requests: number;
  copies: number;
  unanswered: number;
}

export const newLedger = (): Ledger => ({ acknowledged: [], requests: 0, copies: 0, unanswered: 0 });

const tries = 400;

/** Sends until it is acknowledged, as a platform that redelivers. @throws when that does not happen in two minutes */
export async function untilAcknowledged(world: World, ledger: Ledger, send: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < tries; attempt++) {
    ledger.requests++;
    if (await send().catch(() => false)) return;
    ledger.unanswered++;
    await sleep(300);
  }
  throw new Error(`No acknowledgement after ${String(tries)} tries at ${world.url()}.`);
}

/** Numbers of one seed, so that a run can be looked at again (times and kills still differ). */
export function chance(seed: number): { number: () => number; of: (probability: number) => boolean; one: <T>(list: readonly T[]) => T } {
  let state = seed >>> 0;
  const number = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    number,
    of: (probability) => number() < probability,
    one(list) {
      const found = list[Math.floor(number() * list.length)];
      if (found === undefined) throw new Error('one() of an empty list');
      return found;
    },
  };
}
