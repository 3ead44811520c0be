/** Facts in fragments: a trade without a verb, a bare place, a number without its unit, several facts in one line; and what is none. */
import { describe, expect, it } from 'vitest';
import { extractFacts } from '../../src/understanding/facts/index.ts';
import type { Facts } from '../../src/understanding/types.ts';

const of = (text: string, asked: string | null = null): Facts => extractFacts(text.normalize('NFKC'), asked, '2026-11-21');
const man = 10_000;
const first = 'manufacturing_construction_transport_other';

const trades: [row: string, said: string[]][] = [
  [
    first,
    [
      ...['桐生の鋳物屋', '塗装、3人', '高松で味噌蔵', '漁師です', '養豚、借入2億', '製材所。返済がきつい', '瓦屋根の職人', '旋盤屋やけど'],
      ...['金型屋です', '福井で眼鏡枠', '畳、2人', '下呂で宮大工', 'とび。仕事が減った', '茶です', '焼津のかつお節', '能登で輪島塗'],
      ...[
        '鯖江 眼鏡枠 社員9',
        '介護タクシー',
        '重機、従業員3',
        'りんごなんですが',
        '海苔、返済が重い',
        '京都の組紐',
        '仏壇職人です',
        '醤油だけど',
      ],
      ...[
        '石屋',
        '防水と塗装',
        '水戸で納豆',
        '今治でタオル',
        '備前で干し柿',
        'ねじ屋です',
        '鞄職人です',
        '樹脂、社員14',
        '弁当工場',
        '除雪と造園',
      ],
    ],
  ],
  ['retail', ['京都で着物', '仏壇、夫婦だけ', '香川でうどん', '鮮魚。借入900万', '寿司職人です', 'たこ焼き やけど', '盛岡でパン']],
  ['service', ['ヨガ、生徒が減った', '仙台で派遣', '洗車', '着付けです', '廃品回収、3人']],
  ['wholesale', ['岡山で鋼材', '工具商です', '海苔問屋', '古紙']],
  ['software_it', ['アプリ、5人', '組込み']],
  ['rubber_products', ['パッキン、社員8']],
  ['ryokan_hotel', ['山小屋', '草津温泉の湯宿']],
];

describe('a trade without a verb', () => {
  it.each(trades.flatMap(([row, said]) => said.map((one) => [one, row] as const)))('「%s」 → %s', (said, row) => {
    expect(of(said).industry).toBe(row);
  });

  it.each([
    ...['父の畳', '母の着物を売った', '取引先は味噌', '米が値上がりしました', '米、値上がりがきつい', '醤油に卸してます', '着物を買いたい'],
    ...[
      '鉄の価格が高騰',
      '自転車で通ってます',
      '隣の茶',
      '塩対応でした',
      '花火が見えます',
      '息子は大工',
      '屋根を直したい',
      'バス停の前です',
    ],
    ...[
      '看板を出しています',
      '税理士',
      '弁護士、高い',
      '計画づくり',
      'ベテラン職人、2人退職',
      '売りは味噌です',
      '帯に短したすきに長し',
      '米だけでいい',
    ],
    ...[
      '部品代が足りない',
      '機械が壊れた',
      '妻は派遣です',
      '人形のような人',
      'カレーを食べた',
      '田んぼも取られますか',
      'システムが使いにくい',
    ],
  ])('「%s」 tells no trade', (said) => {
    expect(of(said).industry).toBeUndefined();
  });
});

describe('a place', () => {
  it.each([
    ['門司港で喫茶店', '福岡県'],
    ...[
      ['通天閣の串カツ屋', '大阪府'],
      ['上野でアメ横の店', '東京都'],
      ['定山渓の宿', '北海道'],
      ['五島列島で民宿', '長崎県'],
      ['天橋立の土産物屋', '京都府'],
    ],
    ...[
      ['浜名湖でうなぎ', '静岡県'],
      ['美観地区でカフェ', '岡山県'],
      ['四万十川の民宿', '高知県'],
      ['知覧で茶', '鹿児島県'],
      ['伊勢神宮の前で土産物', '三重県'],
    ],
    ...[
      ['上高地の山小屋', '長野県'],
      ['桜島で旅館', '鹿児島県'],
      ['琵琶湖のホテル', '滋賀県'],
      ['山形、旅館', '山形県'],
      ['三条 金物', '新潟県'],
    ],
    ...[
      ['千葉、運送業', '千葉県'],
      ['長野やけど製材所', '長野県'],
      ['宇都宮市民です', '栃木県'],
      ['本店:福山', '広島県'],
      ['本店所在地 熊谷', '埼玉県'],
    ],
    ...[
      ['所在地:松江', '島根県'],
      ['うち栃木なんだけど', '栃木県'],
      ['前橋に本店', '群馬県'],
      ['新潟県内', '新潟県'],
      ['愛知だけど鋳物屋', '愛知県'],
      ['高知、ゆず', '高知県'],
    ],
  ])('「%s」 → %s', (said, prefecture) => {
    expect(of(said)).toMatchObject({ prefecture });
  });

  it.each([
    ...[
      '大阪府民です',
      '石川、よろしくお願いします',
      '長野さんの建設会社',
      '上野さんに相談',
      '白馬の王子様',
      '讃岐うどんの店です',
      '新世界へ踏み出したい',
    ],
    ...['琵琶湖ホテルに納品しています', '桜島さんが来た', '宮崎です。よろしく', '福島です'],
  ])('「%s」 is no evidence', (said) => {
    expect(of(said)).not.toHaveProperty('prefecture');
  });
});

describe('numbers without their units', () => {
  it.each<[string, Facts]>([
    ['もう40年', { business_age_years: 40 }],
    ['S55年設立', { business_age_years: 46 }],
    ['H12開業', { business_age_years: 26 }],
    ['令和元年から', { business_age_years: 7 }],
    ['創業1998', { business_age_years: 28 }],
    ['親父の代から60年', { business_age_years: 60 }],
    ['業歴 12', { business_age_years: 12 }],
    ['今年で30周年', { business_age_years: 30 }],
    ['豆腐屋40年', { business_age_years: 40, industry: 'retail' }],
    ['もう3年赤字', {}],
    ['もう10年返してる', {}],
    ['令和2年から返済猶予', {}],
    ['職人歴30年', {}],
    ['パートなしの6人', { employees: 6 }],
    ['社員5+パート3', { employees: 5 }],
    ['正規4 非正規7', { employees: 4 }],
    ['私以外に3人', { employees: 3 }],
    ['ワンオペ', { employees: 0 }],
    ['五名', { employees: 5 }],
    ['10名弱', { employees: 10 }],
    ['約20名', { employees: 20 }],
    ['20人規模', { employees: 20 }],
    ['フルタイム6', { employees: 6 }],
    ['定員20名', {}],
    ['予約が5名', {}],
    ['社員30歳', {}],
    ['社員10万円', {}],
    ['従業員10(パート3含む)', {}],
    ['2人', {}],
    ['残債4800', { debt_yen: 4800 * man }],
    ['借入 3,200万', { debt_yen: 3200 * man }],
    ['借入1500、月返済45', { debt_yen: 1500 * man, monthly_repayment_yen: 45 * man }],
    ['毎月50返してる', { monthly_repayment_yen: 50 * man }],
    ['毎月の元利払い45万', { monthly_repayment_yen: 45 * man }],
    ['資本500万', { capital_yen: 500 * man }],
    ['自己資本500万', {}],
    ['借入2019年', {}],
    ['借入 2024/4', {}],
    ['借入10年', {}],
    ['毎月50人', {}],
    ['毎月20返品', {}],
    ['年商5億 借入1億', { debt_yen: 10000 * man }],
    ['社会保険料が3ヶ月遅れ', { tax_arrears: true }],
    ['税務署に分納', { tax_arrears: true }],
    ['税務署の分納制度を知りたい', {}],
    ['取引先に税務署から差押え', {}],
  ])('「%s」', (said, facts) => {
    expect(of(said)).toEqual(facts);
  });
});

describe('several facts in one line', () => {
  it.each<[string, Facts]>([
    [
      '岐阜 陶器 社員12 借入8000万 月返済60万',
      { prefecture: '岐阜県', industry: first, employees: 12, debt_yen: 8000 * man, monthly_repayment_yen: 60 * man },
    ],
    [
      '福井/眼鏡枠/社員9/資本金1000万/借入1.2億',
      { prefecture: '福井県', industry: first, employees: 9, capital_yen: 1000 * man, debt_yen: 12000 * man },
    ],
    [
      '大阪、金型、正社員8+パート2、資本金500万、残債4800、月返済55',
      {
        prefecture: '大阪府',
        industry: first,
        employees: 8,
        capital_yen: 500 * man,
        debt_yen: 4800 * man,
        monthly_repayment_yen: 55 * man,
      },
    ],
    [
      '静岡 運送 25名 創業1978 借入3億',
      { prefecture: '静岡県', industry: first, employees: 25, business_age_years: 48, debt_yen: 30000 * man },
    ],
    [
      '那覇 民宿 業歴12 借入800万 月8万返済 滞納なし',
      {
        prefecture: '沖縄県',
        industry: 'ryokan_hotel',
        business_age_years: 12,
        debt_yen: 800 * man,
        monthly_repayment_yen: 8 * man,
        tax_arrears: false,
      },
    ],
    ['塗装 3人 月返済15 残債700', { industry: first, employees: 3, monthly_repayment_yen: 15 * man, debt_yen: 700 * man }],
    [
      '広島/造船下請/30名/借入2.5億/社保滞納',
      { prefecture: '広島県', industry: first, employees: 30, debt_yen: 25000 * man, tax_arrears: true },
    ],
  ])('「%s」', (said, facts) => {
    expect(of(said)).toEqual(facts);
  });
});

it.each(['畳、', '高松の茶、', '社員12、', '借入3000、', 'もう40年', 'H12開業', '塗装、3人、'])(
  '20,000 characters of 「%s」 are bounded in time',
  (piece) => {
    const text = piece.repeat(20_000 / piece.length);
    of(text);
    const start = performance.now();
    of(text);
    expect(performance.now() - start).toBeLessThan(300); // about 10 ms on an idle machine; catastrophic patterns take seconds
  },
);
