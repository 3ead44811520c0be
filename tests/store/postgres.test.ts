/** What only PostgreSQL meets: another node between reading and writing. A second connection plays it, lock by lock. */
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { takingTurns } from '../../src/advance.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import type { Store } from '../../src/store/store.ts';
import { event, eventually, failedText, remembering, saidIn, wordsOf } from './places.ts';
import { startPostgres, type PostgresServer } from './postgres_server.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

describe('the PostgreSQL store', () => {
  let server: PostgresServer;
  let url: string;
  let store: Store;
  let node: pg.Client;
  let computed: number;

  beforeAll(async () => void (server = await startPostgres()));
  afterAll(() => server.stop());
  beforeEach(async () => {
    url = await server.database();
    store = await openPostgres({ url });
    node = new pg.Client({ connectionString: url });
    await node.connect();
    computed = 0;
  });
  afterEach(async () => {
    await node.end();
    await store.close();
  });

  const key = { channel: 'web', person: 'aki' };
  const take = takingTurns({
    computeTurn: (state, incoming) => {
      computed++;
      return remembering(state, incoming);
    },
    pushes: () => true,
    failedText,
  });
  const lockAwaited = async (): Promise<number> => {
    const { rows } = await node.query<{ count: string }>(
      'SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = $1 AND datname = current_database()',
      ['Lock'],
    );
    return Number(rows[0]?.count);
  };
  const outboxRows = async (): Promise<number> =>
    Number((await node.query<{ count: string }>('SELECT count(*) FROM outbox')).rows[0]?.count);

  it('computes again when the conversation changed meanwhile, and writes once', async () => {
    await store.step(key, event('aki', 'a'), take);
    await node.query('BEGIN');
    await node.query('UPDATE conversation SET version = version + 1');
    const step = store.step(key, event('aki', 'b'), take);
    await eventually(lockAwaited).toBe(1);
    await node.query('COMMIT');
    const { reply } = await step;
    expect(reply && wordsOf(reply)).toBe('a b');
    expect(computed).toBe(3);
    expect(await outboxRows()).toBe(2);
  });

  it('takes an event once that another node stores at the same moment', async () => {
    const mine = event('aki', 'a');
    await node.query('BEGIN');
    await node.query(
      `INSERT INTO turn (id, channel, person, event, came, at, received_at, status, attempts) VALUES ('other', 'web', 'aki', $1, '{"text":"theirs"}', 1, 1, 'waiting', 0)`,
      [mine.event],
    );
    const step = store.step(key, mine, take);
    await eventually(lockAwaited).toBe(1);
    await node.query('COMMIT');
    const { reply } = await step;
    expect(reply && wordsOf(reply)).toBe('theirs');
    expect(await outboxRows()).toBe(1);
    expect(await store.saidSince(key, null)).toHaveLength(1);
  });

  it('does not bring back what was erased meanwhile', async () => {
    await store.accept([event('aki', 'a')]);
    await node.query('BEGIN');
    await node.query('DELETE FROM turn');
    const step = store.step(key, null, take);
    await eventually(lockAwaited).toBe(1);
    await node.query('COMMIT');
    expect((await step).taken).toBeNull();
    expect(computed).toBe(1);
    expect(await store.conversationOf(key)).toBeNull();
    expect(await outboxRows()).toBe(0);
  });

  it('does not answer an event that was deleted from an open conversation meanwhile', async () => {
    await store.step(key, event('aki', 'a'), take);
    await store.accept([event('aki', 'b')]);
    await node.query('BEGIN');
    await node.query(`DELETE FROM turn WHERE status = 'waiting'`);
    const step = store.step(key, null, take);
    await eventually(lockAwaited).toBe(1);
    await node.query('COMMIT');
    expect((await step).taken).toBeNull();
    const { rows } = await node.query<{ version: string }>('SELECT version FROM conversation');
    expect(rows).toEqual([{ version: '1' }]);
  });

  it('keeps a closed conversation as it was', async () => {
    for (const text of ['a', 'restart', 'b']) await store.step(key, event('aki', text), take);
    const { rows } = await node.query<{ state: string }>('SELECT state FROM conversation ORDER BY opened_at, id');
    expect(rows.map(({ state }) => saidIn(state))).toEqual([['a'], ['b']]);
  });

  it('gives up after five more readings and writes nothing', async () => {
    await store.step(key, event('aki', 'a'), take);
    await node.query(
      `CREATE FUNCTION faster() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'faster' USING ERRCODE = '40001'; END $$`,
    );
    await node.query('CREATE TRIGGER faster BEFORE UPDATE ON conversation FOR EACH ROW EXECUTE FUNCTION faster()');
    computed = 0;
    await expect(store.step(key, event('aki', 'b'), take)).rejects.toThrow('6 times in a row');
    expect(computed).toBe(6);
    expect(await store.saidSince(key, null)).toHaveLength(1);
  });

  it('goes on after its connections are cut, and hears again', async () => {
    const heard: string[] = [];
    store.listen((wake) => void heard.push(wake.person));
    await node.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    await eventually(async () => (await store.accept([event('ben', 'a')]).catch(() => []))[0]).toBe('accepted');
    await eventually(async () => (await store.accept([event('ben', 'b')]), heard)).toContain('ben');
  });

  it('is made once when several nodes start together', async () => {
    const fresh = await server.database();
    const nodes = await Promise.all(Array.from({ length: 4 }, () => openPostgres({ url: fresh })));
    for (const one of nodes) {
      await one.ready();
      await one.close();
    }
  });

  it('does not touch a database of a newer program', async () => {
    await node.query('INSERT INTO schema_version VALUES (99)');
    await expect(openPostgres({ url })).rejects.toThrow('schema version 99');
  });
});
