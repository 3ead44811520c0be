/** Holds what was acknowledged, what the store kept and what people were shown against each other. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Ledger, Sent } from './ledger.ts';
import type { World } from './world.ts';

interface Row {
  channel: 'line' | 'slack';
  person: string;
  event: string;
  arrival: number;
  position: number | null;
  status: string;
  received: number;
  attempts: number;
  finished: number;
  outcome: string | null;
  key: string | null;
  rows: number;
  reply: string | null;
}

export interface Findings {
  turns: { line: number; slack: number };
  /** What must not be; empty when all is well. */
  broken: string[];
  /** Shown twice where platforms.md says it cannot be excluded: a reply of unknown outcome, too old for its token, pushed. */
  doubles: number;
  /** The longest a LINE event waited to be stored, ms: the program was down or too busy. */
  latestMs: number;
  /** Nobody knows whether it arrived, and it was not worth a second copy. */
  unknown: number;
  /** Links to pages that were said; each opens. */
  pages: number;
}

/** Reads the store of a program that has ended. */
export function audit(world: World, ledger: Ledger): Findings {
  const rows = readRows(world.folder);
  const byEvent = new Map(rows.map((row) => [`${row.channel} ${row.event}`, row]));
  const broken: string[] = [];
  const say = (what: string, { channel, event }: { channel: string; event: string }): void =>
    void broken.push(`${what}: ${channel} ${event}`);

  for (const sent of ledger.acknowledged) if (!byEvent.has(`${sent.channel} ${sent.event}`)) say('acknowledged and lost', sent);
  const came = new Map(ledger.acknowledged.map(({ channel, event, at }) => [`${channel} ${event}`, at]));
  const late = rows.map((row) => row.received - (came.get(`${row.channel} ${row.event}`) ?? row.received));
  for (const row of rows) {
    if (row.status !== 'done') say(`turn is ${row.status}`, row);
    if (row.rows !== 1) say(`${String(row.rows)} outbox rows`, row);
    if (row.outcome !== 'sent' && row.outcome !== 'unknown') say(`delivery is ${String(row.outcome)}`, row);
  }
  inOrder(ledger, byEvent, rows, say);
  const pages = onePageEach(world.folder, rows, say);
  const shown = new Map([...shownInLine(world, ledger, rows), ...shownInSlack(world, rows)]);
  const doubles = onceEach(rows, shown, say);
  shownInOrder(rows, shown, say);
  broken.push(...world.line.refused.map((why) => `LINE refused: ${why}`), ...world.slack.refusals.map((why) => `Slack refused: ${why}`));
  const count = (channel: string): number => rows.filter((row) => row.channel === channel).length;
  return {
    pages,
    turns: { line: count('line'), slack: count('slack') },
    broken,
    doubles,
    latestMs: late.reduce((a, b) => Math.max(a, b), 0),
    unknown: rows.filter(({ outcome }) => outcome === 'unknown').length,
  };
}

function readRows(folder: string): Row[] {
  const db = new DatabaseSync(join(folder, 'michishirube.sqlite'), { readOnly: true });
  const sql = `SELECT t.channel, t.person, t.event, t.arrival, t.position, t.status, t.received_at AS received, max(o.attempts) AS attempts, max(o.finished_at) AS finished, max(o.status) AS outcome,
      max(o.idempotency_key) AS key, count(o.id) AS rows, t.reply FROM turn t LEFT JOIN outbox o ON o.turn = t.id GROUP BY t.id ORDER BY t.arrival`;
  const rows = db.prepare(sql).all() as unknown as Row[];
  db.close();
  return rows;
}

/** Every link that was said opens its page, and no other key was made: an event that came twice made none. */
function onePageEach(folder: string, rows: readonly Row[], say: Say): number {
  const db = new DatabaseSync(join(folder, 'michishirube.sqlite'), { readOnly: true });
  const kept = new Set((db.prepare('SELECT key_hash AS hash FROM sheet').all() as { hash: string }[]).map(({ hash }) => hash));
  db.close();
  const made = kept.size;
  for (const row of rows) {
    const keys = new Set([...(row.reply ?? '').matchAll(/\/sheet\/([\w-]{32})/g)].map(([, key = '']) => key));
    if (keys.size > 1) say(`${String(keys.size)} keys in one reply`, row);
    for (const key of keys)
      if (!kept.delete(createHash('sha256').update(key).digest('hex'))) say('a link that opens nothing, or was said twice', row);
  }
  if (kept.size > 0) say(`${String(kept.size)} keys nobody was given`, { channel: 'sheet', event: '' });
  return made;
}

type Say = (what: string, row: { channel: string; event: string }) => void;

/** Turns of a person are taken in the order they arrived, and arrived in the order they were acknowledged. */
function inOrder(ledger: Ledger, byEvent: ReadonlyMap<string, Row>, rows: readonly Row[], say: Say): void {
  for (const mine of grouped(rows))
    for (const [at, row] of mine.entries())
      if (at > 0 && (row.position ?? 0) <= (mine[at - 1]?.position ?? 0)) say('taken out of order', row);
  for (const mine of grouped(ledger.acknowledged)) {
    const inPlace = mine.toSorted((a, b) => a.place - b.place).flatMap((sent: Sent) => byEvent.get(`${sent.channel} ${sent.event}`) ?? []);
    for (const [at, row] of inPlace.entries())
      if (at > 0 && row.arrival < (inPlace[at - 1]?.arrival ?? 0)) say('arrived out of order', row);
  }
}

/** One thing a person was shown: when, in what order, by which way, and which part of how many. */
interface Shown {
  at: number;
  order: number;
  way: string;
}

function shownInLine({ line }: World, ledger: Ledger, rows: readonly Row[]): Map<string, Shown[]> {
  const eventOfToken = new Map(ledger.acknowledged.map(({ replyToken, event }) => [replyToken ?? '', event]));
  const eventOfKey = new Map(rows.map(({ key, event }) => [key ?? '', event]));
  const shown = new Map<string, Shown[]>();
  for (const [order, { by, token, key, at }] of line.sent.entries()) {
    const event = by === 'reply' ? eventOfToken.get(token ?? '') : eventOfKey.get(key ?? '');
    add(shown, `line ${event ?? 'of nobody'}`, { at, order, way: by });
  }
  return shown;
}

function shownInSlack({ slack }: World, rows: readonly Row[]): Map<string, Shown[]> {
  const eventOfKey = new Map(rows.map(({ key, event }) => [key ?? '', event]));
  const shown = new Map<string, Shown[]>();
  for (const [order, { args, at }] of slack.posted.entries()) {
    const { event_payload: mark } = JSON.parse(args.metadata ?? '{}') as { event_payload: { key: string; part: number } };
    add(shown, `slack ${eventOfKey.get(mark.key) ?? 'of nobody'}`, { at, order, way: String(mark.part) });
  }
  return shown;
}

function add(shown: Map<string, Shown[]>, event: string, one: Shown): void {
  shown.set(event, [...(shown.get(event) ?? []), one]);
}

/** Only younger than this a used reply token says that the reply arrived; after it, a push is the only way to be sure. */
const sameTokenMs = 30_000;

/** Everything sent was shown once; returns how many were shown twice because nobody could know. */
function onceEach(rows: readonly Row[], shown: ReadonlyMap<string, Shown[]>, say: Say): number {
  let doubles = 0;
  for (const row of rows) {
    const times = shown.get(`${row.channel} ${row.event}`) ?? [];
    if (times.length === 0 && row.outcome === 'sent')
      say(`said to be sent at try ${String(row.attempts)}, ${String(row.finished - row.received)} ms after it came, never shown`, row);
    if (row.channel === 'slack') {
      const parts = times.map(({ way }) => way).join();
      if (parts !== times.map((_, at) => String(at)).join()) say(`shown in parts ${parts}`, row);
    } else if (times.length > 1) {
      const [first, second] = times;
      const excusable = times.length === 2 && first?.way === 'reply' && second?.way === 'push' && second.at - row.received >= sameTokenMs;
      if (excusable) doubles++;
      else say(`shown by ${times.map(({ way, at }) => `${way} after ${String(at - row.received)} ms`).join(', ')}`, row);
    }
  }
  for (const event of shown.keys()) if (event.endsWith('of nobody')) say('shown without a turn', { channel: event, event: '' });
  return doubles;
}

/** What a person is shown comes in the order of the turns. */
function shownInOrder(rows: readonly Row[], shown: ReadonlyMap<string, Shown[]>, say: Say): void {
  for (const mine of grouped(rows)) {
    let last = -1;
    for (const row of mine) {
      const first = shown.get(`${row.channel} ${row.event}`)?.[0];
      if (first && first.order < last) say('shown out of order', row);
      last = Math.max(last, first?.order ?? -1);
    }
  }
}

function grouped<T extends { channel: string; person: string }>(list: readonly T[]): T[][] {
  return [...Map.groupBy(list, ({ channel, person }) => `${channel} ${person}`).values()];
}
