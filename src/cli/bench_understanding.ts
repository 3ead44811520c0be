/** Understanding beside its peers. They are packages for development: the measuring lies in scripts/bench and runs as a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Takes some minutes; says on standard error what it is at. Returns the lines to print. */
export async function benchUnderstanding(): Promise<string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../scripts/bench/understanding.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0)
    throw new Error(`scripts/bench/understanding.ts ended with ${String(code)}. It needs the packages for development: npm ci.`);
  return Buffer.concat(said).toString().trimEnd().split('\n');
}
