/** Connections of the PostgreSQL store: a small pool, the tables, and one connection that listens. */
import pg from 'pg';
import { migrations, postgresDialect, refuseNewer } from './migrations.ts';
import { notifyChannel, type StatementName, statements } from './postgres_statements.ts';
import type { Wake } from './store.ts';

export type Value = string | number | null | readonly (string | number | null)[];

/** Runs a named statement. */
export interface Queries {
  rows<Row>(name: StatementName, ...values: Value[]): Promise<Row[]>;
  /** How many rows it changed. */
  count(name: StatementName, ...values: Value[]): Promise<number>;
}

/** Times and counts are BIGINT and stay far below 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (oid === pg.types.builtins.INT8 ? Number : (pg.types.getTypeParser(oid, format) as typeof Number)),
};

export function openPool(url: string, onError: (error: unknown) => void): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5000,
    statement_timeout: 10_000,
    idle_in_transaction_session_timeout: 10_000,
    application_name: 'michishirube',
    types,
  });
  // an idle connection that breaks is replaced by the pool; unheard it would end the process
  pool.on('error', onError);
  return pool;
}

export function queries(connection: pg.Pool | pg.PoolClient): Queries {
  const query = (name: StatementName, values: Value[]): Promise<pg.QueryResult<pg.QueryResultRow>> =>
    connection.query<pg.QueryResultRow>({ ...statements[name], values });
  return {
    rows: async <Row>(name: StatementName, ...values: Value[]) => (await query(name, values)).rows as Row[],
    count: async (name, ...values) => (await query(name, values)).rowCount ?? 0,
  };
}

/** Runs `work` in a transaction of its own; a throw rolls back. */
export async function inTransaction<T>(pool: pg.Pool, work: (queries: Queries, client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(queries(client), client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((reason: unknown) => (broken = reason instanceof Error ? reason : new Error('ROLLBACK failed')));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** One of several nodes that start together brings the tables up to date, the others wait for it. */
export async function migrate(pool: pg.Pool): Promise<void> {
  await inTransaction(pool, async (_, client) => {
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('michishirube.migrate'))`);
    await client.query('CREATE TABLE IF NOT EXISTS schema_version (version BIGINT PRIMARY KEY)');
    const { rows } = await client.query<{ version: number }>('SELECT coalesce(max(version), 0) AS version FROM schema_version');
    const version = rows[0]?.version ?? 0;
    const versions = migrations(postgresDialect);
    refuseNewer(version, versions.length, 'The database');
    for (const statement of versions.slice(version).flat()) await client.query(statement);
    if (version < versions.length) await client.query('INSERT INTO schema_version VALUES ($1)', [versions.length]);
  });
}

/**
 * Hears what any node announces. A lost connection is opened again after a second; the loops look by themselves meanwhile.
 * Returns the way to stop.
 */
export async function hear(url: string, tell: (wake: Wake) => void, onError: (error: unknown) => void): Promise<() => Promise<void>> {
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const connect = async (): Promise<void> => {
    const fresh = new pg.Client({
      connectionString: url,
      application_name: 'michishirube listen',
      connectionTimeoutMillis: 5000,
      keepAlive: true,
    });
    client = fresh;
    fresh.on('notification', ({ payload }) => tell(JSON.parse(payload ?? '{}') as Wake));
    fresh.on('error', onError);
    fresh.once('end', again);
    try {
      await fresh.connect();
      await fresh.query(`LISTEN ${notifyChannel}`);
    } catch (error) {
      onError(error);
      await fresh.end().catch(onError);
      again();
    }
  };
  const again = (): void => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => void connect(), 1000).unref();
  };

  await connect();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await client?.end().catch(onError);
  };
}
