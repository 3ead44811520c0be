/** What every channel keeps: one consultation, the same on each, through the real adapters, SDKs, core and SQLite. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publicUrl, rehearsal, terminalDriver, type Driver, type Rehearsal, type Seen } from './drivers.ts';

let real: Rehearsal;
const terminals: ReturnType<typeof terminalDriver>[] = [];
beforeAll(async () => void (real = await rehearsal()), 60_000);
afterAll(async () => {
  await real.close();
  await Promise.all(terminals.map((terminal) => terminal.close()));
});

const channels: Record<string, () => Promise<Driver>> = {
  web: () => real.drivers.web(),
  LINE: () => real.drivers.LINE(),
  Slack: () => real.drivers.Slack(),
  terminal: () => {
    const terminal = terminalDriver();
    terminals.push(terminal);
    return Promise.resolve(terminal);
  },
};

const story = '神戸で居酒屋をやってます。コロナ融資の返済が始まって、もうきついです';
const oldButton = 'それは前の質問のボタンでした';

/** Slack's and LINE's limits may cut a label; its beginning stays. */
const button = ({ buttons, text }: Seen, label: string): Seen['buttons'][number] => {
  const found = buttons.find((one) => one.label.includes(label));
  if (!found) throw new Error(`No button 「${label}」 among ${buttons.map((one) => one.label).join('、')} under:\n${text}`);
  return found;
};

test('the terminal says honestly that it has no page, and gives the copy as text', { timeout: 60_000 }, async () => {
  const terminal = (await channels.terminal?.()) ?? expect.unreachable();
  await terminal.says(story);
  const answer = await terminal.says('相談シートください');
  expect(answer.text).toContain('印刷用のページは、この画面からはお出しできません');
  expect(answer.text).toContain('・都道府県：兵庫県');
  expect(answer.wire).not.toContain('/sheet/');
});

describe.each(Object.keys(channels))('%s', (name) => {
  const person = (): Promise<Driver> => channels[name]?.() ?? Promise.reject(new Error(name));

  test('from the first words to the programme and the desk; a correction, 戻る and an old button', { timeout: 90_000 }, async () => {
    const driver = await person();
    const first = await driver.says(story);
    expect(first.text).toContain('経営改善計画策定支援（通常枠）（405事業）');
    expect(first.text).toContain('078-303-5856');
    expect(first.text).toContain('こう考えた理由');
    expect(first.text).toContain('出典');

    const corrected = await driver.says('やっぱり返済はこのまま続けられます');
    expect(corrected.text).toContain('いったん取り下げて考え直します');
    const trouble = button(corrected, '売上や客数が減っている');

    const changed = await trouble.tap();
    expect(changed.text).toContain('結論が変わりました');
    expect(changed.text).toContain('早期経営改善計画策定支援');
    expect(changed.text).toContain('078-303-5856');

    const old = await trouble.tap();
    expect(old.text).toContain(oldButton);
    expect(old.text).toContain('早期経営改善計画策定支援');

    const back = await driver.says('戻る');
    expect(back.text).toContain('売上や客数が減っている');
  });

  test('danger is answered before anything else, and only by help', { timeout: 30_000 }, async () => {
    const driver = await person();
    const answer = await driver.says('もう死にたい。返済も続けられません。補助金はありますか');
    expect(answer.text).toContain('あなたの安全がいちばん大切です');
    expect(answer.text).toMatch(/0120-\d{3}-\d{3}/);
    expect(answer.text).not.toMatch(/405|早期経営改善|補助/);
    const going = await button(answer, '相談を続ける').tap();
    expect(going.text).not.toContain('あなたの安全がいちばん大切です');
  });

  test('nothing of what was said comes back: markup, mentions, links, numbers', { timeout: 30_000 }, async () => {
    const driver = await person();
    const marks = ['<!channel>', '<@U0123456>', 'https://evil.example/x', '<script>', '4111 1111 1111 1111', '123456789018', '*太字*'];
    const { wire } = await driver.says(`返済がきついです。 ${marks.join(' ')}`);
    for (const mark of ['!channel', 'U0123456', 'evil.example', 'script', '4111', '123456789018', '太字']) expect(wire).not.toContain(mark);
  });
});

/** Follows a link as the person's device would; the address people know leads to the program. */
async function opened({ links }: Seen, label: string): Promise<{ status: number; body: string; path: string }> {
  const link = links.find((one) => one.label === label);
  if (!link) throw new Error(`No link 「${label}」 among ${JSON.stringify(links)}`);
  const { origin, pathname, search } = new URL(link.url);
  expect(origin).toBe(publicUrl);
  expect(pathname).toMatch(/^\/sheet\/[\w-]{32}$/);
  const response = await fetch(`${real.url}${pathname}${search}`);
  return { status: response.status, body: await response.text(), path: pathname };
}

describe.each(['web', 'LINE', 'Slack'])('%s', (name) => {
  test('the sheet and the copy open from the conversation, and close when it is erased', { timeout: 90_000 }, async () => {
    const driver = (await channels[name]?.()) ?? expect.unreachable();
    const told = await driver.says(story);
    const given = await button(told, '相談シートを見る・印刷する').tap();
    expect(given.text).toContain('リンクは7日間（2026年11月28日の同じ時刻まで）開けます');
    const sheet = await opened(given, '相談シートを開く');
    expect(sheet.status).toBe(200);
    for (const words of ['経営改善計画策定支援（通常枠）', '兵庫県', '078-303-5856']) expect(sheet.body).toContain(words);
    expect(sheet.body).not.toContain('居酒屋');

    const again = await driver.again();
    if (again !== null) expect(again.links).toEqual(given.links);
    const copy = await opened(await driver.says('控えをください'), '会話の控えを開く');
    for (const words of ['会話の控え', 'お選びになったもの：相談シートを見る・印刷する', '業種', '078-303-5856'])
      expect(copy.body).toContain(words);
    expect(copy.body).not.toContain(sheet.path);

    await button(await driver.says('消して'), 'すべて消す').tap();
    for (const { path } of [sheet, copy]) expect((await fetch(`${real.url}${path}`)).status).toBe(404);
  });

  test('after six links within the hour the words say that the last one still opens', { timeout: 90_000 }, async () => {
    const driver = (await channels[name]?.()) ?? expect.unreachable();
    await driver.says('返済がきついです');
    let last: Seen | null = null;
    for (let made = 0; made < 6; made++) last = await driver.says('印刷したい');
    const refused = await driver.says('相談シートください');
    expect(refused.links.filter(({ label }) => label === '相談シートを開く')).toEqual([]);
    expect(refused.text).toContain('さきほどお渡ししたリンクを、そのままお使いください');
    expect((await opened(last ?? expect.unreachable(), '相談シートを開く')).status).toBe(200);
  });

  test('an event that comes twice is one turn', { timeout: 60_000 }, async () => {
    const driver = (await channels[name]?.()) ?? expect.unreachable();
    const first = await driver.says('売上が減っていて、資金繰りが不安です');
    const again = await driver.again();
    // web answers the same request with the same words; who is pushed to is shown nothing
    if (again !== null) expect(again.wire).toBe(first.wire);
    expect(again !== null).toBe(name === 'web');
    // 「戻る」 would go back twice
    const back = await driver.says('戻る');
    const repeated = await driver.again();
    if (repeated !== null) expect(repeated.wire).toBe(back.wire);
    const next = await driver.says('売上が減っていて、資金繰りが不安です');
    expect(next.text).not.toContain('うまく');
  });
});
