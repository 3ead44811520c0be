/** Side questions through the whole turn: figures, corrections, continuations, desks by name and place, and what was not answered. */
import { beforeAll, describe, expect, test } from 'vitest';
import { loadKnowledge } from '../../knowledge/index.ts';
import { plainText } from '../../src/channel.ts';
import { newConversation } from '../../src/conversation/state.ts';
import { turn, type Effect } from '../../src/conversation/turn.ts';
import { loadUnderstanding, understand } from '../../src/understanding/index.ts';

const knowledge = loadKnowledge();
const day = '2026-11-21';
const world = { knowledge, day, understand: (text: string, asked: string | null) => understand(text, asked, day) };

/** What is said to the last of several texts, and what the turn asks of the world. */
function conversation(...texts: string[]): { said: string; effects: readonly Effect[] } {
  let state = turn(newConversation(), { arrived: true }, world).state;
  let last: { said: string; effects: readonly Effect[] } = { said: '', effects: [] };
  for (const text of texts) {
    const turned = turn(state, { text }, world);
    state = turned.state;
    last = { said: turned.messages.map(plainText).join('\n'), effects: turned.effects };
  }
  return last;
}

beforeAll(loadUnderstanding);

describe('the size of a firm', () => {
  test.each([
    ['小売で資本金6,000万円、従業員60人は中小企業？', ['5,000万円以下', '50人以下', 'どちらの基準も超えて', '2020年3月版']],
    ['小売で資本金6,000万円、従業員40人は中小企業？', ['該当します', '2020年3月版']],
    ['卸売業で資本金8,000万円なら中小企業に当てはまりますか', ['1億円以下', '該当します']],
    ['ソフトウェア業で従業員350人ですが、中小企業の対象になりますか', ['300人以下', 'もう一方の基準']],
  ])('%s', (text, parts) => {
    for (const part of parts) expect(conversation(text).said).toContain(part);
  });
});

describe('goes on from the question before', () => {
  test('5年計画なら？ after the growth targets', () => {
    const { said } = conversation('経営革新計画の伸び率は？', '5年計画なら？');
    for (const part of ['15％', '7.5％', '経常利益の5％', '2020年3月版']) expect(said).toContain(part);
  });
  test('405は？ after the subsidy of Vアップ', () => {
    expect(conversation('Vアップの補助はいくら？', '405は？').said).toContain('300万円');
  });
});

describe('what is outdated is said to be', () => {
  test.each([
    ['405の上限は200万円ですよね', ['200万円', '300万円']],
    ['20万まで出ると聞きました', ['20万円', '25万円']],
    ['経営改善支援センターの電話を教えて', ['経営改善支援センター', '中小企業活性化協議会', '以前のもの']],
  ])('%s', (text, parts) => {
    for (const part of parts) expect(conversation(text).said).toContain(part);
  });
});

describe('desks', () => {
  test.each([
    [['東京で経営革新計画を出したい。都庁の電話番号は？'], '産業労働局'],
    [['経営革新計画のことで道庁の連絡先が知りたい'], '北海道 経済部'],
    [['神戸市中央区です。経済産業局の連絡先を教えて'], '近畿経済産業局'],
    [['四国経済産業局の電話番号は？'], '087-883-6423'],
    [['中小機構の九州本部の電話を教えて'], '092-263-0300'],
    [['〒530-0001です。協議会の電話番号を教えて'], '06-6944-6481'],
    [['神戸市です。協議会の電話番号は？', '保証協会の電話も教えて'], '兵庫県信用保証協会'],
  ])('%s', (texts, part) => {
    expect(conversation(...texts).said).toContain(part);
  });
});

test('a question nobody answered leaves its topics and none of its words', () => {
  const { effects } = conversation('うちの猫の予防接種はいつがいいですか？');
  const notes = effects.filter((effect) => effect.kind === 'unanswered');
  expect(notes).toHaveLength(1);
  expect(JSON.stringify(notes)).not.toContain('猫');
});
