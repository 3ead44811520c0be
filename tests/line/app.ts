/** The LINE channel as it runs: stand-in, server, core on a real SQLite file, the real conversation. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { lineChannel, type LineChannel, type LineOptions } from '../../adapters/line/index.ts';
import { loadKnowledge } from '../../knowledge/index.ts';
import type { ComputeTurn } from '../../src/advance.ts';
import { computing } from '../../src/conversation/compute.ts';
import { createCore, type RunningCore } from '../../src/core.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import type { Store } from '../../src/store/store.ts';
import { lineStandIn, type LineStandIn, type LineStandInOptions } from '../stand-ins/line.ts';

export interface LineApp {
  url: string;
  line: LineStandIn;
  channel: LineChannel;
  core: RunningCore;
  store: Store;
  /** Waits until a number of messages requests reached people. */
  arrived(count: number): Promise<void>;
  close(): Promise<void>;
}

export const today = '2026-11-21';

/** @param around the core the channel sees instead of the real one */
export async function lineApp(
  options: Partial<LineOptions> & {
    standIn?: LineStandInOptions;
    computeTurn?: ComputeTurn;
    around?: (core: RunningCore) => ReturnType<LineOptions['core']>;
  } = {},
): Promise<LineApp> {
  const folder = mkdtempSync(join(tmpdir(), 'michishirube-line-'));
  const line = await lineStandIn(options.standIn);
  const { standIn: _standIn, computeTurn, around = itself, ...more } = options;
  const store = openSqlite({ file: join(folder, 'test.sqlite') });
  const channel = lineChannel({
    core: () => around(core),
    channelSecret: line.channelSecret,
    accessToken: line.accessToken,
    botUserId: line.botUserId,
    apiBaseUrl: line.url,
    ...more,
  });
  const core: RunningCore = createCore({
    store,
    computeTurn: computeTurn ?? computing(loadKnowledge(), today),
    failedText: '申し訳ありません。',
    retentionDays: 90,
    channels: { line: channel },
    delivery: { pollMs: 5, backoffMs: [1, 5] },
    pollMs: 5,
  });
  const app = Fastify();
  await app.register(channel.routes);
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  core.start();
  return {
    url,
    line,
    channel,
    core,
    store,
    arrived: (count) =>
      until(() => line.sent.length >= count, `${String(count)} requests to have reached people, not ${String(line.sent.length)}`),
    async close() {
      await app.close();
      await core.stop();
      await store.close();
      await line.close();
      rmSync(folder, { recursive: true });
    },
  };
}

const itself = (core: RunningCore): RunningCore => core;

/** Waits until something is so. @throws after 5 s */
export async function until(isSo: () => boolean | Promise<boolean>, what = 'it'): Promise<void> {
  const end = Date.now() + 5000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`Waited 5 s for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Long enough for anything under way to show. */
export const aWhile = (ms = 80): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
