/** Facts as owners say them in passing: area codes, bare places, trades in many words, years, headcounts, sums; and what is no fact. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { extractFacts } from '../../src/understanding/facts/index.ts';
import { tradesIn } from '../../src/understanding/facts/trades.ts';
import type { Facts } from '../../src/understanding/types.ts';

const of = (text: string, asked: string | null = null): Facts => extractFacts(text.normalize('NFKC'), asked, '2026-11-21');
const man = 10_000;
const first = 'manufacturing_construction_transport_other';
type Case<Value> = [said: string, asked: string | null, value: Value | undefined];
const knowledge = (name: string): unknown => parse(readFileSync(join(import.meta.dirname, '../../knowledge/language', name), 'utf8'));

describe('prefecture', () => {
  it.each<Case<string | null>>([
    ['市外局番は078です', null, '兵庫県'],
    ['0985の地域です', null, '宮崎県'],
    ['電話は092から始まります', null, '福岡県'],
    ['045エリア', null, '神奈川県'],
    ['うちは0263', null, '長野県'],
    ['078', 'prefecture', '兵庫県'],
    ['０１１です', 'prefecture', '北海道'],
    ['市外局番は03やで', null, '東京都'],
    ['会社の電話は0776で始まります', null, '福井県'],
    ['019で始まるとこです', null, '岩手県'],
    ['固定電話は098です', null, '沖縄県'],
    ['077です', 'prefecture', '滋賀県'],
    ['(082)123-4567まで', null, '広島県'],
    ['06-6411-1234', null, '兵庫県'],
    ['天神で服屋', null, '福岡県'],
    ['横浜中華街で料理店', null, '神奈川県'],
    ['信州で民宿', null, '長野県'],
    ['燕三条の町工場です', null, '新潟県'],
    ['奄美大島で黒糖焼酎', null, '鹿児島県'],
    ['心斎橋の店', null, '大阪府'],
    ['石垣島でダイビングショップ', null, '沖縄県'],
    ['草津温泉で旅館', null, '群馬県'],
    ['蔵王温泉の宿です', null, '山形県'],
    ['北軽井沢でペンション', null, '群馬県'],
    ['旭川だべ', null, '北海道'],
    ['浜松だら', null, '静岡県'],
    ['須磨で喫茶店', null, '兵庫県'],
    ['浦和で美容室', null, '埼玉県'],
    ['埼玉の方', null, '埼玉県'],
    ['道東で酪農', null, '北海道'],
    ['伏見で酒造り', null, '京都府'],
    ['松山の方で設計事務所', null, '愛媛県'],
    ['元町で雑貨屋', null, null],
  ])('「%s」 (asked: %s) → %s', (said, asked, prefecture) => {
    expect(of(said, asked)).toMatchObject({ prefecture });
  });

  it.each<[string, string | null]>([
    ['03から始まる番号で督促の電話がかかってくる', null],
    ['取引先の電話は03から始まります', null],
    ['電話は090から始まります', null],
    ['0120の番号です', null],
    ['不良率が0.75です', null],
    ['品番は0531です', null],
    ['06年に買った機械', null],
    ['天神さんのお祭り', null],
    ['元町さんに聞いた', null],
    ['須磨さんという取引先', null],
    ['戸塚です。お願いします', null],
    ['小倉トーストの店', null],
    ['城崎建設という会社です', null],
    ['近江です。相談です', null],
    ['奄美さんに紹介された', null],
    ['信州そばを出しています', null],
    ['昭和の建物で営業しています', null],
  ])('「%s」 (asked: %s) is no evidence', (said, asked) => {
    expect(of(said, asked)).not.toHaveProperty('prefecture');
  });

  it.each<[said: string, asked: string | null, candidates: string[]]>([
    ['042', 'prefecture', ['東京都', '神奈川県', '埼玉県']],
    ['市外局番は088です', null, ['徳島県', '高知県']],
    ['市外局番は0942です', null, ['福岡県', '佐賀県']],
    ['055で始まる町工場です', null, ['山梨県', '静岡県']],
  ])('「%s」 (asked: %s) stays open between %s', (said, asked, candidates) => {
    expect(of(said, asked)).toMatchObject({ prefecture: null, prefecture_ambiguous: true, prefecture_candidates: candidates });
  });

  it('has at most 500 well-known places and specialities', () => {
    const { clear, surname, crafts } = knowledge('place_aliases.yaml') as Record<string, Record<string, string[]>>;
    expect([clear, surname, crafts].flatMap((one) => Object.values(one ?? {}).flat()).length).toBeLessThanOrEqual(500);
  });
});

describe('industry', () => {
  it.each<[string, string | undefined]>([
    ['水耕栽培をやっています', first],
    ['左官です', first],
    ['庭木の剪定を請け負っています', first],
    ['帽子を作っています', first],
    ['りんごを作っています', first],
    ['牛を飼ってます', first],
    ['鳶をやっとります', first],
    ['ホタテ養殖です', first],
    ['カーテンの縫製', first],
    ['ウニの加工をしてます', first],
    ['鉄骨の溶接やってます', first],
    ['手漉き和紙の職人です', first],
    ['貸しビル業です', first],
    ['荷物を運んでます', first],
    ['婦人服を売ってます', 'retail'],
    ['定食を出しています', 'retail'],
    ['布団屋です', 'retail'],
    ['のぼり旗の販売をしています', 'retail'],
    ['角打ちをやってます', 'retail'],
    ['もんじゃ屋だよ', 'retail'],
    ['ケーキを焼いて売ってます', 'retail'],
    ['靴を直してます', 'service'],
    ['髪を切ってます', 'service'],
    ['着付け教室をしています', 'service'],
    ['ドローンスクールを運営しています', 'service'],
    ['SNS運用代行をやってます', 'service'],
    ['トリミングをやってます', 'service'],
    ['便利屋です', 'service'],
    ['就労継続支援B型をやっています', 'service'],
    ['歯科技工所です', 'service'],
    ['土産物の卸', 'wholesale'],
    ['刃物問屋です', 'wholesale'],
    ['刃物の販売を行っております', 'retail'],
    ['電材屋です', 'wholesale'],
    ['アプリを作ってます', 'software_it'],
    ['業務システムの会社です', 'software_it'],
    ['シリコンゴムを加工する会社です', 'rubber_products'],
    ['一棟貸しの宿をしています', 'ryokan_hotel'],
    ['グランピング施設です', 'ryokan_hotel'],
  ])('「%s」 → %s', (said, industry) => {
    expect(of(said).industry).toBe(industry);
  });

  it.each([
    '自転車操業です',
    '父は農家でした',
    '保険屋に勧められた',
    '店のデザインを頼んだ',
    'ホームページ制作を頼んだ会社',
    '運送会社に荷物を頼んでます',
    '取引先は酒造会社です',
    'お客さんは漁師さんです',
    '息子は介護の仕事をしています',
    '母の介護をしています',
    '事業計画を作っています',
    '決算書を作ってもらってます',
    '資金繰り表を作っています',
    '弁当を買っています',
    '隣の布団屋が潰れた',
    '部屋を貸してくれと言われた',
    '名古屋です',
    '支店です',
    'この店です',
    '車を売って金にした',
    '土地を売っています',
    '犬を飼っています',
    '健康診断を受けています',
    'パソコンを直してもらった',
    '不動産屋に相談しています',
    '店の改装工事をしています',
    '太陽光発電を入れたい',
    '融資代行業者から電話が来た',
    '見積を出しています',
    '弁当屋さんに卸しています',
    '居酒屋に魚を納めています',
    'うちの商品の販売をしています',
    'めっきり涼しくなりました',
    '水の流れが悪くて配管工事をした',
    'リース会社の同意も要りますか',
    '父は市場の仲卸に勤めていました',
  ])('「%s」 tells no trade', (said) => {
    expect(of(said).industry).toBeUndefined();
  });

  it('every name of the lists is found as itself', () => {
    const { endings, doing, wares, never, workplaces, ...lists } = knowledge('industries.yaml') as Record<string, unknown>;
    expect([endings, doing, never, workplaces]).not.toContain(undefined);
    const { common_words, ...plain } = lists;
    const byRow = [common_words, wares].flatMap((one) => Object.values(one as Record<string, string[]>));
    const names = [...Object.values(plain), ...byRow].flat() as string[];
    expect(names.length).toBeGreaterThan(1500);
    expect(names.filter((name) => !tradesIn(name).some((one) => one.name === name))).toEqual([]);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});

describe('age of the firm', () => {
  it.each<Case<number>>([
    ['二代目で創業から半世紀', null, 50],
    ['開業して丸8年', null, 8],
    ['商売15年目', null, 15],
    ['うちは創業60周年です', null, 60],
    ['脱サラして12年', null, 12],
    ['10年前に脱サラしてラーメン屋', null, 10],
    ['平成10年スタート', null, 28],
    ['1985年からやってます', null, 41],
    ['法人成りして6年', null, 6],
    ['会社を興して20年', null, 20],
    ['昭和52年に祖父が起こした会社', null, 49],
    ['今年で25年目を迎えます', null, 25],
    ['この地で40年', null, 40],
    ['開店5周年', null, 5],
    ['半世紀続く豆腐屋', null, 50],
    ['祖父の代からやってます', null, undefined],
    ['結婚して20年', null, undefined],
    ['勤続20年の職人', null, undefined],
    ['リスケは今年で3年目です', null, undefined],
    ['10年目の車', null, undefined],
    ['5年連続赤字', null, undefined],
    ['3期目です', null, undefined],
    ['新規事業を3年前にスタート', null, undefined],
  ])('「%s」 (asked: %s) → %s', (said, asked, years) => {
    expect(of(said, asked).business_age_years).toBe(years);
  });
});

describe('employees', () => {
  it.each<Case<number>>([
    ['6人でやってます', null, 6],
    ['スタッフ4名', null, 4],
    ['従業員数9', null, 9],
    ['社員が7人いて', null, 7],
    ['職人5人抱えてます', null, 5],
    ['8人雇ってる', null, 8],
    ['うちは12人の会社です', null, 12],
    ['正社員だけだと6', null, 6],
    ['うちは全部で9人です', null, 9],
    ['常勤は4人、非常勤が2人', null, 4],
    ['フルタイムが3人、パート6人', null, 3],
    ['従業員は私のほかに3人', null, 3],
    ['働いてる人は15人', null, 15],
    ['社員と呼べるのは2人', null, 2],
    ['保育士6人', null, 6],
    ['従業員は雇わず夫婦二人', null, 0],
    ['従業員はおらず夫婦だけ', null, 0],
    ['夫婦ふたりだけ', 'employees', 0],
    ['夫婦二人でやってます', null, undefined],
    ['家族5人でやってます', null, undefined],
    ['パートさん5人でやってます', null, undefined],
    ['お客さんは20人', null, undefined],
    ['家族4人暮らし', null, undefined],
    ['子供が3人います', null, undefined],
    ['席は20人入ります', null, undefined],
    ['うちは10人の客がいれば回る', null, undefined],
  ])('「%s」 (asked: %s) → %s', (said, asked, people) => {
    expect(of(said, asked).employees).toBe(people);
  });
});

describe('capital, debt, monthly repayment, arrears', () => {
  it.each<[string, string | null, Facts]>([
    ['借りてるのは全部で3000万', null, { debt_yen: 3000 * man }],
    ['1200万の借りがある', null, { debt_yen: 1200 * man }],
    ['公庫さんに600万', null, { debt_yen: 600 * man }],
    ['あと900万残ってる', null, { debt_yen: 900 * man }],
    ['まだ1500万ほど返せてない', null, { debt_yen: 1500 * man }],
    ['メインバンクに4000万、サブに1500万', null, { debt_yen: 5500 * man }],
    ['借りたのが2000万で、今は1300万', null, { debt_yen: 1300 * man }],
    ['証書で2000万、手貸で500万', null, { debt_yen: 2500 * man }],
    ['毎月の支払いが銀行に40万', null, { monthly_repayment_yen: 40 * man }],
    ['月々銀行へ18万払ってる', null, { monthly_repayment_yen: 18 * man }],
    ['公庫5万、信金8万を毎月返済', null, { monthly_repayment_yen: 13 * man }],
    ['月20', 'monthly_repayment', { monthly_repayment_yen: 20 * man }],
    ['うちは資本金2,000万の小さな会社', null, { capital_yen: 2000 * man }],
    ['資本金は3,000,000です', null, { capital_yen: 300 * man }],
    ['うちは借入が800万', null, { debt_yen: 800 * man }],
    ['品番は1,234,567です', null, {}],
    ['毎月の家賃が20万', null, {}],
    ['メインの商品が500万売れた', null, {}],
    ['サブの機械に300万', null, {}],
    ['アクセスが1,000,000回', null, {}],
  ])('「%s」 (asked: %s)', (said, asked, money) => {
    const { capital_yen, debt_yen, monthly_repayment_yen } = of(said, asked);
    expect({ capital_yen, debt_yen, monthly_repayment_yen }).toEqual(money);
  });

  it.each<[string, boolean | undefined]>([
    ['消費税未払いです', true],
    ['社保が未納で', true],
    ['税金や社保の遅れはない', false],
    ['滞納はしてません', false],
    ['未納はありません', false],
    ['税金だけは遅れたことない', false],
    ['年金事務所に呼び出された', undefined],
    ['家賃の滞納はしてません', undefined],
    ['電気代が未払いです', undefined],
    ['売掛が未払いの客がいる', undefined],
  ])('「%s」 → %s', (said, arrears) => {
    expect(of(said).tax_arrears).toBe(arrears);
  });
});

describe('20,000 characters', () => {
  it.each(['帽子を作っ', '布団屋', '市外局番は07', 'の加工', '078', 'うちは6人で', '工事を', '今年で25年目'])(
    'of 「%s」 are bounded in time',
    (piece) => {
      const text = piece.repeat(20_000 / piece.length);
      of(text);
      const start = performance.now();
      of(text);
      expect(performance.now() - start).toBeLessThan(300); // about 40 ms on an idle machine; catastrophic patterns take seconds
    },
  );
});
