/** Buttons, pages and health are answered before the dictionary is loaded; texts wait for it. In this file nothing else loads it. */
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { webRoutes } from '../../adapters/web/routes.ts';
import { loadKnowledge } from '../../knowledge/index.ts';
import type { Incoming, Reply } from '../../src/channel.ts';
import { computing } from '../../src/conversation/compute.ts';
import { createCore, type RunningCore } from '../../src/core.ts';
import { buildServer, createFigures } from '../../src/server.ts';
import { openMemoryStore } from '../../src/store/open.ts';
import { dictionaryReady, loadUnderstanding } from '../../src/understanding/index.ts';
import { demo, roomy } from '../web/server.ts';

const day = '2026-11-21';
const store = openMemoryStore();
/** Loading begins when the tests have seen what comes before it. */
const begin = Promise.withResolvers<undefined>();
const readable = begin.promise.then(() => loadUnderstanding());
const troubles: unknown[] = [];
const core: RunningCore = createCore({
  store,
  readable,
  computeTurn: computing(loadKnowledge(), day),
  failedText: '申し訳ありません。',
  retentionDays: 90,
  onTrouble: (trouble) => troubles.push(trouble),
});
let app: Awaited<ReturnType<typeof buildServer>>;
let url: string;

beforeAll(async () => {
  app = await buildServer({
    logger: pino({ level: 'silent' }),
    trustProxy: 0,
    figures: createFigures(() => store.backlog()),
    ready: { dictionary: dictionaryReady },
    channels: [async (web) => webRoutes(web, { core, knownOrigins: [], limits: roomy, demo })],
  });
  url = await app.listen({ port: 0, host: '127.0.0.1' });
  core.start();
});
afterAll(async () => {
  await app.close();
  await core.stop();
  await store.close();
});

interface Opened extends Reply {
  conversation: string;
  token: string;
}

async function post<T>(path: string, body: object, token?: string): Promise<T> {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${String(response.status)} ${await response.text()}`);
  return (await response.json()) as T;
}

const said = (event: string, what: Incoming['said']): Incoming => ({ channel: 'line', person: 'U1', event, at: 1, said: what });
const lastSaid = async (): Promise<string> => JSON.stringify(await core.saidSince('line', 'U1', null));

test('a button is answered, a page shown, health told while nothing can be read yet; a text is answered when it can', async () => {
  const opened = await post<Opened>('/api/conversations', {});
  const path = `/api/conversations/${opened.conversation}/messages`;
  const tapped = await post<Reply>(path, { id: 'm1', choice: 'needs_terms_change:yes' }, opened.token);
  expect(tapped.route).toBe('405');
  expect((await fetch(url)).status).toBe(200);
  expect((await fetch(`${url}/health/live`)).status).toBe(200);
  expect((await fetch(`${url}/health/ready`)).status).toBe(503);

  // on a channel that is pushed to: a text waits, and what follows it keeps its place
  await core.accept(said('e1', { text: '返済がきついです' }));
  await core.accept(said('e2', { choice: 'action:contact' }));
  let answered = false;
  const reply = post<Reply>(path, { id: 'm2', text: '京都です' }, opened.token).finally(() => (answered = true));
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect([dictionaryReady(), answered, await lastSaid()]).toEqual([false, false, '[]']);

  begin.resolve(undefined);
  expect(JSON.stringify((await reply).messages)).toContain('075-353-7331');
  expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  await expect.poll(lastSaid).toMatch(/"route":"405".*"route":/s);
  expect(troubles).toEqual([]);
});
