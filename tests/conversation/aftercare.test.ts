/** What is said after a result: by topic, for every route, on days of every edition; fees as people write them; figures that cannot be. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aftercarePhrases, phrase } from '../../flows/aftercare.ts';
import { loadKnowledge } from '../../knowledge/index.ts';
import type { AnswerValue } from '../../knowledge/rules/index.ts';
import { plainText, type Message } from '../../src/channel.ts';
import { aftercare } from '../../src/conversation/aftercare.ts';
import { applyAnswer } from '../../src/conversation/apply.ts';
import { caseLike } from '../../src/conversation/cases.ts';
import { costMessages, feeAsked } from '../../src/conversation/cost.ts';
import { measureAnswer } from '../../src/conversation/measure.ts';
import { supportChoices, supportFor, supportMessages } from '../../src/conversation/support.ts';
import { numberOn } from '../../knowledge/rules/figures.ts';
import { growthPercent } from '../../knowledge/rules/growth.ts';
import { applyMessage, documentsChecklist, intervalIn, monitoring, startIn } from '../../src/conversation/checklists.ts';
import { resourceQuestions, resourcesMessages, wishesMessages } from '../../src/conversation/checks.ts';
import { estimateMessages } from '../../src/conversation/estimate.ts';
import { parseFee } from '../../src/conversation/fee.ts';
import { nothing, type World } from '../../src/conversation/finish.ts';
import { growthMessages } from '../../src/conversation/growth.ts';
import { moreChoices, topicChoices, topics, type Topic } from '../../src/conversation/menu.ts';
import { problemText } from '../../src/conversation/problems.ts';
import { sheetModel } from '../../src/conversation/sheet.ts';
import { quote, quoting } from '../../src/conversation/quote.ts';
import { newConversation, type ConversationState } from '../../src/conversation/state.ts';
import { parseYen, peopleIn, yenIn } from '../../src/conversation/typed.ts';
import { projectFiles, projectRoot } from '../project.ts';

const knowledge = loadKnowledge();
const today = '2026-11-21';
const days = ['2020-06-01', '2021-06-01', '2024-06-01', today, '2028-03-01'];
const on = (day: string): World => ({ knowledge, day, understand: () => nothing });
const world = on(today);

function stateOf(answers: Record<string, AnswerValue>): ConversationState {
  const said = Object.entries(answers).map(([question, value]) => ({
    question,
    value: typeof value === 'object' ? [...value] : value,
    how: 'said' as const,
    turn: 1,
  }));
  return { ...newConversation(), answers: said };
}
const routes: Record<string, ConversationState> = {
  vup: stateOf({ needs_terms_change: 'no', trouble: ['sales_down'], industry: 'retail' }),
  '405': stateOf({ needs_terms_change: 'yes', prefecture: '兵庫県' }),
  '405_gl': stateOf({ needs_terms_change: 'yes', debt_reduction: 'yes' }),
  keiei_kakushin: stateOf({ needs_terms_change: 'no', trouble: 'none', wants_new_initiative: 'yes' }),
  rechallenge: stateOf({ considering_closure: 'yes', wants_to_continue: 'no' }),
  contact_only: stateOf({ request: 'contact' }),
  handoff: stateOf({ request: 'human' }),
};
const text = (messages: readonly Message[] | null): string => (messages ?? []).map(plainText).join('\n');
const broken = /[{}]|undefined|NaN|\[object|null/;

describe('every topic', () => {
  const all = Object.entries(routes).flatMap(([route, state]) =>
    topics.map((topic): [string, Topic, ConversationState] => [route, topic, state]),
  );

  test.each(all)('of %s: %s is said whole on every day', (_route, topic, state) => {
    for (const day of days) {
      const said = text(aftercare(topic, state, '', on(day)));
      expect(said.length, day).toBeGreaterThan(10);
      expect(said, day).not.toMatch(broken);
    }
  });

  test('needs a result, except the checks', () => {
    const before = topics.filter((topic) => aftercare(topic, newConversation(), '', world) === null);
    expect(before).toEqual(['cost', 'steps', 'documents', 'plan', 'monitoring', 'case', 'desk', 'other']);
  });

  test('never fails on what a person writes, and never repeats it', () => {
    const marker = '<b>秘密@x.example</b>';
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(routes)),
        fc.constantFrom(...topics),
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        (state, topic, noise) => {
          expect(text(aftercare(topic, state, `${noise}${marker}`, world))).not.toContain(marker);
        },
      ),
    );
  });
});

describe('費用と補助', () => {
  test('the fee in the text, its parts, else the one answered before', () => {
    const state = routes['405'] ?? newConversation();
    expect(text(aftercare('cost', state, '見積もりは90万円です', world))).toMatch(/補助：60万円（費用の2\/3）[^]*自己負担：30万円/);
    expect(text(aftercare('cost', state, '計画策定が360万、伴走が90万', world))).toMatch(
      /計画策定（360万円）：補助200万円（上限）、自己負担160万円[^]*伴走支援（90万円）：補助60万円/,
    );
    expect(text(aftercare('cost', stateOf({ needs_terms_change: 'yes', estimate_fee: 600_000 }), '', world))).toContain('補助：40万円');
    expect(text(aftercare('cost', state, '', world))).toContain('見積額がわかれば');
    expect(text(aftercare('cost', state, '50万から80万くらい', world))).toBe(phrase('fee_vague'));
    expect(text(aftercare('cost', state, '60万円と80万円', world))).toBe(phrase('fee_several'));
  });

  test('the cap of the day, never an old one as present', () => {
    expect(text(estimateMessages('vup', 900_000, world))).toMatch(/補助：25万円（費用の2\/3。上限の25万円に達しています）/);
    expect(text(estimateMessages('vup', 900_000, world))).not.toContain('20万円');
    expect(text(estimateMessages('vup', 900_000, on('2021-06-01')))).toContain('補助：20万円');
    expect(text(estimateMessages('405_gl', 900_000, on('2021-06-01')))).toContain('この日のことがわかる資料がありません');
  });

  test('what cannot be is said with what was read and what would do', () => {
    expect(text(estimateMessages('vup', 0, world))).toBe('費用の見積額が0円となっています。ゼロより大きい数が必要です。例：37万5,000円');
    expect(text(estimateMessages('vup', 0.5, world))).toContain('0.5円');
    expect(text(estimateMessages('vup', -3000, world))).toContain('−3,000円');
  });

  test('routes without a subsidised expert say what is known of their cost', () => {
    for (const route of ['keiei_kakushin', 'rechallenge', 'contact_only', 'handoff'])
      expect(text(estimateMessages(route, 600_000, world))).not.toContain('2/3');
  });
});

describe('a fee as people write it', () => {
  test.each([
    ['60万円', { feeYen: 600_000 }],
    ['６０万', { feeYen: 600_000 }],
    ['600,000円くらいです', { feeYen: 600_000 }],
    ['六十万円', { feeYen: 600_000 }],
    ['60', { feeYen: 600_000 }],
    ['600000', { feeYen: 600_000 }],
    ['1.5百万円', { feeYen: 1_500_000 }],
    ['税理士さんの見積もりで120万円だそうです', { feeYen: 1_200_000 }],
    ['計画策定40万、伴走支援10万', { feeYen: 500_000, parts: { plan: 400_000, follow_up: 100_000 } }],
    [
      'DDに100万円、計画に150万円、見守りに50万円',
      { feeYen: 3_000_000, parts: { due_diligence: 1_000_000, plan: 1_500_000, follow_up: 500_000 } },
    ],
    ['合計80万円で、計画が60万円、伴走が20万円', { feeYen: 800_000, parts: { plan: 600_000, follow_up: 200_000 } }],
    ['伴走が20万ならいくら戻りますか', { feeYen: 200_000, parts: { follow_up: 200_000 } }],
    ['マイナス50万円', { feeYen: -500_000 }],
    ['0円', { feeYen: 0 }],
    ['5', { problem: 'none' }],
    ['まだわかりません', { problem: 'none' }],
    ['', { problem: 'none' }],
    ['50〜60万円', { problem: 'vague' }],
    ['数十万円', { problem: 'vague' }],
    ['A社が60万円、B社が80万円', { problem: 'several' }],
  ])('%s', (said, expected) => expect(parseFee(said)).toEqual(expected));

  test.each([
    ['500万円', 5_000_000],
    ['マイナス300万円', -3_000_000],
    ['▲1,200,000円', -1_200_000],
    ['-50万円', -500_000],
    ['300万円の赤字です', -3_000_000],
    ['0円', 0],
    ['わからない', undefined],
    ['100万円か200万円', undefined],
  ])('a figure of the accounts: %s', (said, yen) => expect(parseYen(said)).toBe(yen));
});

describe('経営革新の数値目標', () => {
  const figures = {
    growth_operating_profit: 5_000_000,
    growth_labour_cost: 30_000_000,
    growth_depreciation: 5_000_000,
    growth_employees: 10,
    growth_wages: 20_000_000,
  };
  const answers = (then: Partial<typeof figures>, years = '3'): Map<string, AnswerValue> =>
    new Map([
      ['growth_years', years],
      ...Object.entries(figures).map(([name, value]): [string, AnswerValue] => [`${name}_now`, value]),
      ...Object.entries({ ...figures, ...then }).map(([name, value]): [string, AnswerValue] => [`${name}_then`, value]),
    ]);

  test('both editions are told, each with its time; before the reform only its own', () => {
    const said = text(growthMessages(new Map(), world));
    expect(said).toMatch(/2020年10月1日からの決まり：.*9％以上、かつ「給与支給総額」が4\.5％以上/);
    expect(said).toMatch(/2020年10月1日より前の決まり：.*9％以上、かつ「経常利益」が3％以上/);
    expect(said).toMatch(/34\.3％.*25\.6％.*20\.2％/);
    const then = text(growthMessages(new Map(), on('2020-06-01')));
    expect(then).toContain('「経常利益」が3％以上');
    expect(then).not.toMatch(/給与支給総額|資料では確認できません/);
  });

  test('reached, short, by rounding', () => {
    const reached = text(growthMessages(answers({ growth_operating_profit: 8_600_000, growth_wages: 20_900_000 }), world));
    expect(reached).toMatch(/付加価値額：9％（目標9％以上）… 届いています[^]*給与支給総額：4\.5％（目標4\.5％以上）… 届いています/);
    expect(reached).toContain('目安には届いています');
    expect(text(growthMessages(answers({ growth_operating_profit: 8_600_000, growth_wages: 20_890_000 }), world))).toContain(
      '四捨五入で届いています',
    );
    const short = text(growthMessages(answers({ growth_wages: 19_000_000 }), world));
    expect(short).toMatch(/給与支給総額：−5％.*届いていません/);
    expect(short).toContain('まだ目安に届いていません');
  });

  test('what is missing is listed; what is impossible is said first', () => {
    const open = answers({});
    open.delete('growth_wages_then');
    open.set('growth_labour_cost_now', 'unknown');
    expect(text(growthMessages(open, world))).toBe(`${phrase('growth_needed')}\n・直近の決算の人件費\n・計画が終わる年の給与支給総額`);
    open.set('growth_employees_now', 0);
    expect(text(growthMessages(open, world))).toBe('直近の決算の従業員数が0人となっています。ゼロより大きい数が必要です。例：8人');
  });
});

describe('figures typed for the check', () => {
  test.each([
    ['5,000千円', [5_000_000]],
    ['１．２億円', [120_000_000]],
    ['三百万円から五百万円に', [3_000_000, 5_000_000]],
    ['▲300万円', [-3_000_000]],
    ['人件費は-20万円', [-200_000]],
    ['営業赤字200万円', [-2_000_000]],
    ['単位は千円です。12,345と23,456', [12_345_000, 23_456_000]],
  ])('%s', (said, yen) => expect(yenIn(said).map(({ value }) => value)).toEqual(yen));

  test.each([
    ['8.5人', [8.5, false]],
    ['社員は12名です', [12, false]],
    ['十数人', [10, true]],
    ['-3人', [-3, false]],
  ])('%s', (said, [people, vague]) => expect(peopleIn(said)).toMatchObject([{ value: people, vague }]));

  test('people per head are no number of people', () => expect(peopleIn('一人当たり500万円')).toEqual([]));
});

describe('asked directly', () => {
  test('a measure with two sums: its growth and the targets it reaches, as the rule rounds', () => {
    for (const after of [30_000_000, 32_684_999, 32_685_000, 33_300_000, 36_000_000]) {
      const said = text(measureAnswer(`付加価値額が3000万円から${String(after)}円になる3年計画は足りる？`, false, world));
      const reached = growthPercent(30_000_000, after) >= (numberOn(knowledge, 'kakushin_growth_value_added_3', today) ?? Infinity);
      expect(said).toContain(phrase(reached ? 'growth_reached' : 'growth_short'));
    }
    expect(measureAnswer('付加価値額って何ですか', false, world)).toBeNull();
    expect(measureAnswer('給与支給総額は2000万円から2100万円に増える', true, world)).toBeNull();
    expect(text(measureAnswer('付加価値額が0円から10万円に増える', false, world))).toContain('ゼロなので');
  });

  test.each([
    ['3社共同、大阪と京都 どこに出す', /大阪府と京都府は、同じ地方局の管内[^]*近畿経済産業局/],
    ['北海道と福岡の会社が共同で出すときの申請先は？', /北海道と福岡県は、地方局の管内が分かれます[^]*中小企業庁/],
    ['大阪と京都の2社で代表はうちだけ。どこに申請する？', /代表の会社が一社のとき：代表の会社の本社のある都道府県(?![^]*またぐ)/],
    ['兵庫と大阪で活動する組合です。どこに申請しますか', /同じ地方局の管内の、いくつかの都道府県で活動するとき[^]*地方局/],
    ['東京と大阪で活動する組合の申請先は', /地方局の管内をこえて活動するとき/],
  ])('%s', (said, expected) => expect(text(applyAnswer(said, [], world))).toMatch(expected));

  test('where to apply is told only where it is asked of places of several firms or a union', () => {
    for (const said of ['どこに出しますか', '3社でやるんですが申請先はどこですか', '大阪と京都の2社と取引しています', '組合の申請先は？'])
      expect(applyAnswer(said, [], world)).toBeNull();
  });

  test.each([
    ['80万円かかると言われた、いくら戻る？', true],
    ['策定80万、伴走20万なら', true],
    ['費用が60万円', true],
    ['費用の上限は20万円でしたよね', false],
    ['売上が80万円しかありません。補助はありますか', false],
    ['税理士に相談しています', false],
  ])('a fee to estimate: %s', (said, asked) => expect(feeAsked(said, [], new Map()) !== null).toBe(asked));

  test('another fee is estimated once one was named', () => {
    expect(feeAsked('120万だとどうなりますか', [], new Map())).toBeNull();
    expect(feeAsked('120万だとどうなりますか', [], new Map([['estimate_fee', 600_000]]))).toEqual({ feeYen: 1_200_000 });
  });

  test('a part that stops at its cap: the sum is not called the rate of the fee', () => {
    const said = text(aftercare('cost', routes.vup ?? newConversation(), '計画策定40万、伴走10万', world));
    expect(said).toContain('補助：21万6,666円（内訳ごとに');
    expect(said).not.toContain('補助：21万6,666円（費用の');
  });

  test('without a result both programmes that pay are told; a named one alone', () => {
    const fee = new Map([['estimate_fee', 900_000]]);
    expect(text(costMessages('90万円だといくら戻る', fee, null, world))).toMatch(
      /早期経営改善計画策定支援なら】[^]*25万円[^]*通常枠）なら】[^]*60万円/,
    );
    expect(text(costMessages('405で90万円だと', fee, 'vup', world))).toMatch(/補助：60万円/);
    expect(text(costMessages('405で90万円だと', fee, 'vup', world))).not.toContain('なら】');
  });
});

describe('what is offered', () => {
  test('each topic of a result is a button in one of two lists, no longer than LINE takes', () => {
    for (const route of ['vup', '405', '405_gl', 'keiei_kakushin', 'rechallenge']) {
      const ids = [...topicChoices(route), ...moreChoices(route)].map(({ id }) => id.replace('action:after_', ''));
      const shown = ids.filter((id) => topics.some((topic) => topic === id));
      expect(new Set(shown).size).toBe(shown.length);
      expect(topicChoices(route).length + 4).toBeLessThanOrEqual(13);
      expect(moreChoices(route).length).toBeLessThanOrEqual(13);
    }
    const ofKakushin = [...topicChoices('keiei_kakushin'), ...moreChoices('keiei_kakushin')].map(({ id }) => id);
    expect(topics.filter((topic) => !ofKakushin.includes(`action:after_${topic}`))).toEqual([]);
  });

  test('each wish for support has its measure', () => {
    for (const { id } of supportChoices().choices.filter((choice) => choice.id.startsWith('action:support_')))
      expect(supportFor([id.slice('action:support_'.length)], world), id).toHaveLength(1);
    expect(text(supportMessages('', new Map([['support_wanted', ['overseas']]]), world))).toMatch(/^承認された計画で海外/);
  });
});

describe('checks', () => {
  const heard = (question: string, value: AnswerValue): string => `${question}=${String(value)}`;
  test('いいえ are the weak parts, わからない is told apart, the rest is still open', () => {
    const said = text(
      resourcesMessages(
        new Map([
          ['check_money_trust', 'no'],
          ['check_people_enough', 'yes'],
          ['check_things_age', 'unknown'],
        ]),
        heard,
        world,
      ),
    );
    expect(said).toMatch(/・check_money_trust=no[^]*check_things_age=unknown/);
    expect(said).toContain(`まだうかがっていないところが${String(resourceQuestions.length - 3)}つ`);
    expect(said).toContain('405事業');
    expect(said).not.toContain('check_people_enough');
  });

  test('wishes: new goods and ways of selling may be 新事業活動', () => {
    expect(text(wishesMessages(new Map<string, AnswerValue>([['wish_products', ['new_product']]]), heard, world))).toMatch(
      /wish_products=new_product[^]*新事業活動/,
    );
    const inside = text(
      wishesMessages(
        new Map<string, AnswerValue>([
          ['wish_finance', ['cash']],
          ['wish_sales', 'none'],
        ]),
        heard,
        world,
      ),
    );
    expect(inside).not.toContain('新事業活動');
    expect(inside).toContain('経営計画づくり');
    expect(text(wishesMessages(new Map([['wish_sales', 'none']]), heard, world))).toBe(phrase('wishes_none'));
  });
});

describe('examples, follow-up, where to apply', () => {
  test('the nearest example, and honestly when there is none alike', () => {
    expect(text(caseLike('retail', 'vup', world))).toContain('喫茶店');
    expect(text(caseLike('manufacturing_construction_transport_other', '405', world))).toContain('衣服製造業');
    expect(text(caseLike('software_it', '405', world))).toMatch(/ソフトウェア.*手元の資料にありません/);
    expect(text(caseLike('ryokan_hotel', 'keiei_kakushin', world))).toMatch(/旅館/);
    expect(text(caseLike('software_it', 'keiei_kakushin', world))).toMatch(/手元の資料にありません[^]*ガイドブック/);
    expect(text(caseLike('retail', '405_gl', world))).toContain('見つかっていません');
    expect(text(aftercare('case', routes['405'] ?? newConversation(), '食品製造業の事例はありますか', world))).toContain('即席めん');
  });

  test.each([
    ['3か月ごとに見てもらうと？', 3],
    ['毎月ですか', 1],
    ['半年に一度', 6],
    ['四半期ごと', 3],
    ['どのくらい続きますか', undefined],
  ])('%s', (said, months) => expect(intervalIn(said)).toBe(months));

  test('the days of the first year; an interval that cannot be gives none', () => {
    expect(text(monitoring('405', '半年ごと', world))).toContain('2027年5月21日、2027年11月21日');
    expect(text(monitoring('405', '90か月ごと', world))).not.toContain('はじめの一年');
  });

  test('documents of an application stand with their source; nothing is claimed where none lists them', () => {
    expect(text(documentsChecklist('405', world))).toMatch(/業務別見積明細[^]*石川県/);
    expect(text(documentsChecklist('vup', world))).toContain('手元の資料にありません');
  });

  test('where to apply, or what is needed to say so', () => {
    expect(text([applyMessage({ applicant: 'one' }, world)])).toContain('本社（登記された本社）のある都道府県');
    expect(text([applyMessage({ applicant: 'union' }, world)])).toBe(phrase('apply_need_activity'));
  });
});

describe('相談シート', () => {
  test.each(Object.entries(routes))('of %s is whole on every day', (_route, state) => {
    for (const day of days)
      expect(
        JSON.stringify(sheetModel(state, { knowledge, day }, '2028-12-01'))
          .replaceAll(/"(?:result|estimate|assumptions)":null/g, '')
          .replaceAll(/[{}]/g, ''),
      ).not.toMatch(broken);
  });

  test('tells the result of the conversation, not more', () => {
    const model = sheetModel(
      stateOf({ needs_terms_change: 'yes', prefecture: '兵庫県', debt: 28_000_000, monthly_repayment: 300_000, estimate_fee: 900_000 }),
      { knowledge, day: today },
      '2026-11-28',
    );
    expect(model.result?.title).toContain('405事業');
    expect(model.situation).toEqual(['返済の負担を軽くする必要がある']);
    expect(model.answers).toEqual([
      { label: '都道府県', value: '兵庫県' },
      { label: '借入残高', value: '2,800万円' },
      { label: '毎月の返済額', value: '30万円' },
    ]);
    expect(model.result?.assumptions?.points).toEqual(['廃業は考えていない', '借入の減額（債務免除など）までは必要ない']);
    expect(model.estimate?.points).toContain('見積りが90万円なら、補助60万円、自己負担30万円');
    const byParts = {
      needs_terms_change: 'no',
      trouble: ['sales_down'],
      estimate_fee: 500_000,
      estimate_plan: 400_000,
      estimate_follow_up: 100_000,
    };
    expect(sheetModel(stateOf(byParts), { knowledge, day: today }, '2026-11-28').estimate?.points).toContain(
      '見積りが50万円なら、補助21万6,666円、自己負担28万3,334円',
    );
    expect(model.desk.phones[0]?.number).toBe('078-303-5856');
    expect(decodeURIComponent(model.desk.map?.url ?? '')).toMatch(/query=神戸市中央区港島中町6-1 [^（]*$/);
    expect(model.until).toContain('2026年11月28日');
  });

  test('in a crisis: lines to call, no programme', () => {
    const model = sheetModel({ ...(routes['405'] ?? newConversation()), safety: 'crisis' }, { knowledge, day: today }, '2026-11-28');
    expect(model.result).toBeNull();
    expect(model.estimate).toBeNull();
    expect(model.desk.phones.length).toBeGreaterThan(1);
    expect(JSON.stringify(model)).not.toMatch(/405|補助/);
  });
});

describe('wording', () => {
  test('every phrase is said somewhere', () => {
    const files = projectFiles(['src/conversation'])
      .map((file) => readFileSync(join(projectRoot, file), 'utf8'))
      .join('\n');
    const composed = /^(?:part|problem|figure|end|measure|fee|apply_(?:need|leads|activity|places|applicant)|growth_(?:rule|figures))_/;
    expect([...aftercarePhrases.keys()].filter((id) => !composed.test(id) && !files.includes(`'${id}'`))).toEqual([]);
  });

  test('every quotation can be filled on every day', () => {
    for (const day of days)
      for (const [id, words] of aftercarePhrases) expect(quote(words, quoting(knowledge, day)), id).not.toMatch(/\{\w+:/);
  });

  test('every problem a rule may report is worded, for every kind of figure', () => {
    const names = [...aftercarePhrases.keys()]
      .filter((id) => id.startsWith('problem_') && id !== 'problem_example')
      .map((id) => id.slice('problem_'.length));
    const figures = [...aftercarePhrases]
      .filter(([id]) => id.startsWith('figure_'))
      .map(([id, words]) => `${id.slice('figure_'.length)}${words.includes('{end}') ? '.before' : ''}`);
    expect(names.length * figures.length).toBeGreaterThan(200);
    for (const problem of names)
      for (const figure of figures) expect(problemText({ problem, figure, read: 3, example: 4 })).not.toMatch(broken);
  });
});

describe('the start of monitoring', () => {
  test.each([
    ['計画は2027年4月から、3か月ごと', '2027-04-01'],
    ['来年4月から3か月ごとに確認', '2027-04-01'],
    ['4月から半年ごと', '2027-04-01'],
    ['12月から毎月', '2026-12-01'],
    ['3か月ごと', '2026-11-21'],
  ])('%s', (text, start) => {
    expect(startIn(text, '2026-11-21')).toBe(start);
  });
});
