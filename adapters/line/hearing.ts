/** Takes the events of one request in the order they happened, and answers what needs no conversation. */
import type { messagingApi } from '@line/bot-sdk';
import type { Core, Incoming, Message } from '../../src/channel.ts';
import { entranceMessage, entranceSafety, mayEnter } from './entrance.ts';
import { channel, readEvent, type Heard } from './parse.ts';
import type { Figures } from './figures.ts';
import type { People } from './people.ts';
import { urgently, type Platform } from './platform.ts';
import { groupNotice } from './words.ts';

export interface Hearing {
  core: () => Pick<Core, 'accept' | 'acceptAll' | 'erase' | 'unsay'>;
  platform: Platform;
  people: People;
  figures: Figures;
  /** Where people write when LINE is the entrance only; null: everything can be said in LINE. */
  entrance: string | null;
  /** The safety floor for what is not taken in: what to say, or null. */
  danger: (text: string) => Message[] | null;
  now: () => number;
}

/** Requests to LINE that nothing depends on, at once. */
const mostAside = 32;

/** Makes the function that resolves when everything in a webhook's events is durably stored. It rejects when anything is not. */
export function hearing({
  core,
  platform,
  people,
  figures,
  entrance,
  danger,
  now,
}: Hearing): (events: readonly unknown[]) => Promise<void> {
  let aside = 0;

  return async (events) => {
    const receivedAt = now();
    const heard = events.flatMap((raw) => readEvent(raw, receivedAt) ?? []);
    figures.passedOver += events.length - heard.length;
    let waiting: Incoming[] = [];
    for (const one of heard.toSorted((a, b) => a.at - b.at)) {
      if (one.kind === 'said') {
        if (belongs(one)) waiting.push(one.incoming);
        continue;
      }
      // erasing and taking back come after what was said before them
      await store(waiting);
      waiting = [];
      await otherwise(one);
    }
    await store(waiting);
  };

  /** Whether it goes to the conversation. */
  function belongs({ incoming, replyToken }: Extract<Heard, { kind: 'said' }>): boolean {
    const { message } = incoming.context ?? {};
    if (!people.came(incoming.person, incoming.at) || (typeof message === 'string' && people.isUnsent(message))) {
      figures.passedOver++;
      return false;
    }
    if (entrance === null || mayEnter(incoming.said)) return true;
    const warning = 'text' in incoming.said ? danger(incoming.said.text) : null;
    // never passed over, however much is under way
    if (warning !== null) void urgently(platform, incoming.person, replyToken, entranceSafety(warning, entrance));
    else if (replyToken !== null) besides(() => platform.reply(replyToken, [entranceMessage(entrance)]));
    return false;
  }

  async function store(incoming: readonly Incoming[]): Promise<void> {
    if (incoming.length === 0) return;
    const accepted = (await core().acceptAll?.(incoming)) ?? (await acceptEach(incoming));
    const answered = incoming.filter((one, index) => accepted[index] === 'accepted' && !('arrived' in one.said));
    for (const person of new Set(answered.map((one) => one.person))) besides(() => platform.showLoading(person));
  }

  async function acceptEach(incoming: readonly Incoming[]): Promise<('accepted' | 'duplicate')[]> {
    const accepted: ('accepted' | 'duplicate')[] = [];
    for (const one of incoming) accepted.push(await core().accept(one));
    return accepted;
  }

  async function otherwise(heard: Exclude<Heard, { kind: 'said' }>): Promise<void> {
    switch (heard.kind) {
      case 'left':
        if (people.left(heard.person, heard.at)) await core().erase(channel, heard.person);
        return;
      case 'unsent':
        people.unsent(heard.message);
        await core().unsay?.(channel, heard.person, heard.message);
        return;
      case 'group': {
        const notice: messagingApi.TextMessage = { type: 'text', text: groupNotice };
        besides(() => platform.reply(heard.replyToken, [notice]));
      }
    }
  }

  /** Best effort, never waited for: the webhook must be answered within two seconds. */
  function besides(request: () => Promise<unknown>): void {
    if (aside >= mostAside) return;
    aside++;
    void request().finally(() => aside--);
  }
}
