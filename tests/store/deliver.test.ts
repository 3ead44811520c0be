/** The loops of a running core: accepted events are taken and delivered, once and in order, whatever the platform does. */
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ComputeTurn } from '../../src/advance.ts';
import type { Incoming } from '../../src/channel.ts';
import { outboxCommand } from '../../src/cli/outbox.ts';
import { createCore, type CoreOptions, type RunningCore } from '../../src/core.ts';
import { deliver, type Sent } from '../../src/deliver.ts';
import { openMemoryStore } from '../../src/store/open.ts';
import type { Delivered, OutboxRow, Store } from '../../src/store/store.ts';
import { event, eventually, failedText, remembering, textOf, wordsOf } from './places.ts';

const line = (person: string, text: string): Incoming => event(person, text, { channel: 'line' });

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

describe('a running core', () => {
  let store: Store;
  let core: RunningCore;
  /** What the platform got: person, words, key. */
  let got: { person: string; words: string; key: string; attempts: number }[];
  let answer: (row: OutboxRow, signal: AbortSignal) => Promise<Sent>;

  const start = (more: Partial<CoreOptions> = {}): void => {
    const send = (row: OutboxRow, signal: AbortSignal): Promise<Sent> => {
      got.push({ person: row.person, words: wordsOf(row.reply), key: row.key, attempts: row.attempts });
      return answer(row, signal);
    };
    const delivery = { pollMs: 5, backoffMs: [1, 4] as const };
    core = createCore({
      store,
      computeTurn: remembering,
      failedText,
      retentionDays: 90,
      channels: { line: { send } },
      delivery,
      pollMs: 5,
      ...more,
    });
    core.start();
  };
  beforeEach(() => {
    store = openMemoryStore();
    got = [];
    answer = () => Promise.resolve({ sent: true });
  });
  afterEach(async () => {
    await core.stop();
    await store.close();
  });
  const empty = (): Promise<void> => eventually(() => store.backlog()).toMatchObject({ waiting: 0, outbox: 0 });

  it('takes and delivers what was accepted, in order per person', async () => {
    start();
    const people = ['aki', 'ben', 'chie'];
    for (const text of ['a', 'b', 'c']) for (const person of people) await core.accept(line(person, text));
    await empty();
    for (const person of people) expect(got.filter((row) => row.person === person).map((row) => row.words)).toEqual(['a', 'a b', 'a b c']);
    expect(new Set(got.map((row) => row.key)).size).toBe(9);
  });

  it('delivers at once, without waiting for the next look', async () => {
    start({ pollMs: 60_000, delivery: { pollMs: 60_000 } });
    await eventually(() => store.waiting(1)).toEqual([]);
    for (const text of ['a', 'b']) {
      const began = Date.now();
      await core.accept(line('aki', text));
      await empty();
      expect(Date.now() - began).toBeLessThan(2000);
    }
    expect(got.map((row) => row.words)).toEqual(['a', 'a b']);
  });

  it('finds what was accepted before it started, or announced by nobody', async () => {
    await store.accept([line('aki', 'a')]);
    start();
    await empty();
    expect(got.map((row) => row.words)).toEqual(['a']);
  });

  it('repeats with the same key until it is sent, and keeps the order meanwhile', async () => {
    answer = (row) => Promise.resolve(row.attempts < 3 ? { retry: '500' } : { sent: true });
    start();
    await core.acceptAll([line('aki', 'a'), line('aki', 'b')]);
    await empty();
    expect(got.map((row) => [row.words, row.attempts])).toEqual([
      ['a', 1],
      ['a', 2],
      ['a', 3],
      ['a b', 1],
      ['a b', 2],
      ['a b', 3],
    ]);
    expect(new Set(got.map((row) => row.key)).size).toBe(2);
  });

  it('puts a row aside after so many tries, goes on with the next, and takes it back on request', async () => {
    answer = (row) => (wordsOf(row.reply) === 'a' ? Promise.resolve({ retry: 'ECONNREFUSED' }) : Promise.resolve({ sent: true }));
    start({ delivery: { pollMs: 5, backoffMs: [1, 2], maxAttempts: 3 } });
    await core.acceptAll([line('aki', 'a'), line('aki', 'b')]);
    await empty();
    expect(got.map((row) => row.words)).toEqual(['a', 'a', 'a', 'a b']);
    expect(await outboxCommand(store, ['list'])).toContain('3 tries; the last: ECONNREFUSED');
    answer = () => Promise.resolve({ sent: true });
    expect(await outboxCommand(store, ['requeue', 'all'])).toContain('1 put back');
    await empty();
    expect(got.at(-1)?.words).toBe('a');
    expect(await outboxCommand(store, ['list'])).toBe('No dead letters.');
    await expect(outboxCommand(store, ['requeue', 'none'])).rejects.toThrow('No dead letter has the id "none"');
    await expect(outboxCommand(store, ['delete'])).rejects.toThrow('Usage');
  });

  it('does not repeat what may have arrived', async () => {
    answer = () => Promise.resolve({ unknown: true });
    start();
    await core.accept(line('aki', 'a'));
    await eventually(() => store.backlog()).toMatchObject({ outbox: 0, unknown: 1 });
    expect(got).toHaveLength(1);
    expect(await outboxCommand(store, ['requeue', 'all'])).toContain('0 put back');
  });

  it('a person whose channel is slow holds up nobody else', async () => {
    let release = (): void => undefined;
    const slow = new Promise<Sent>((resolve) => (release = () => resolve({ sent: true })));
    answer = (row) => (row.person === 'slow' ? slow : Promise.resolve({ sent: true }));
    start();
    await core.accept(line('slow', 'a'));
    for (let index = 0; index < 20; index++) await core.accept(line('aki', String(index)));
    await eventually(() => got.filter((row) => row.person === 'aki').length).toBe(20);
    release();
    await empty();
  });

  it('ends a try that takes too long', async () => {
    answer = (_, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve({ unknown: true })));
    start({ delivery: { pollMs: 5, backoffMs: [1, 2], leaseMs: 25, maxAttempts: 2 } });
    await core.accept(line('aki', 'a'));
    await eventually(() => store.backlog()).toMatchObject({ outbox: 0 });
    expect(got.length).toBeLessThanOrEqual(2);
  });

  it('drains when it stops: the try under way is marked, the next is not begun', async () => {
    answer = () => wait(50, { sent: true });
    start();
    await core.acceptAll([line('aki', 'a'), line('aki', 'b')]);
    await eventually(() => got.length).toBe(1);
    await core.stop();
    expect(got).toHaveLength(1);
    expect(await store.backlog()).toMatchObject({ outbox: 1, deadLetters: 0 });
    expect(await store.lease('line', 1, 1000)).toMatchObject([{ attempts: 1 }]);
  });

  it('tells main of alerts, failures and what was delivered', async () => {
    const effects: unknown[] = [];
    const troubles: unknown[] = [];
    const delivered: string[] = [];
    start({
      onEffect: (effect, turn) => void effects.push([effect, turn.person]),
      onTrouble: (trouble) => void troubles.push(trouble.where),
      onDelivered: (_, outcome) => void delivered.push(outcome.status),
    });
    await core.acceptAll([line('aki', 'alert'), line('aki', 'boom')]);
    await empty();
    expect(effects).toEqual([[{ kind: 'alert', reason: 'crisis' }, 'aki']]);
    expect(troubles).toEqual(['turn', 'turn', 'turn']);
    await eventually(() => delivered).toEqual(['sent', 'sent']);
    expect(got.at(-1)?.words).toBe(failedText);
  });

  it('gives the conversation what the channel brought', async () => {
    const seen: unknown[] = [];
    const watching: ComputeTurn = (state, incoming) => (
      seen.push(incoming),
      { ...remembering(state, incoming), messages: [{ kind: 'text', text: textOf(incoming.said) }] }
    );
    start({ computeTurn: watching });
    const place = event('aki', '', { channel: 'line', said: { address: '兵庫県神戸市' } });
    await core.accept({ ...place, context: { replyToken: 't' } });
    await empty();
    expect(seen).toEqual([place]);
  });
});

describe('waiting before another try', () => {
  /** What becomes of a row at its try number `attempts`; the earlier ones were begun and never marked. */
  const outcome = async (sent: Sent, attempts: number, random: number): Promise<Delivered | undefined> => {
    let time = 0;
    const store = openMemoryStore(() => time);
    const core = createCore({
      store,
      computeTurn: remembering,
      failedText,
      retentionDays: 90,
      channels: { line: { send: () => Promise.resolve(sent) } },
    });
    await core.converse(line('aki', 'a'));
    let row: OutboxRow | undefined;
    for (let tries = 0; tries < attempts; tries++, time += 1000) [row] = await store.lease('line', 1, 1000);
    if (!row) throw new Error('a row was expected');
    let delivered: Delivered | undefined;
    const onDelivered = (_: OutboxRow, become: Delivered): void => void (delivered = become);
    await deliver(
      row,
      { send: () => Promise.resolve(sent) },
      { store, onDelivered, random: () => random, backoffMs: [1000, 60_000], onError: () => undefined },
    );
    await store.close();
    return delivered;
  };

  it('is anywhere up to a limit that doubles with each try and ends at the longest', async () => {
    expect(await outcome({ retry: '500' }, 1, 0.5)).toMatchObject({ status: 'retry', afterMs: 500 });
    expect(await outcome({ retry: '500' }, 4, 0.5)).toMatchObject({ afterMs: 4000 });
    expect(await outcome({ retry: '500' }, 4, 0)).toMatchObject({ afterMs: 0 });
    expect(await outcome({ retry: '500' }, 7, 0.999)).toMatchObject({ afterMs: 59_940 });
  });

  it('is never shorter than the platform asks for, and never longer than an hour', async () => {
    expect(await outcome({ retry: '429', afterMs: 30_000 }, 1, 0.5)).toMatchObject({ afterMs: 30_000 });
    expect(await outcome({ retry: '429', afterMs: 30_000_000 }, 1, 0.5)).toMatchObject({ afterMs: 3_600_000 });
  });

  it('ends with the last try: dead when nothing arrived, unknown when something may have', async () => {
    expect(await outcome({ retry: '429' }, 8, 0.5)).toEqual({ status: 'dead', reason: '8 tries; the last: 429' });
    expect(await outcome({ retry: '500', doubt: true }, 7, 0.5)).toMatchObject({ status: 'retry' });
    expect(await outcome({ retry: '500', doubt: true }, 8, 0.5)).toEqual({ status: 'unknown' });
    // the eighth try was never marked
    expect(await outcome({ sent: true }, 9, 0.5)).toEqual({ status: 'unknown' });
  });

  it('takes an exception and a try that was too slow for unknown', async () => {
    const ends = async (send: () => Promise<Sent>): Promise<Delivered | undefined> => {
      const store = openMemoryStore();
      const core = createCore({ store, computeTurn: remembering, failedText, retentionDays: 90, channels: { line: { send } } });
      await core.converse(line('aki', 'a'));
      const [row] = await store.lease('line', 1, 1000);
      if (!row) throw new Error('a row was expected');
      let delivered: Delivered | undefined;
      const onDelivered = (_: OutboxRow, become: Delivered): void => void (delivered = become);
      await deliver(row, { send }, { store, onDelivered, maxAttempts: 1, leaseMs: 30, onError: () => undefined });
      await store.close();
      return delivered;
    };
    expect(await ends(() => Promise.reject(new Error('connection lost')))).toEqual({ status: 'unknown' });
    expect(await ends(() => new Promise(() => undefined))).toEqual({ status: 'unknown' });
    expect(await ends(() => Promise.resolve({ retry: 'ECONNREFUSED' }))).toMatchObject({ status: 'dead' });
  });
});
