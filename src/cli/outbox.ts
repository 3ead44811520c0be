/** `npm run outbox -- list` shows dead letters, `npm run outbox -- requeue <id>|all` puts them back. */
import { readEnvironment } from '../config.ts';
import { openStore } from '../store/open.ts';
import type { DeadLetter, Store } from '../store/store.ts';

const usage = 'Usage: npm run outbox -- list | requeue <id> | requeue all (all: what is dead, not what is unknown: that may have arrived)';
const listLimit = 1000;

const line = ({ kind, id, channel, status, attempts, reason, at }: DeadLetter): string =>
  [id, kind, channel, status, new Date(at).toISOString(), `${String(attempts)} tries`, reason ?? ''].join('\t');

/** Runs one command; returns what to print. @throws on an unknown command or id */
export async function outboxCommand(store: Store, [command, id]: readonly string[]): Promise<string> {
  if (command === 'list') return (await store.deadLetters(listLimit)).map(line).join('\n') || 'No dead letters.';
  if (command !== 'requeue' || id === undefined) throw new Error(usage);
  const dead =
    id === 'all' ? (await store.deadLetters(listLimit)).filter((letter) => letter.status === 'dead').map((letter) => letter.id) : [id];
  let count = 0;
  for (const one of dead) count += await store.requeue(one);
  if (id !== 'all' && count === 0)
    throw new Error(`No dead letter has the id "${id}". Run \`npm run outbox -- list\` for those there are.`);
  return `${String(count)} put back; the running server takes them up within seconds.`;
}

async function main(): Promise<void> {
  const store = await openStore(readEnvironment());
  try {
    process.stdout.write(`${await outboxCommand(store, process.argv.slice(2))}\n`);
  } finally {
    await store.close();
  }
}

if (import.meta.main) {
  try {
    await main();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
