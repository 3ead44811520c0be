/** A real server with a real core on a real SQLite file, for the 相談シート; its log is kept to be read. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { onError, onUnknownPath } from '../../adapters/web/problems.ts';
import { webRoutes } from '../../adapters/web/routes.ts';
import { loadKnowledge } from '../../knowledge/index.ts';
import { computing } from '../../src/conversation/compute.ts';
import { describing } from '../../src/conversation/describe.ts';
import { createCore } from '../../src/core.ts';
import { buildServer, createFigures } from '../../src/server.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { open, send, type Opened } from './http.ts';
import { demo, roomy } from './server.ts';

export const rehearsed = '2026-11-21';

export interface SheetServer {
  url: string;
  /** Everything logged so far. */
  logged(): string;
  /** Moves the server's clock, ms. */
  later(ms: number): void;
  close(): Promise<void>;
}

export async function sheetServer(publicUrl?: string): Promise<SheetServer> {
  const folder = mkdtempSync(join(tmpdir(), 'michishirube-sheet-'));
  const lines: string[] = [];
  let ahead = 0;
  const now = (): number => Date.now() + ahead;
  const store = openSqlite({ file: join(folder, 'sheet.sqlite'), now });
  const knowledge = loadKnowledge();
  const core = createCore({
    store,
    computeTurn: computing(knowledge, rehearsed, undefined, () => ({ days: 7 })),
    pageOf: describing(knowledge, rehearsed),
    failedText: '',
    retentionDays: 90,
    now,
  });
  const app = await buildServer({
    logger: pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }),
    trustProxy: 0,
    ready: {},
    figures: createFigures(...([() => store.backlog()] as unknown as Parameters<typeof createFigures>)),
    frameworkErrors: onError,
    onUnknownPath,
    channels: [
      async (scope) => webRoutes(scope, { core, knownOrigins: [], limits: roomy, demo, ...(publicUrl === undefined ? {} : { publicUrl }) }),
    ],
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    url,
    logged: () => lines.join(''),
    later: (ms) => void (ahead += ms),
    async close() {
      await app.close();
      await core.stop();
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Opens a conversation and taps one choice after the other. */
export async function tapped(url: string, choices: readonly string[]): Promise<Opened> {
  const to = await open(url);
  for (const [index, choice] of choices.entries()) {
    const answered = await send(url, to, { id: `m${String(index)}`, choice });
    if (answered.status !== 200) throw new Error(`${choice}: ${JSON.stringify(answered.body)}`);
  }
  return to;
}

/** Asks for a sheet; the address and when it ends. */
export async function sheetOf(url: string, to: Opened): Promise<{ url: string; expires: string }> {
  const response = await fetch(`${url}/api/conversations/${to.conversation}/sheet`, {
    method: 'POST',
    headers: { authorization: `Bearer ${to.token}` },
  });
  if (response.status !== 201) throw new Error(`${String(response.status)} ${await response.text()}`);
  return (await response.json()) as { url: string; expires: string };
}
