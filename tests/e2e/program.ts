/** The real program as a child process, on a free port and an own data folder. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '../..');

export interface Program {
  url: string;
  dataDir: string;
  /** Ends it as an operator would, with SIGTERM; resolves with its exit code. */
  stop(): Promise<number | null>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Resolves when it has ended, however. */
  ended: Promise<unknown>;
  /** What it logged so far. */
  errors(): string;
}

/** Starts `src/main.ts`; resolves when it listens. */
export async function startProgram(dataDir: string, environment: Record<string, string> = {}): Promise<Program> {
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: root,
    env: { ...process.env, PORT: '0', DATA_DIR: dataDir, TODAY: '2026-11-21', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const errors: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  const url = await address(child, () => Buffer.concat(errors).toString());
  const ended = once(child, 'exit');
  return {
    url,
    dataDir,
    ended,
    errors: () => Buffer.concat(errors).toString(),
    async stop() {
      child.kill('SIGTERM');
      await ended;
      return child.exitCode;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function address(child: ChildProcess, errors: () => string): Promise<string> {
  if (!child.stdout) throw new Error('The program has no output.');
  for await (const line of createInterface({ input: child.stdout })) {
    const found = /http:\/\/\S+/.exec(line);
    if (found) {
      child.stdout.resume();
      return found[0];
    }
  }
  throw new Error(`The program ended before it listened. It said: ${errors()}`);
}

export function dataFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'michishirube-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
