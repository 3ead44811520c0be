/** The program with LINE and Slack switched on, away, or wrongly set. */
import { afterEach, expect, test } from 'vitest';
import { dataFolder, startProgram, type Program } from '../e2e/program.ts';
import { lineStandIn, personId } from '../stand-ins/line.ts';

const nobody = 'http://127.0.0.1:9';
const both = {
  LINE_CHANNEL_SECRET: 'secret',
  LINE_CHANNEL_ACCESS_TOKEN: 'token',
  LINE_API_BASE_URL: nobody,
  SLACK_SIGNING_SECRET: 'secret',
  SLACK_BOT_TOKEN: 'xoxb-none',
  SLACK_API_URL: `${nobody}/api`,
};

const folder = dataFolder();
let program: Program | null = null;
afterEach(async () => {
  await program?.stop();
  program = null;
  folder.remove();
});

test('LINE and Slack being away takes nothing else down, and shows in the figures', async () => {
  program = await startProgram(folder.path, { ...both, SLACK_APP_TOKEN: 'xapp-none' });
  expect((await fetch(`${program.url}/health/ready`)).status).toBe(200);
  const opened = await fetch(`${program.url}/api/conversations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  expect(opened.status).toBe(201);
  const figures = await (await fetch(`${program.url}/metrics`)).text();
  expect(figures).toContain('michishirube_slack_connected 0');
  expect(figures).toContain('michishirube_line{figure="replies"} 0');
  expect(figures).toContain('michishirube_waiting{kind="outbox"} 0');
  expect(await program.stop()).toBe(0);
});

test('a webhook is there only when its credentials are set', async () => {
  program = await startProgram(folder.path, {
    SLACK_SIGNING_SECRET: 'secret',
    SLACK_BOT_TOKEN: 'xoxb-none',
    SLACK_API_URL: `${nobody}/api`,
  });
  const post = async (path: string): Promise<number> =>
    (await fetch(`${program?.url ?? ''}${path}`, { method: 'POST', body: '{}' })).status;
  expect(await post('/webhooks/line')).toBe(404);
  expect(await post('/webhooks/slack')).toBe(401);
});

test('without PUBLIC_URL LINE gives the copy as text, and the operator is told at the start', { timeout: 30_000 }, async () => {
  const line = await lineStandIn();
  program = await startProgram(folder.path, {
    LINE_CHANNEL_SECRET: line.channelSecret,
    LINE_CHANNEL_ACCESS_TOKEN: line.accessToken,
    LINE_BOT_USER_ID: line.botUserId,
    LINE_API_BASE_URL: line.url,
  });
  const person = personId();
  for (const text of ['返済がきついです。兵庫です', '相談シートください']) await line.deliver(program.url, [line.says(person, text)]);
  await expect.poll(() => line.sent.length, { timeout: 15_000 }).toBe(2);
  const said = JSON.stringify(line.sent.at(-1)?.messages);
  expect(said).toContain('この画面からはお出しできません');
  expect(said).toContain('・都道府県：兵庫県');
  expect(said).not.toContain('/sheet/');
  expect(program.errors()).toContain('PUBLIC_URL is not set: LINE can give no link');
  await line.close();
});

test.each([
  [{ LINE_CHANNEL_SECRET: 'secret' }, 'LINE_CHANNEL_SECRET is set but LINE_CHANNEL_ACCESS_TOKEN is not'],
  [{ ...both, LINE_API_BASE_URL: `${nobody}/line` }, 'LINE_API_BASE_URL is "http://127.0.0.1:9/line"; a path cannot be used'],
  [{ SLACK_BOT_TOKEN: 'xoxb-none' }, 'SLACK_BOT_TOKEN is set but neither'],
])('a half-set channel stops the start with one sentence: %j', async (environment, sentence) => {
  await expect(startProgram(folder.path, environment)).rejects.toThrow(sentence);
});
