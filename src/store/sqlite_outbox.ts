/** The SQLite store's outbox and dead letters. */
import { v4 as randomId } from 'uuid';
import { type DeadRow, type LeasedRow, outboxRow } from './rows.ts';
import { all, changes, type SqliteContext } from './sqlite_statements.ts';
import { type Backlog, type Delivered, noBacklog, type OutboxRow, type PersonKey, type Store, type Wake } from './store.ts';
import type { Writer } from './writer.ts';

type OutboxPart = Pick<Store, 'lease' | 'mark' | 'deadLetters' | 'requeue' | 'backlog'>;

export function sqliteOutbox(context: SqliteContext, writer: Writer, tell: (wake: Wake) => void): OutboxPart {
  const { sql } = context;
  return {
    lease: (channel, limit, leaseMs) => writer.run(() => lease(context, channel, limit, leaseMs)),
    mark: (row, delivered) => writer.run(() => mark(context, row, delivered)),
    deadLetters: (limit) => Promise.resolve(all<DeadRow>(sql.deadLetters, limit).map((row) => ({ ...row }))),
    async requeue(id) {
      const wake = await writer.run(() => requeue(context, id));
      if (wake) tell(wake);
      return wake ? 1 : 0;
    },
    backlog: () => Promise.resolve({ ...noBacklog, ...all<Backlog>(sql.backlog)[0] }),
  };
}

function lease({ sql, now }: SqliteContext, channel: string, limit: number, leaseMs: number): OutboxRow[] {
  const id = randomId();
  const at = now();
  if (changes(sql.lease, id, at + leaseMs, channel, at, limit) === 0) return [];
  return all<LeasedRow>(sql.leased, channel, id).map(outboxRow);
}

function mark({ sql, now }: SqliteContext, row: OutboxRow, delivered: Delivered): boolean {
  const at = now();
  const retry = delivered.status === 'retry';
  const reason = 'reason' in delivered ? delivered.reason : null;
  return (
    changes(
      sql.mark,
      retry ? 'pending' : delivered.status,
      retry ? at + delivered.afterMs : at,
      reason,
      retry ? null : at,
      row.id,
      row.lease,
    ) === 1
  );
}

function requeue({ sql, now }: SqliteContext, id: string): Wake | null {
  if (changes(sql.requeueTurn, id) === 1) {
    sql.dropOutboxOfTurn.run(id);
    return wakeOf('turn', all<PersonKey>(sql.personOfTurn, id)[0]);
  }
  return changes(sql.requeueOutbox, now(), id) === 1 ? wakeOf('outbox', all<PersonKey>(sql.turnOfOutbox, id)[0]) : null;
}

const wakeOf = (kind: Wake['kind'], key: PersonKey | undefined): Wake | null =>
  key ? { kind, channel: key.channel, person: key.person } : null;
