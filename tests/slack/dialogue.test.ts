/** A whole consultation by `/soudan`, and the two commands that look things up, against the stand-in. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Message } from '../../src/channel.ts';
import type { Posted } from '../stand-ins/slack.ts';
import { nextTs } from '../stand-ins/slack-sender.ts';
import { setUp, until, type SetUp } from './set-up.ts';

let on: SetUp;
beforeEach(async () => void (on = await setUp()));
afterEach(() => on.close());

const last = (): Posted => {
  const message = on.slack.posted.at(-1);
  if (!message) throw new Error('Nothing was posted.');
  return message;
};

test(
  '/soudan: question, tap, text, result; an old button says where we are; the next client starts afresh',
  { timeout: 30_000 },
  async () => {
    const begun = await on.sender.command('U7', '/soudan');
    expect(JSON.parse(begun.body)).toMatchObject({
      response_type: 'ephemeral',
      text: expect.stringContaining('ダイレクトメッセージ') as string,
    });
    await until(() => on.slack.posted.length === 1);
    await on.core.idle();
    const question = last();
    expect(question.channel).toBe('D7');
    expect(question.text).toContain('返済条件を変える必要がありますか。');
    expect(question.text).toContain('1. 変えてもらいたい');

    const tappedAt = nextTs();
    expect((await on.sender.tap('U7', question, 'needs_terms_change:yes', tappedAt)).status).toBe(200);
    // Slack delivers the tap again
    expect((await on.sender.tap('U7', question, 'needs_terms_change:yes', tappedAt)).status).toBe(200);
    await on.core.idle();
    expect(on.slack.posted.length).toBe(2);
    expect(last().text).toContain('都道府県はどちらですか。');

    await on.sender.message('U7', '兵庫です');
    await on.core.idle();
    expect(last().text).toContain('経営改善計画の策定支援');
    expect(last().text).toContain('00-0000-0000');

    // the next client: the conversation of before is closed, its buttons are old
    await on.sender.command('U7', '/soudan');
    await on.core.idle();
    await on.sender.tap('U7', question, 'needs_terms_change:no');
    await on.core.idle();
    expect(last().text).toBe('前の選択肢です。いまは1番目の質問です。');
    expect(on.core.accepted.map(({ said }) => said)).toEqual([
      { arrived: true },
      { choice: 'needs_terms_change:yes', conversation: expect.any(String) as string },
      { text: '兵庫です' },
      { choice: 'action:restart' },
      { choice: 'needs_terms_change:no', conversation: expect.any(String) as string },
    ]);
    expect(on.core.ended).toEqual(Array.from({ length: 5 }, () => ({ sent: true })));
    expect(on.slack.refusals).toEqual([]);
    for (const { args } of on.slack.posted) expect(args).toMatchObject({ mrkdwn: 'false', parse: 'none', unfurl_links: 'false' });
  },
);

test('/soudan with words says them', async () => {
  await on.sender.command('U8', '/soudan', '返済がきつい &amp; 苦しい');
  expect(on.core.accepted[0]?.said).toEqual({ text: '返済がきつい & 苦しい' });
  await on.core.idle();
});

test('a command delivered twice is one turn', async () => {
  await on.sender.command('U8', '/soudan', 'はい', 'trigger-1');
  await on.sender.command('U8', '/soudan', 'はい', 'trigger-1');
  expect(on.core.accepted.length).toBe(1);
  await on.core.idle();
});

test('/madoguchi answers only whom asked, with number, date and source, and stores nothing', async () => {
  const { status, body } = await on.sender.command('U1', '/madoguchi', ' 兵庫 ');
  const answer = JSON.parse(body) as { response_type: string; text: string; blocks: unknown[] };
  expect([status, answer.response_type]).toEqual([200, 'ephemeral']);
  expect(answer.text).toContain('代表：00-0000-0000（2026年1月確認');
  expect(answer.text).toContain('出典：一覧（2026年1月）');
  expect(answer.blocks.length).toBeGreaterThan(2);
  expect(on.core.accepted).toEqual([]);
});

test('/seido finds a programme; nothing found, nothing typed and an attack are answered too', async () => {
  const text = async (command: string, words: string): Promise<string> =>
    (JSON.parse((await on.sender.command('U1', command, words)).body) as { text: string }).text;
  expect(await text('/seido', 'vup')).toContain('経営改善計画の策定支援');
  expect(await text('/seido', '')).toContain('例：/seido vup');
  expect(await text('/seido', 'ない制度')).toContain('もう一度お試しください');
  expect(await text('/madoguchi', '<!channel> &lt;!here&gt;')).not.toMatch(/[<>]/);
});

test('a long answer follows in more messages through response_url', async () => {
  await on.close();
  const long: Message[] = Array.from({ length: 6 }, (_, index) => ({ kind: 'text', text: `${String(index)}${'窓'.repeat(9000)}` }));
  on = await setUp({ lookUpDesk: () => long });
  const { body } = await on.sender.command('U1', '/madoguchi', '兵庫');
  expect((JSON.parse(body) as { text: string }).text).toMatch(/^0窓/);
  await until(() => on.slack.responses.length === 4);
  expect(on.slack.responses[0]).toMatchObject({ response_type: 'ephemeral', text: expect.stringMatching(/^1窓/) as string });
});

test('a lookup that throws is said politely', async () => {
  await on.close();
  on = await setUp({
    lookUpProgramme: () => {
      throw new Error('no such file');
    },
  });
  const { status, body } = await on.sender.command('U1', '/seido', 'vup');
  expect(status).toBe(200);
  expect((JSON.parse(body) as { text: string }).text).toContain('もう一度お試しください');
});
