/**
 * Loaded into the program under test by `--import`: a power cut at one exact place. Every step of the turn of CRASH_EVENT has a name,
 * from its storing to the mark of its delivery. With CRASH_AT the process is killed at that step; without it the steps are written
 * down in CRASH_NOTE. Nothing of it is in src/.
 */
import { appendFileSync } from 'node:fs';
import { DatabaseSync, StatementSync, type SQLInputValue, type StatementResultingChanges } from 'node:sqlite';

const { CRASH_AT: crashAt = '', CRASH_EVENT: event = '', CRASH_NOTE: noted = '' } = process.env;
const passed = new Map<string, number>();
let armed = false;
let written: string | null = null;

function pass(name: string): void {
  if (!armed) return;
  const times = (passed.get(name) ?? 0) + 1;
  passed.set(name, times);
  const step = times === 1 ? name : `${name}, ${String(times)}`;
  if (crashAt !== '' && step !== crashAt) return;
  appendFileSync(noted, `${step}\n`);
  if (crashAt !== '') process.kill(process.pid, 'SIGKILL');
}

/** Statements that change something, by what they do. */
const storing = 'storing the event';
const names: readonly (readonly [RegExp, string])[] = [
  [/^INSERT INTO turn/, storing],
  [/^INSERT INTO conversation/, 'opening the conversation'],
  [/^UPDATE conversation/, 'writing the state'],
  [/^UPDATE turn SET conversation/, 'answering the turn'],
  [/^INSERT INTO outbox/, 'writing the outbox'],
  [/^UPDATE outbox SET status = \?/, 'marking the delivery'],
];

// eslint-disable-next-line @typescript-eslint/unbound-method -- called with the statement as `this` below
const run: (this: StatementSync, ...values: SQLInputValue[]) => StatementResultingChanges = StatementSync.prototype.run;
StatementSync.prototype.run = function (this: StatementSync, ...values: SQLInputValue[]): StatementResultingChanges {
  const sql = this.sourceSQL.trimStart();
  const name = names.find(([pattern]) => pattern.test(sql))?.[1];
  if (name === storing && values.some((value) => typeof value === 'string' && value.includes(event))) armed = true;
  if (name !== undefined) {
    pass(`before ${name}`);
    written = name;
  }
  const result = run.apply(this, values);
  // a look that leases nothing is no step
  if (sql.startsWith("UPDATE outbox SET status = 'leased'") && Number(result.changes) > 0) written = 'leasing';
  return result;
} as typeof StatementSync.prototype.run;

// eslint-disable-next-line @typescript-eslint/unbound-method -- called with the connection as `this` below
const exec = DatabaseSync.prototype.exec;
DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string) {
  const committed = sql === 'COMMIT' ? written : null;
  if (committed !== null) pass(`before the commit of ${committed}`);
  exec.call(this, sql);
  if (committed === null) return;
  written = null;
  pass(`after the commit of ${committed}`);
};

const fetched = globalThis.fetch;
globalThis.fetch = async (input, init) => {
  const url = input instanceof Request ? input.url : String(input);
  const sends = /message\/(?:reply|push)$|chat\.postMessage/.test(url);
  if (sends) pass('before sending');
  const response = await fetched(input, init);
  if (sends) pass('after sending');
  return response;
};
