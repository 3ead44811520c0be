/** What only SQLite does: group commit, one file, content that is really gone. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ComputeTurn, takingTurns } from '../../src/advance.ts';
import { createCore, type RunningCore } from '../../src/core.ts';
import { openMemoryStore, openStore } from '../../src/store/open.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import type { Store } from '../../src/store/store.ts';
import { createWriter } from '../../src/store/writer.ts';
import { event, failedText, remembering, saidIn, wordsOf } from './places.ts';

const coreOn = (store: Store, computeTurn: ComputeTurn = remembering): RunningCore =>
  createCore({ store, computeTurn, failedText, retentionDays: 90 });

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

describe('the SQLite store', () => {
  let folder: string;
  let file: string;
  let store: Store;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'michishirube-sqlite-'));
    file = join(folder, 'store.sqlite');
    store = openSqlite({ file });
  });
  afterEach(async () => {
    await store.close().catch(() => undefined);
    rmSync(folder, { recursive: true });
  });

  it('after a failing statement rolls back the group and fails only the turn at fault', async () => {
    const trap = new DatabaseSync(file);
    trap.exec(`CREATE TRIGGER trap BEFORE UPDATE OF reply ON turn WHEN NEW.person = 'p3' BEGIN SELECT RAISE(ABORT, 'trapped'); END`);
    const core = coreOn(store);
    const results = await Promise.allSettled(Array.from({ length: 8 }, (_, index) => core.converse(event(`p${String(index)}`, 'a'))));
    expect(results.map((result) => result.status)).toEqual(
      Array.from({ length: 8 }, (_, index) => (index === 3 ? 'rejected' : 'fulfilled')),
    );
    expect(results[3]).toMatchObject({ reason: { message: 'trapped' } });
    expect(await core.conversationOf('web', 'p3')).toBeNull();
    trap.exec('DROP TRIGGER trap');
    trap.close();
    expect(wordsOf(await core.converse(event('p3', 'b')))).toBe('b');
  });

  it('answers nothing before it is committed: what another connection sees is there', async () => {
    const other = new DatabaseSync(file, { readOnly: true });
    await coreOn(store).converse(event('aki', 'a'));
    expect(other.prepare(`SELECT count(*) AS count FROM turn WHERE status = 'done'`).get()).toMatchObject({ count: 1 });
    expect(other.prepare('PRAGMA journal_mode').get()).toMatchObject({ journal_mode: 'wal' });
    other.close();
  });

  it('leaves nothing of an erased conversation in its files', async () => {
    const quiet: ComputeTurn = (state, incoming) => ({ ...remembering(state, incoming), messages: [{ kind: 'text', text: 'ok' }] });
    const core = coreOn(store, quiet);
    await core.converse(event('aki', 'a-very-private-word'));
    await core.converse(event('aki', 'erase'));
    await store.close();
    const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
    expect(bytes.length).toBeGreaterThan(0);
    expect(bytes.join('')).not.toContain('a-very-private-word');
  });

  it('does not touch a file of a newer program', async () => {
    await store.close();
    const newer = new DatabaseSync(file);
    newer.exec('PRAGMA user_version = 99');
    newer.close();
    expect(() => openSqlite({ file })).toThrow('schema version 99');
  });

  it('keeps a state it cannot read, and says so honestly', async () => {
    const core = coreOn(store);
    await core.converse(event('aki', 'a'));
    const hand = new DatabaseSync(file);
    hand.exec(`UPDATE conversation SET state = '{"schema":0}'`);
    expect(wordsOf(await core.converse(event('aki', 'b')))).toBe(failedText);
    expect(hand.prepare('SELECT state FROM conversation').get()).toMatchObject({ state: '{"schema":0}' });
    hand.close();
  });

  it('keeps a closed conversation as it was', async () => {
    const core = coreOn(store);
    for (const text of ['a', 'restart', 'b']) await core.converse(event('aki', text));
    const hand = new DatabaseSync(file, { readOnly: true });
    const states = hand.prepare('SELECT state FROM conversation ORDER BY id').all();
    expect(states.map(({ state }) => saidIn(String(state)))).toEqual([['a'], ['b']]);
    hand.close();
  });

  it('makes its folder, and takes memory for the terminal', async () => {
    const made = await openStore({ DATA_DIR: join(folder, 'a', 'b') });
    expect(wordsOf(await coreOn(made).converse(event('aki', 'a')))).toBe('a');
    await made.close();
    const memory = openMemoryStore();
    expect(wordsOf(await coreOn(memory).converse(event('aki', 'a')))).toBe('a');
    await memory.close();
  });

  it('finishes what waits when it is closed', async () => {
    const step = store.step(
      { channel: 'web', person: 'aki' },
      event('aki', 'a'),
      takingTurns({ computeTurn: remembering, pushes: () => false, failedText }),
    );
    await store.close();
    expect((await step).taken?.status).toBe('done');
  });
});

describe('the writer', () => {
  const limits = { group: 4, groupMs: 1000, waiting: 8 };
  let db: DatabaseSync;
  beforeEach(() => {
    db = new DatabaseSync(':memory:');
    db.exec('CREATE TABLE number (value INTEGER UNIQUE)');
  });
  afterEach(() => db.close());
  const insert = (value: number) => (): void => void db.prepare('INSERT INTO number VALUES (?)').run(value);

  it('commits at most so many jobs together, in their order', async () => {
    const writer = createWriter(db, limits);
    const groups: number[] = [];
    let open = 0;
    const job = (index: number) => (): void => {
      if (db.prepare('SELECT count(*) AS count FROM number').get()?.count !== index) throw new Error('out of order');
      insert(index)();
      open++;
    };
    const done = Array.from({ length: 8 }, (_, index) =>
      writer.run(job(index)).then(() => {
        if (open > 0) groups.push(open);
        open = 0;
      }),
    );
    await Promise.all(done);
    expect(groups).toEqual([4, 4]);
  });

  it('ends a group when its time is over', async () => {
    const writer = createWriter(db, { ...limits, groupMs: 0 });
    const order: string[] = [];
    const job = (name: string): Promise<void> =>
      writer.run(() => void order.push(`run ${name}`)).then(() => void order.push(`answer ${name}`));
    await Promise.all([job('a'), job('b')]);
    expect(order).toEqual(['run a', 'answer a', 'run b', 'answer b']);
  });

  it('replays one by one after a failure', async () => {
    const writer = createWriter(db, limits);
    const results = await Promise.allSettled([1, 2, 2, 3].map((value) => writer.run(insert(value))));
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(db.prepare('SELECT value FROM number ORDER BY value').all()).toMatchObject([{ value: 1 }, { value: 2 }, { value: 3 }]);
  });

  it('refuses more than may wait', async () => {
    const writer = createWriter(db, limits);
    const results = await Promise.allSettled(Array.from({ length: 9 }, (_, index) => writer.run(insert(index))));
    expect(results.filter((result) => result.status === 'rejected')).toMatchObject([{ reason: { name: 'StoreBusy' } }]);
  });
});
