/** People who write and tap: in order, twice, at once and in batches out of order, as the platforms deliver. */
import { setTimeout as sleep } from 'node:timers/promises';
import { personId } from '../stand-ins/line.ts';
import { nextTs } from '../stand-ins/slack-sender.ts';
import { untilAcknowledged, type chance, type Ledger, type Sent } from './ledger.ts';
import type { World } from './world.ts';

type Chance = ReturnType<typeof chance>;
type LineEvent = ReturnType<World['line']['says']>;

const words = [
  '返済がきついです',
  '神戸で居酒屋をやっています',
  'やっぱり返済はこのまま続けられます',
  '売上が減っています',
  'わかりません',
  '２',
  '1',
  '戻る',
  '補助率は？',
  '京都です',
  '新しい商品を始めたい',
  '最初からやり直す',
  'ありがとう',
  '相談シートください',
  '控えをください',
] as const;

/** One person writes `count` times, each time after the last was acknowledged. `pauseMs` on average between. */
export interface Writing {
  world: World;
  ledger: Ledger;
  dice: Chance;
  count: number;
  pauseMs: number;
}

export async function linePerson({ world, ledger, dice, count, pauseMs }: Writing): Promise<void> {
  const { line } = world;
  const person = personId();
  const past: LineEvent[] = [];
  const deliver = async (events: readonly LineEvent[]): Promise<boolean> => (await line.deliver(world.url(), events)).status === 200;

  for (let done = 0, place = 0; done < count; place++) {
    await sleep(dice.number() * 2 * pauseMs);
    const many = Math.min(count - done, dice.of(0.15) ? 3 : 1);
    const events = Array.from({ length: many }, () => lineEvent(world, person, dice));
    const shuffled = many > 1 && dice.of(0.7) ? events.toReversed() : events;
    await untilAcknowledged(world, ledger, () => deliver(shuffled));
    ledger.acknowledged.push(...events.map((event, at): Sent => ({ ...sentOf(person, event), place: place + at / 10 })));
    past.push(...events);
    done += many;
    await repeated(ledger, dice, () => deliver([line.again(dice.one(past))]));
  }
}

const sentOf = (person: string, event: LineEvent): Omit<Sent, 'place'> => ({
  channel: 'line',
  person,
  event: String(event.webhookEventId),
  replyToken: String(event.replyToken),
  at: Number(event.timestamp),
});

function lineEvent({ line }: World, person: string, dice: Chance): LineEvent {
  const shown = line.sent.filter(({ to }) => to === person).slice(-3);
  const offered = shown.flatMap(({ messages }) => messages.flatMap((message) => buttonsOf(message)));
  return offered.length > 0 && dice.of(0.4) ? line.taps(person, dice.one(offered)) : line.says(person, dice.one(words));
}

const buttonsOf = (message: Record<string, unknown>): string[] =>
  ((message.quickReply as { items: { action: { data: string } }[] } | undefined)?.items ?? []).map(({ action }) => action.data);

/** Copies of what was acknowledged already, some two at once. */
async function repeated(ledger: Ledger, dice: Chance, again: () => Promise<boolean>): Promise<void> {
  if (!dice.of(0.25)) return;
  const copies = dice.of(0.3) ? 2 : 1;
  ledger.requests += copies;
  ledger.copies += copies;
  await Promise.all(Array.from({ length: copies }, () => again().catch(() => false)));
}

export async function slackPerson(user: string, { world, ledger, dice, count, pauseMs }: Writing): Promise<void> {
  const past: (() => Promise<boolean>)[] = [];
  for (let place = 0; place < count; place++) {
    await sleep(dice.number() * 2 * pauseMs);
    const { event, send } = slackEvent(world, user, dice, place);
    // the platform may try again before the first try was answered
    const both = dice.of(0.1)
      ? async () => (ledger.copies++, (await Promise.all([send(), send().catch(() => false)])).some(Boolean))
      : send;
    await untilAcknowledged(world, ledger, both);
    ledger.acknowledged.push({ channel: 'slack', person: user, event, place, at: Date.now() });
    past.push(send);
    await repeated(ledger, dice, dice.one(past));
  }
}

function slackEvent(world: World, user: string, dice: Chance, place: number): { event: string; send: () => Promise<boolean> } {
  const channel = `D${user.slice(1)}`;
  const message = world.slack.posted.findLast((one) => one.channel === channel && one.blocks.some(({ type }) => type === 'actions'));
  const buttons =
    message?.blocks.flatMap((block) => (block.type === 'actions' ? block.elements.filter(({ url }) => url === undefined) : [])) ?? [];
  if (message && buttons.length > 0 && dice.of(0.4)) {
    const button = dice.one(buttons);
    const ts = nextTs();
    const choice = (button.value ?? '').slice(0, (button.value ?? '').lastIndexOf('|'));
    return {
      event: ['action', channel, message.ts, button.action_id, ts].join(':'),
      send: async () => (await world.sender().tap(user, message, choice, ts)).status === 200,
    };
  }
  const eventId = `Ev${user}${String(place)}`;
  const ts = nextTs();
  const text = dice.one(words);
  return { event: `event:${eventId}`, send: async () => (await world.sender().message(user, text, { eventId, ts })).status === 200 };
}
