/** The two rehearsals: many people in bad weather with kills at random, and a kill between every two steps of a turn and its delivery. */
import { setTimeout as sleep } from 'node:timers/promises';
import { personId } from '../stand-ins/line.ts';
import { nextTs } from '../stand-ins/slack-sender.ts';
import { audit, type Findings } from './audit.ts';
import { chance, newLedger, untilAcknowledged, type Ledger } from './ledger.ts';
import { linePerson, slackPerson } from './people.ts';
import { badWeather } from './weather.ts';
import { world, type World } from './world.ts';

export interface Storm {
  seed: number;
  line: { people: number; each: number };
  slack: { people: number; each: number };
  /** Average pause of a person between two events, ms. */
  pauseMs: number;
  killEveryMs: number;
  faultsPerSecond: number;
  drainMs: number;
}

export interface Report extends Findings {
  kills: number;
  faults: number;
  requests: number;
  copies: number;
  unanswered: number;
}

/** Everybody at once; the program is killed again and again while they write. */
export async function storm(plan: Storm): Promise<Report> {
  const here = await world();
  try {
    const ledger = newLedger();
    const dice = chance(plan.seed);
    await here.start();
    const weather = badWeather(here, dice, plan.faultsPerSecond);
    const writing = (each: number): Parameters<typeof linePerson>[0] => ({ world: here, ledger, dice, count: each, pauseMs: plan.pauseMs });
    const people = [
      ...Array.from({ length: plan.line.people }, () => linePerson(writing(plan.line.each))),
      ...Array.from({ length: plan.slack.people }, (_, at) => slackPerson(`U${String(at + 1)}`, writing(plan.slack.each))),
    ];
    const all = Promise.all(people);
    await killing(here, all, () => plan.killEveryMs * (0.5 + dice.number()));
    await all;
    await weather.stop();
    await here.drained(plan.drainMs);
    await here.stop();
    return { ...audit(here, ledger), ...counted(here, ledger), faults: weather.faults };
  } finally {
    await here.close();
  }
}

async function killing(here: World, until: Promise<unknown>, waitMs: () => number): Promise<void> {
  const end = until.then(
    () => 'over' as const,
    () => 'over' as const,
  );
  while ((await Promise.race([end, sleep(waitMs())])) !== 'over') await here.killAndStart();
}

const counted = (here: World, { requests, copies, unanswered }: Ledger): Pick<Report, 'kills' | 'requests' | 'copies' | 'unanswered'> => ({
  kills: here.kills,
  requests,
  copies,
  unanswered,
});

export type Channel = 'line' | 'slack';

/** The names of all steps of one turn and its delivery, as the program takes them. */
export async function stepsOf(channel: Channel): Promise<string[]> {
  const here = await world();
  try {
    await here.startWithCrashAt(null, 'CRASH-0-');
    await crashEvent(here, newLedger(), channel, 0);
    await here.drained(20_000);
    return here.steps();
  } finally {
    await here.close();
  }
}

/** One event after the other, each with a kill at another step; what was killed before its acknowledgement comes again. */
export async function crashSeries(points: readonly { channel: Channel; step: string }[]): Promise<Report> {
  const here = await world();
  try {
    const ledger = newLedger();
    let acknowledged: Promise<void> = Promise.resolve();
    for (const [at, { channel, step }] of points.entries()) {
      await here.startWithCrashAt(step, eventName(at));
      await acknowledged;
      acknowledged = crashEvent(here, ledger, channel, at);
      if (!(await here.crashed(10_000))) throw new Error(`The program never came to "${step}" of ${channel}.`);
    }
    await here.start();
    await acknowledged;
    await here.drained(60_000);
    await here.stop();
    return { ...audit(here, ledger), ...counted(here, ledger), faults: 0 };
  } finally {
    await here.close();
  }
}

const eventName = (at: number): string => `CRASH-${String(at)}-`;

async function crashEvent(here: World, ledger: Ledger, channel: Channel, at: number): Promise<void> {
  const name = eventName(at);
  const text = '神戸で居酒屋をやっていて、返済がきついです';
  if (channel === 'line') {
    const person = personId();
    const event = here.line.says(person, text, { webhookEventId: name });
    await untilAcknowledged(here, ledger, async () => (await here.line.deliver(here.url(), [event])).status === 200);
    ledger.acknowledged.push({ channel, person, event: name, place: 0, replyToken: String(event.replyToken), at: Number(event.timestamp) });
    return;
  }
  const person = `U${String(at)}`;
  const ts = nextTs();
  await untilAcknowledged(here, ledger, async () => (await here.sender().message(person, text, { eventId: name, ts })).status === 200);
  ledger.acknowledged.push({ channel, person, event: `event:${name}`, place: 0, at: Date.now() });
}
