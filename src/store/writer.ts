/**
 * The one writer of a SQLite connection. What waits together is committed together: one fsync for up to 64 turns.
 * A job is synchronous, so nothing can come between its reading and its writing.
 */
import type { DatabaseSync } from 'node:sqlite';
import { StoreBusy } from './store.ts';

export interface WriterLimits {
  /** Jobs in one transaction. */
  group: number;
  /** How long one transaction takes up jobs, ms: other requests are not answered meanwhile. */
  groupMs: number;
  /** Jobs that may wait; more are refused. */
  waiting: number;
}

export const writerLimits: WriterLimits = { group: 64, groupMs: 5, waiting: 10_000 };

interface Job {
  run(): unknown;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

export interface Writer {
  /** Runs `job` in a transaction; resolves after its commit. @throws StoreBusy, or what the database said */
  run<T>(job: () => T): Promise<T>;
  /** Commits what waits. */
  flush(): void;
}

/** Opens the writer of a connection that nobody else writes with. */
export function createWriter(db: DatabaseSync, limits: WriterLimits = writerLimits): Writer {
  const queue: Job[] = [];

  const run = <T>(job: () => T): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (queue.length >= limits.waiting) {
        reject(new StoreBusy(`${String(queue.length)} turns wait to be written`));
        return;
      }
      queue.push({ run: job, resolve, reject });
      if (queue.length === 1) setImmediate(flushGroup);
    });

  const flushGroup = (): void => {
    if (queue.length > 0) commitGroup(db, queue, limits);
    if (queue.length > 0) setImmediate(flushGroup);
  };

  const flush = (): void => {
    while (queue.length > 0) commitGroup(db, queue, limits);
  };

  return { run, flush };
}

/** Takes jobs off the queue into one transaction and answers them after the commit. */
function commitGroup(db: DatabaseSync, queue: Job[], limits: WriterLimits): void {
  const group: Job[] = [];
  const results: unknown[] = [];
  try {
    db.exec('BEGIN IMMEDIATE');
  } catch (error) {
    for (const job of queue.splice(0, limits.group)) job.reject(error);
    return;
  }
  try {
    const until = performance.now() + limits.groupMs;
    do {
      const job = queue.shift();
      if (!job) break;
      group.push(job);
      results.push(job.run());
    } while (group.length < limits.group && performance.now() < until);
    db.exec('COMMIT');
  } catch (error) {
    rollBack(db);
    if (group.length === 1) group[0]?.reject(error);
    else for (const job of group) commitAlone(db, job);
    return;
  }
  for (const [index, job] of group.entries()) job.resolve(results[index]);
}

/** After a group failed: each job by itself, so that only the one at fault fails. */
function commitAlone(db: DatabaseSync, job: Job): void {
  try {
    db.exec('BEGIN IMMEDIATE');
    const result = job.run();
    db.exec('COMMIT');
    job.resolve(result);
  } catch (error) {
    rollBack(db);
    job.reject(error);
  }
}

/** SQLite has already rolled back by itself after some errors (disk full, I/O). */
function rollBack(db: DatabaseSync): void {
  if (db.isTransaction) db.exec('ROLLBACK');
}
