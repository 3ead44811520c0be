/** The same question on five days: before the reform of 2020, after it, before and after renamings, today, and when periods known today are over. */
import { describe, expect, test } from 'vitest';
import { factOn, loadKnowledge } from '../../knowledge/index.ts';
import { plainText } from '../../src/channel.ts';
import { differences } from '../../src/cli/knowledge.ts';
import { contactCard } from '../../src/conversation/contact.ts';
import { growthAnswer } from '../../src/conversation/figures.ts';
import { formatValue, quoting } from '../../src/conversation/quote.ts';
import { answerMessage } from '../../src/conversation/side.ts';
import { correction, staleValues } from '../../src/conversation/stale.ts';

const knowledge = loadKnowledge();
const days = ['2020-06-01', '2021-06-01', '2024-06-01', '2026-11-21', '2028-03-01'] as const;

/** A fact on a day as it may be said: its value, 「…（ended）」, or `unknown`. */
function valueOn(id: string, day: string): string {
  const found = factOn(knowledge, id, day);
  if (!found || found.standing === 'not_yet') return 'unknown';
  return `${formatValue(found.row.value, found.fact.unit)}${found.standing === 'ended' ? '（ended）' : ''}`;
}
const over = (id: string): string[] => days.map((day) => valueOn(id, day));

describe('facts', () => {
  // by day: 2020-06, 2021-06, 2024-06, today, 2028-03
  test.each([
    [
      'kyogikai_name',
      [
        '経営改善支援センターと中小企業再生支援協議会',
        '経営改善支援センターと中小企業再生支援協議会',
        '中小企業活性化協議会',
        '中小企業活性化協議会',
        '中小企業活性化協議会',
      ],
    ],
    [
      'kyogikai_headquarters_name',
      [
        '経営改善支援センター全国本部',
        '経営改善支援センター全国本部',
        '中小企業活性化全国本部',
        '中小企業活性化全国本部',
        '中小企業活性化全国本部',
      ],
    ],
    ['vup_name', ['unknown', 'プレ405事業', 'ポストコロナ事業', 'Vアップ事業', 'Vアップ事業']],
    ['vup_cap', ['unknown', '20万円', '25万円', '25万円', '25万円']],
    ['405_cap', ['200万円', '200万円', '300万円', '300万円', '300万円']],
    ['gl_cap', ['unknown', 'unknown', '700万円', '700万円', '700万円']],
    ['vup_private_bank_supporter', ['unknown', '借入先等の関係する金融機関は対象外', '対象', '対象', '対象（ended）']],
    ['hosho_kaizen_deadline', ['unknown', 'unknown', 'unknown', '2026年3月31日', '2026年3月31日']],
    [
      'kakushin_targets',
      [
        '「付加価値額」または「一人当たりの付加価値額」、「経常利益」',
        ...Array<string>(4).fill('「付加価値額」または「一人当たりの付加価値額」、「給与支給総額」'),
      ],
    ],
    ['kakushin_activity_count', ['4つ', '6つ', '6つ', '6つ', '6つ']],
    ['kakushin_plan_period', ['3年から5年', ...Array<string>(4).fill('3年から8年（研究開発期間と事業期間の合計）')]],
    ['kakushin_growth_ordinary_profit_5', ['5％', ...Array<string>(4).fill('5％（ended）')]],
    ['kakushin_growth_wages_3', ['unknown', ...Array<string>(4).fill('4.5％')]],
    ['kakushin_growth_wages_4', ['unknown', ...Array<string>(4).fill('6％')]],
    ['kakushin_growth_wages_5', ['unknown', ...Array<string>(4).fill('7.5％')]],
    ['kakushin_growth_value_added_5', Array<string>(5).fill('15％')],
  ])('%s', (id, expected) => {
    expect(over(id)).toEqual(expected);
  });

  test('the guarantee: in force before its deadline, said to have ended after it', () => {
    expect(valueOn('hosho_kaizen_name', '2026-03-31')).not.toContain('ended');
    expect(valueOn('hosho_kaizen_name', '2026-04-01')).toContain('ended');
  });

  test('borders: the last day of the old value is not the first of the new', () => {
    expect(valueOn('kyogikai_name', '2022-03-31')).toContain('再生支援協議会');
    expect(valueOn('kyogikai_name', '2022-04-01')).toBe('中小企業活性化協議会');
    expect(valueOn('kakushin_activity_count', '2020-09-30')).toBe('4つ');
    expect(valueOn('kakushin_activity_count', '2020-10-01')).toBe('6つ');
    expect(valueOn('vup_private_bank_supporter', '2028-01-31')).toBe('対象');
    expect(valueOn('vup_private_bank_supporter', '2028-02-01')).toContain('ended');
  });

  test('whatever changed between two days is found, and nothing that did not', () => {
    const changed = differences(knowledge, '2021-06-01', '2026-11-21').map(({ what }) => what);
    for (const id of ['kyogikai_name', 'vup_name', 'vup_cap', '405_cap']) expect(changed).toContain(`fact ${id}`);
    expect(changed).not.toContain('fact vup_subsidy_rate');
    expect(differences(knowledge, '2026-11-21', '2026-11-21')).toEqual([]);
    const later = differences(knowledge, '2026-11-21', '2028-03-01').map(({ what }) => what);
    expect(later).toContain('fact vup_private_bank_supporter');
  });
});

describe('answers', () => {
  const answer = (id: string, day: string): string => {
    const entry = knowledge.faq.find((one) => one.id === id);
    if (!entry) throw new Error(`No faq entry "${id}".`);
    return plainText(answerMessage(entry, knowledge, day));
  };

  test('the cap of 405 in 2021 is 200万円, later 300万円 and the older one only with its date', () => {
    expect(answer('subsidy_405', '2021-06-01')).toContain('200万円');
    expect(answer('subsidy_405', '2021-06-01')).not.toContain('300万円');
    expect(answer('subsidy_405', '2026-11-21')).toContain('300万円');
  });

  test('growth: the rule of the day', () => {
    const growth = (day: string): string => growthAnswer('経営革新の伸び率は、5年計画なら？', undefined, knowledge, day)?.text ?? '';
    expect(growth('2020-06-01')).toContain('経常利益が5％以上');
    expect(growth('2020-06-01')).not.toContain('7.5％');
    for (const day of days.slice(1)) {
      expect(growth(day)).toContain('給与支給総額が7.5％以上');
      expect(growth(day)).toContain('2020年3月版');
    }
  });

  test('an outdated value is corrected from the day it is outdated', () => {
    const corrected = (text: string, day: string): string =>
      staleValues(text, knowledge, day)
        .map((stale) => correction(stale, '', knowledge, day)?.text ?? '')
        .join('');
    expect(corrected('405の上限は200万円ですよね', '2021-06-01')).toBe('');
    expect(corrected('405の上限は200万円ですよね', '2026-11-21')).toContain('300万円');
    expect(corrected('補助は20万まで出る', '2026-11-21')).toContain('25万円');
    expect(corrected('経営改善支援センターに電話したい', '2021-06-01')).toBe('');
    expect(corrected('経営改善支援センターに電話したい', '2024-06-01')).toContain('中小企業活性化協議会');
    expect(corrected('経営革新は経常利益3%ですよね', '2020-06-01')).toBe('');
    expect(corrected('経営革新は経常利益3%ですよね', '2026-11-21')).toContain('2020年9月30日');
    expect(corrected('405の計画策定は200万円までですか', '2026-11-21')).toBe('');
    expect(corrected('借入が200万円あります', '2026-11-21')).toBe('');
    expect(corrected('Vアップの上限は200万円ですか', '2026-11-21')).toBe('');
  });
});

describe('desks', () => {
  const card = (day: string, prefecture: string): string =>
    plainText(contactCard('kasseika_kyogikai', prefecture, quoting(knowledge, day)));

  test('before the merger the old name, after it the new one', () => {
    expect(card('2021-06-01', '兵庫県')).toContain('兵庫県経営改善支援センター');
    for (const day of ['2024-06-01', '2026-11-21', '2028-03-01']) expect(card(day, '兵庫県')).toContain('兵庫県中小企業活性化協議会');
  });

  test('奈良: the number of each time', () => {
    expect(card('2021-06-01', '奈良県')).toContain('0742-24-7034');
    expect(card('2026-11-21', '奈良県')).toContain('0742-52-5110');
    expect(card('2026-11-21', '奈良県')).not.toContain('0742-24-7034');
  });
});
