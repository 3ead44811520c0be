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

describe('a desk is asked for in whatever words', () => {
  test.each([
    ['兵庫のよろず支援拠点は？', '兵庫県よろず支援拠点'],
    ['和歌山の協議会おしえて', '073-402-7788'],
    ['中小機構の中国本部', '082-502-6555'],
    ['法テラスの番号', '0570-078374'],
    ['福井の番号 0776-33-8289 で合ってる？', '0776-33-8293'],
    ['どこに聞けばいいか分からないときの全国共通の電話', '0570-009-111'],
    ['相談窓口の電話番号を知りたい', '03-5470-1477'],
    ['高知の協議会の住所', '高知市堺町'],
  ])('%s', (text, part) => {
    expect(conversation(text).said).toContain(part);
  });

  test('elsewhere without moving the firm', () => {
    const texts = ['神戸の居酒屋です。返済がきついです', '大阪の協議会の電話は？'];
    expect(conversation(...texts).said).toContain('06-6944-6481');
    expect(conversation(...texts).said).not.toContain('どちらが合っていますか');
    expect(conversation(...texts, 'どこに電話すればいい').said).toContain('078-303-5856');
  });
});

describe('own figures are calculated', () => {
  test.each([
    ['付加価値額を4000万から4400万にする3年計画なら足りますか', ['10％', '9％以上', '届いています']],
    ['給与総額5000万を5100万にする3年計画、基準に届く？', ['2％', '届いていません']],
    ['営業利益300万 人件費1500万 減価償却200万の付加価値は', ['2,000万円']],
    ['GL枠で600万円の見積もりです。いくら出ますか', ['400万円']],
    ['埼玉は平成30年度に何件承認された？', ['1,021件']],
  ])('%s', (text, parts) => {
    for (const part of parts) expect(conversation(text).said).toContain(part);
  });

  test('a cap that is remembered is no fee', () => {
    const { said } = conversation('返済がきついです', '上限は20万円でしたよね');
    expect(said).toContain('25万円');
    expect(said).not.toContain('費用が20万円のとき');
  });
});

describe('the route in progress is meant', () => {
  test.each([
    [['売上が減っています', 'いまのままで返せます', '手続きの流れ'], '協議会へ利用を申請'],
    [['会社をたたみたい', '続けるつもりはない', '費用はかかりますか'], '弁護士に依頼したあとの費用'],
    [['新しい商品を作りたい', '困りごとはない', '手続きの流れ'], '都道府県の経営革新計画の担当課'],
  ])('%s', (texts, part) => {
    expect(conversation(...texts).said).toContain(part);
  });
});

describe('a question in any form', () => {
  test.each([
    ['実務指針いつ策定', '2022年12月'],
    ['国民生活事業の限度額', '7,200万円'],
    ['Vアップって何？', 'バリューアップ支援事業'],
    ['誰が負担するのですか', '中小企業活性化協議会'],
    ['創業融資の相談をしたいのですが', '商工会'],
  ])('%s', (text, part) => {
    expect(conversation(text).said).toContain(part);
  });

  test.each(['神戸で居酒屋をやっています', '組合として', '佐賀です'])('%s tells something and asks nothing', (text) => {
    expect(conversation(text).said).not.toContain('出典');
  });
});

test('a question nobody answered leaves its topics and none of its words', () => {
  const { effects } = conversation('うちの猫の予防接種はいつがいいですか？');
  const notes = effects.filter((effect) => effect.kind === 'unanswered');
  expect(notes).toHaveLength(1);
  expect(JSON.stringify(notes)).not.toContain('猫');
});
