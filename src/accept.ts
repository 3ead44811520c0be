/** The first step: an event is on disk before it is acknowledged. And both steps in one, for channels that answer at once. */
import type { Incoming, Reply } from './channel.ts';
import type { Accepted, PersonKey, Step, Store, Take } from './store/store.ts';

/** How many events one webhook request may bring (LINE sends at most 100). */
const batchLimit = 1000;

/**
 * Stores the events of one request, by their time: a platform may deliver them unordered.
 * @returns what became of each, in the order given
 */
export async function acceptBatch(store: Store, events: readonly Incoming[]): Promise<Accepted[]> {
  if (events.length > batchLimit)
    throw new RangeError(`A request brought ${String(events.length)} events; at most ${String(batchLimit)} are taken. Split it.`);
  const order = events.map((_, index) => index).sort((a, b) => (events[a]?.at ?? 0) - (events[b]?.at ?? 0));
  const accepted = await store.accept(order.flatMap((index) => events[index] ?? []));
  const result: Accepted[] = [];
  for (const [place, index] of order.entries()) result[index] = accepted[place] ?? 'duplicate';
  return result;
}

/** How many turns of a person, older ones and failed tries included, one request may wait for. */
const roundLimit = 100;

/**
 * Stores the event and takes turns of the person until it is answered; the same event again gives the stored reply.
 * @throws EventOfAnother, StoreBusy, or when too many older events wait
 */
export async function converse(store: Store, event: Incoming, take: Take, onStep: (key: PersonKey, step: Step) => void): Promise<Reply> {
  const key = { channel: event.channel, person: event.person };
  for (let round = 0; round < roundLimit; round++) {
    const step = await store.step(key, event, take);
    if (step.taken) onStep(key, step);
    if (step.reply) return step.reply;
  }
  throw new Error(
    `More than ${String(roundLimit)} older events of a person on channel "${event.channel}" wait; the event is stored and follows them. Ask again with the same event id.`,
  );
}
