/** Slack is away at the start or later: everything else works, and it comes back. And the same over Socket Mode. */
import { afterEach, expect, test } from 'vitest';
import { startSlack, tokens, type SlackStandIn } from '../stand-ins/slack.ts';
import { messageEvent, tapOf } from '../stand-ins/slack-sender.ts';
import { setUp, until, type SetUp } from './set-up.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});
const keep = <T extends { close(): Promise<void> }>(one: T): T => {
  opened.push(one);
  return one;
};

/** A port on which nobody listens. */
async function freePort(): Promise<number> {
  const slack = await startSlack();
  await slack.close();
  return slack.port;
}

const away = async (port: number, more: Parameters<typeof setUp>[0] = {}): Promise<SetUp> =>
  keep(await setUp({ apiUrl: `http://127.0.0.1:${String(port)}/api/`, ...more }));

test(
  'away at the start: the server answers, events and lookups are taken, and replies arrive when Slack is back',
  { timeout: 30_000 },
  async () => {
    const problems: unknown[] = [];
    const note = (reason: unknown): void => void problems.push(reason);
    process.on('unhandledRejection', note);
    const port = await freePort();
    const on = await away(port);
    expect(on.channel.connected()).toBe(false);
    expect(await (await fetch(`${on.base}/health/live`)).json()).toEqual({ ok: true });
    const { status, ms } = await on.sender.message('U1', '返済がきつい');
    expect(status).toBe(200);
    expect(ms).toBeLessThan(1000);
    expect((await on.sender.command('U1', '/madoguchi', '兵庫')).body).toContain('00-0000-0000');
    // our own words, when we do not know yet who we are
    await on.sender.message('UBOT', '自分の声', { event: { bot_id: 'BBOT' } });
    expect(on.core.accepted.length).toBe(1);

    const slack = keep(await startSlack({ port }));
    await until(() => slack.posted.length === 1 && on.channel.connected(), 15_000);
    expect(slack.posted[0]?.channel).toBe('D1');
    expect(problems).toEqual([]);
    process.off('unhandledRejection', note);
  },
);

test('away later: nothing is lost, and the order stays', { timeout: 30_000 }, async () => {
  const first = await startSlack();
  const on = await away(first.port);
  await until(() => on.channel.connected());
  await first.close();
  await on.sender.message('U1', '一');
  await on.sender.message('U1', '二');
  await new Promise((resolve) => setTimeout(resolve, 300));
  const slack = keep(await startSlack({ port: first.port }));
  await on.core.idle();
  expect(slack.posted.map(({ text }) => text.split('\n')[0])).toEqual(['経営改善計画の策定支援', '返済条件の変更、と理解しました。']);
  expect(on.core.ended).toEqual([{ sent: true }, { sent: true }]);
});

test("one person's id does not stay with the next request", { timeout: 10_000 }, async () => {
  const on = keep(await setUp());
  await until(() => on.channel.connected());
  const seen: (string | undefined)[] = [];
  on.channel.app.event('message', ({ context }) => Promise.resolve(void seen.push(context.userId)));
  await on.sender.message('U1', 'a');
  await on.sender.message('U2', 'b');
  expect(seen).toEqual(['U1', 'U2']);
});

const socketMode = async (slack: SlackStandIn): Promise<SetUp> => away(slack.port, { appToken: tokens.app });

test('Socket Mode: events, taps and commands are stored before they are acknowledged', { timeout: 20_000 }, async () => {
  const slack = keep(await startSlack());
  const on = await socketMode(slack);
  await until(() => on.channel.connected());
  expect(await slack.sockets.send('events_api', messageEvent('U1', '返済がきつい', { eventId: 'Ev-1' }))).not.toBeNull();
  expect(await slack.sockets.send('events_api', messageEvent('U1', '返済がきつい', { eventId: 'Ev-1' }))).not.toBeNull();
  expect(on.core.accepted.length).toBe(1);
  await on.core.idle();
  const question = slack.posted.at(-1);
  expect(question).toBeDefined();

  on.core.fails = true;
  expect(await slack.sockets.send('events_api', messageEvent('U1', 'だめ'), 500)).toBeNull();
  on.core.fails = false;
  const desk = await slack.sockets.send('slash_commands', {
    command: '/madoguchi',
    text: '兵庫',
    user_id: 'U1',
    team_id: 'T1',
    channel_id: 'C1',
    trigger_id: 't',
    response_url: slack.responseUrl,
  });
  expect(desk).toMatchObject({ response_type: 'ephemeral', text: expect.stringContaining('00-0000-0000') as string });
  await slack.sockets.send('slash_commands', {
    command: '/soudan',
    text: '',
    user_id: 'U2',
    team_id: 'T1',
    channel_id: 'C1',
    trigger_id: 't2',
    response_url: slack.responseUrl,
  });
  await on.core.idle();
  const asked = slack.posted.find(({ channel }) => channel === 'D2');
  if (!asked) throw new Error('Nothing was posted to D2.');
  expect(await slack.sockets.send('interactive', tapOf('U2', asked, 'needs_terms_change:yes', '1.5'))).not.toBeNull();
  expect(on.core.accepted.at(-1)?.said).toMatchObject({ choice: 'needs_terms_change:yes' });
  await on.core.idle();
});

test('Socket Mode: refused, away at the start, cut off later: it connects again and nothing else falls', { timeout: 40_000 }, async () => {
  const problems: unknown[] = [];
  const note = (reason: unknown): void => void problems.push(reason);
  process.on('unhandledRejection', note);
  const port = await freePort();
  const on = await away(port, { appToken: tokens.app });
  await new Promise((resolve) => setTimeout(resolve, 700));
  const slack = keep(await startSlack({ port }));
  slack.next('apps.connections.open', { error: 'internal_error' }, { status: 429, retryAfter: '1' });
  await until(() => on.channel.connected(), 20_000);
  slack.sockets.cut();
  await until(() => !on.channel.connected(), 10_000);
  await until(() => on.channel.connected(), 20_000);
  expect(slack.sockets.made()).toBeGreaterThanOrEqual(2);
  expect(await slack.sockets.send('events_api', messageEvent('U1', 'また話せます'))).not.toBeNull();
  expect(on.core.accepted.length).toBe(1);
  await on.core.idle();
  expect(problems).toEqual([]);
  process.off('unhandledRejection', note);
});
