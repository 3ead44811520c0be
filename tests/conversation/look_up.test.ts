/** What advisers look up by command. */
import { expect, test } from 'vitest';
import { loadKnowledge } from '../../knowledge/index.ts';
import { plainText, type Message } from '../../src/channel.ts';
import { lookUpDesk, lookUpProgramme } from '../../src/conversation/look_up.ts';

const knowledge = loadKnowledge();
const today = '2026-11-21';
const words = (messages: readonly Message[]): string => messages.map(plainText).join('\n');

test.each([
  ['兵庫', '078-303-5856'],
  ['神戸市', '078-303-5856'],
  ['兵庫 よろず', '兵庫県よろず支援拠点'],
  ['東京の保証協会', '東京信用保証協会'],
])('the desk of 「%s」', (text, shown) => {
  expect(words(lookUpDesk(text, knowledge, today))).toContain(shown);
});

test('a place that stands for several is asked about, a missing one gets the national desk', () => {
  expect(words(lookUpDesk('府中', knowledge, today))).toMatch(/東京都、広島県|広島県、東京都/);
  expect(words(lookUpDesk('よくわからない', knowledge, today))).toContain('都道府県がわかりませんでした');
});

test.each([
  ['vup', ['vup']],
  ['ＶＵＰ', ['vup']],
  ['Vアップ', ['vup']],
  ['405', ['405']],
  ['革新', ['keiei_kakushin']],
  ['経営改善計画策定支援', ['405', '405_gl', 'vup']],
])('the programme 「%s」', (text, routes) => {
  const found = lookUpProgramme(text, knowledge, today).map((message) => (message.kind === 'result' ? message.route : message.kind));
  expect(found.toSorted()).toEqual(routes);
});

test('what is no programme names those there are, and never repeats what was typed', () => {
  const said = words(lookUpProgramme('<!channel>', knowledge, today));
  expect(said).toContain('早期経営改善計画策定支援（vup）');
  expect(said).not.toContain('channel');
});
