/** Facts as owners tell them in passing: beside a castle, in a side phrase, in notes and in kana; and what only looks like one. */
import { describe, expect, it } from 'vitest';
import { extractFacts } from '../../src/understanding/facts/index.ts';
import type { Facts } from '../../src/understanding/types.ts';

const of = (text: string, asked: string | null = null): Facts => extractFacts(text.normalize('NFKC'), asked, '2026-11-21');
const man = 10_000;
const first = 'manufacturing_construction_transport_other';
type Told = [said: string, facts: Partial<Facts>];

describe('a place told by what stands there, or by its region', () => {
  it.each<Told>([
    ['小田原城の門前で干物', { prefecture: '神奈川県' }],
    ['浅草の仲見世で人形焼', { prefecture: '東京都' }],
    ['大隅で芋焼酎', { prefecture: '鹿児島県' }],
    ['うちの市外局番、0597です', { prefecture: '三重県' }],
    ['西尾の抹茶', { prefecture: '愛知県' }],
    ['飯田の水引', { prefecture: '長野県' }],
    ['室蘭の製鉄所の構内でクレーンの仕事', { prefecture: '北海道' }],
    ['気仙沼のフカヒレ', { prefecture: '宮城県' }],
    ['鶴橋でキムチを漬けて売っとります', { prefecture: '大阪府' }],
    ['富山で薬', { prefecture: '富山県' }],
    ['店は京都だけど会社の住所は滋賀', { prefecture: '滋賀県' }],
    ['神戸に本店を置く食品会社です', { prefecture: '兵庫県' }],
  ])('「%s」', (said, facts) => {
    expect(of(said)).toMatchObject(facts);
  });
});

describe('a trade in a side phrase: a product, a workplace, a craft, 下請け, 蔵, 窯, 販売店', () => {
  it.each<Told>([
    ['鶴ヶ城の近くで漆器の店をやっています', { prefecture: '福島県', industry: 'retail' }],
    ['境港の水産加工です', { prefecture: '鳥取県', industry: first }],
    ['松山空港で土産店', { prefecture: '愛媛県', industry: 'retail' }],
    ['盛岡駅前で冷麺の店', { prefecture: '岩手県', industry: 'retail' }],
    ['伊勢神宮の参道で茶屋', { prefecture: '三重県', industry: 'retail' }],
    ['信州大学の前でカフェ', { prefecture: '長野県', industry: 'retail' }],
    ['阿蘇山のふもとで牛飼い', { prefecture: '熊本県', industry: first }],
    ['洞爺湖の湖畔で温泉ホテル', { prefecture: '北海道', industry: 'ryokan_hotel' }],
    ['飛騨で木工', { prefecture: '岐阜県', industry: first }],
    ['有田焼を扱う販売店です', { industry: 'retail' }],
    ['大阪城の近くで民泊', { prefecture: '大阪府', industry: 'ryokan_hotel' }],
    ['きょうとのとうふや', { prefecture: '京都府', industry: 'retail' }],
    ['東大阪で親父の代からプレスの下請け', { prefecture: '大阪府', industry: first }],
    ['多治見で窯を継いでます', { prefecture: '岐阜県', industry: first }],
    ['奈良の吉野で割り箸', { prefecture: '奈良県', industry: first }],
    ['笛吹の桃', { prefecture: '山梨県', industry: first }],
    ['土浦のれんこん', { prefecture: '茨城県', industry: first }],
    ['喜多方ラーメンの店、会津で', { prefecture: '福島県', industry: 'retail' }],
    ['宮古島でダイビング', { prefecture: '沖縄県', industry: 'service' }],
    ['久留米でゴム長靴の加工', { prefecture: '福岡県', industry: 'rubber_products' }],
    ['〇九二の地域で飲食', { prefecture: '福岡県', industry: 'retail' }],
    ['〒604-8005 和装小物の店', { prefecture: '京都府', industry: 'retail' }],
    ['0942のゴムの会社', { industry: 'rubber_products' }],
    ['港北区で保育園を3つ', { prefecture: '神奈川県', industry: 'service' }],
    ['手稲区の車屋', { prefecture: '北海道', industry: 'retail' }],
    ['ひろしまけんくれしのてっこうじょ', { prefecture: '広島県', industry: first }],
    ['おきなわでいざかや', { prefecture: '沖縄県', industry: 'retail' }],
    ['馬路のゆず', { prefecture: '高知県', industry: first }],
    ['留萌で数の子の加工場', { prefecture: '北海道', industry: first }],
    ['信楽の窯元、タヌキの置物', { prefecture: '滋賀県', industry: first }],
    ['海南の漆器とたわし', { prefecture: '和歌山県', industry: first }],
    ['宇和島の真珠', { prefecture: '愛媛県', industry: first }],
    ['行田の足袋工場', { prefecture: '埼玉県', industry: first }],
    ['門真の下請け工場', { prefecture: '大阪府', industry: first }],
    ['金沢駅の東口から歩いて5分、ビジネスホテルを経営しています', { prefecture: '石川県', industry: 'ryokan_hotel' }],
    ['徳島の阿波踊りの時期だけ忙しい旅館', { prefecture: '徳島県', industry: 'ryokan_hotel' }],
    ['筑豊で土建、公共工事が減ってもういかん', { prefecture: '福岡県', industry: first }],
    ['上州の空っ風の中でこんにゃく芋', { prefecture: '群馬県', industry: first }],
    ['秋葉原で基板の試作と組み立て', { prefecture: '東京都', industry: first }],
    ['小豆島のオリーブ農園', { prefecture: '香川県', industry: first }],
    ['熊野古道の民宿', { prefecture: '和歌山県', industry: 'ryokan_hotel' }],
    ['燕の磨き屋です', { prefecture: '新潟県', industry: first }],
    ['北海道で乳牛を飼ってます', { industry: first, prefecture: '北海道' }],
    ['島根でしじみとってます', { industry: first, prefecture: '島根県' }],
    ['沖縄で泡盛', { industry: first, prefecture: '沖縄県' }],
    ['滋賀で信楽焼', { industry: first, prefecture: '滋賀県' }],
    ['熊本でスイカ', { industry: first, prefecture: '熊本県' }],
    ['島根で瓦を焼いてます', { industry: first, prefecture: '島根県' }],
  ])('「%s」', (said, facts) => {
    expect(of(said)).toMatchObject(facts);
  });
});

describe('shops in two prefectures, or a name of several', () => {
  it.each<[said: string, asked: string | null, candidates: string[]]>([
    ['大阪と京都に店があります。居酒屋です', null, ['京都府', '大阪府']],
    ['福岡と熊本で美容室をやってます', null, ['福岡県', '熊本県']],
    ['千葉と埼玉で1店舗ずつ、エステです', null, ['千葉県', '埼玉県']],
    ['名古屋と岐阜に二店舗', null, ['愛知県', '岐阜県']],
    ['工場は群馬と栃木にあります', null, ['群馬県', '栃木県']],
    ['愛知と岐阜の両方', 'prefecture', ['愛知県', '岐阜県']],
    ['府中', 'prefecture', ['東京都', '広島県']],
    ['伊達市', 'prefecture', ['北海道', '福島県']],
  ])('「%s」 (asked: %s) stays open between %s', (said, asked, candidates) => {
    const { prefecture, prefecture_ambiguous, prefecture_candidates } = of(said, asked);
    expect([prefecture, prefecture_ambiguous, prefecture_candidates?.toSorted()]).toEqual([null, true, candidates.toSorted()]);
  });
});

describe('figures', () => {
  it.each<Told>([
    ['従業員はパートを除いて正味7人', { employees: 7 }],
    ['従業員さんは9人ほどおってくれてます', { employees: 9 }],
    ['親父が始めて、私の代で合わせて45年になります', { business_age_years: 45 }],
    ['月35万の元金返済で、据置明けからきつい', { monthly_repayment_yen: 35 * man }],
    ['毎月80万の返済に耐えられん', { monthly_repayment_yen: 80 * man }],
    ['借入金 85,000千円', { debt_yen: 8500 * man }],
    ['人を4人使ってます', { employees: 4 }],
    ['雇っているのは事務員一人だけ', { employees: 1 }],
    ['社長の私以外に7人働いてもらってます', { employees: 7 }],
    ['社員14、パート20', { employees: 14 }],
    ['2015年4月設立の会社です', { business_age_years: 11 }],
    ['6年前に起業しました', { business_age_years: 6 }],
    ['1969年の創業以来', { business_age_years: 57 }],
    ['借入は公庫だけで1500万', { debt_yen: 1500 * man }],
    ['全部ひっくるめて7000万の借り入れです', { debt_yen: 7000 * man }],
    ['月の返済が約25万です', { monthly_repayment_yen: 25 * man }],
    ['元金据え置きがもうすぐ終わり、月々30万払うことに', { monthly_repayment_yen: 30 * man }],
    ['資本金300万円で設立しました', { capital_yen: 300 * man }],
    ['資本金 ¥3,000,000', { capital_yen: 300 * man }],
    ['最低資本金の300万で有限会社を作った', { capital_yen: 300 * man }],
    ['増資して資本金は2000万になってます', { capital_yen: 2000 * man }],
    ['借入 公庫900 地銀2100', { debt_yen: 3000 * man }],
    ['設備資金で3000万、コロナで2000万、計5000万借りてます', { debt_yen: 5000 * man }],
    ['親から借りた500万と公庫の700万', { debt_yen: 1200 * man }],
    ['月42万の返済が来春から始まる', { monthly_repayment_yen: 42 * man }],
    ['信金に月20万、公庫に月15万', { monthly_repayment_yen: 35 * man }],
    ['五人の社員と頑張ってます', { employees: 5 }],
    ['社員20人を路頭に迷わせられない', { employees: 20 }],
    ['一人親方です', { employees: 0 }],
    ['西暦1965年の創業', { business_age_years: 61 }],
    ['設立して五年になります', { business_age_years: 5 }],
    ['八十年続いた旅館', { business_age_years: 80 }],
    ['資本金は300万から始めて今500万', { capital_yen: 500 * man }],
    ['払込資本が700万', { capital_yen: 700 * man }],
    ['5000万の借金背負ってる', { debt_yen: 5000 * man }],
    ['銀行に2200万ほど借りちょります', { debt_yen: 2200 * man }],
    ['5名の職人を雇用', { employees: 5 }],
    ['従業員は全部で19、うちパート11', { employees: 8 }],
    ['ドライバーは今8人しかおらん', { employees: 8 }],
    ['社員ゼロ、バイトだけ', { employees: 0 }],
    ['昭和23年、祖父が始めた店', { business_age_years: 78 }],
    ['会社歴22年', { business_age_years: 22 }],
    ['会社員を20年やって、独立は5年前', { business_age_years: 5 }],
    ['返済年額480万', { monthly_repayment_yen: 40 * man }],
  ])('「%s」', (said, facts) => {
    expect(of(said)).toMatchObject(facts);
  });
});

describe('notes of many facts', () => {
  it.each<Told>([
    [
      'しほんきん300まん じゅうぎょういん4にん あきたしのびようしつ',
      { prefecture: '秋田県', capital_yen: 300 * man, employees: 4, industry: 'service' },
    ],
    ['おおいたしのりょかんです しゃっきん5000まん', { prefecture: '大分県', industry: 'ryokan_hotel', debt_yen: 5000 * man }],
    ['葛飾の町工場でネジの下請け、返済が月30万', { prefecture: '東京都', industry: first, monthly_repayment_yen: 30 * man }],
    ['ぎふしのきっさてん じゅうぎょういん2にん', { prefecture: '岐阜県', industry: 'retail', employees: 2 }],
    ['博多駅の筑紫口で立ち飲みを始めて4年', { prefecture: '福岡県', industry: 'retail', business_age_years: 4 }],
    ['浪速の町工場、ネジひと筋40年や', { prefecture: '大阪府', industry: first, business_age_years: 40 }],
    [
      '三重県津市、運送、社員22、借金1億2千、返済月120',
      { industry: first, prefecture: '三重県', employees: 22, debt_yen: 12000 * man, monthly_repayment_yen: 120 * man },
    ],
    [
      '旅館(大分・別府)。客室14。従業員9。負債2億弱、毎月150万返済',
      { industry: 'ryokan_hotel', prefecture: '大分県', employees: 9, monthly_repayment_yen: 150 * man },
    ],
    [
      '・香川県高松市 ・うどん店 ・創業22年 ・従業員5名 ・借入1,500万円',
      { industry: 'retail', prefecture: '香川県', business_age_years: 22, employees: 5, debt_yen: 1500 * man },
    ],
    [
      '平成11年から長崎で設計事務所、所員4名、借入なし',
      { business_age_years: 27, prefecture: '長崎県', industry: 'service', employees: 4, debt_yen: 0 },
    ],
    [
      '鹿児島で焼酎蔵 資本金一千万 従業員十四名 創業明治三十年',
      { prefecture: '鹿児島県', industry: first, capital_yen: 1000 * man, employees: 14, business_age_years: 129 },
    ],
    [
      '熊本市内で整備工場を二代目でやってます、工員が3人、残ってる借金1300万',
      { prefecture: '熊本県', industry: 'service', employees: 3, debt_yen: 1300 * man },
    ],
    [
      '四国中央市の紙加工、従業員32名(パート10名含む)、借入2億',
      { prefecture: '愛媛県', industry: first, employees: 22, debt_yen: 20000 * man },
    ],
    [
      'じゅうぎょういん3にん、しゃっきん900まん、まいつき10まんかえしてます',
      { employees: 3, debt_yen: 900 * man, monthly_repayment_yen: 10 * man },
    ],
  ])('「%s」', (said, facts) => {
    expect(of(said)).toMatchObject(facts);
  });
});

describe('replies', () => {
  it.each<[said: string, asked: string, facts: Partial<Facts>]>([
    ['八人', 'employees', { employees: 8 }],
    ['えっと、私のほかに3人です', 'employees', { employees: 3 }],
    ['創業は明治20年', 'business_age', { business_age_years: 139 }],
    ['ざっと5千万円', 'debt', { debt_yen: 5000 * man }],
    ['1000万円だったと思う', 'capital', { capital_yen: 1000 * man }],
    ['300万だったはず', 'capital', { capital_yen: 300 * man }],
    ['公庫に1000万と地銀に2000万くらい', 'debt', { debt_yen: 3000 * man }],
    ['三つ合わせて55万', 'monthly_repayment', { monthly_repayment_yen: 55 * man }],
    ['常勤8、非常勤4', 'employees', { employees: 8 }],
    ['二人雇ってる', 'employees', { employees: 2 }],
    ['従業員18人、役員3人', 'employees', { employees: 18 }],
    ['五十名弱', 'employees', { employees: 50 }],
    ['もう四半世紀', 'business_age', { business_age_years: 25 }],
    ['たしか一千万円だったと思います', 'capital', { capital_yen: 1000 * man }],
    ['ないです', 'debt', { debt_yen: 0 }],
    ['五千万ぐらいかなあ', 'debt', { debt_yen: 5000 * man }],
    ['03', 'prefecture', { prefecture: '東京都' }],
  ])('「%s」 (asked: %s)', (said, asked, facts) => {
    expect(of(said, asked)).toMatchObject(facts);
  });
});

describe('no fact of the firm', () => {
  it.each<[said: string, ...facts: (keyof Facts)[]]>([
    ['岩倉さんの紹介で来ました', 'prefecture'],
    ['取引先が成田空港にある', 'prefecture'],
    ['青森のねぶたを見に行った', 'prefecture'],
    ['従業員10人未満', 'employees'],
    ['明治からやってます', 'business_age_years'],
    ['創業江戸時代', 'business_age_years'],
    ['毎月利息だけ3万払ってます', 'monthly_repayment_yen'],
    ['資本金を1000万に増資したい', 'capital_yen'],
    ['父の店です', 'industry'],
    ['下請けいじめがひどい', 'industry'],
    ['孫とサッカーをやってます', 'industry'],
    ['リスケをやってます', 'industry'],
    ['京都大学の先生に相談しました', 'prefecture'],
    ['小松さんから聞きました', 'prefecture'],
    ['諏訪先生に診てもらった', 'prefecture'],
    ['淡路の玉ねぎを仕入れてます', 'prefecture'],
    ['名古屋と大阪のお客さん', 'prefecture'],
    ['席が10あります', 'employees'],
    ['6人の税理士に断られた', 'employees'],
    ['月35万の家賃', 'monthly_repayment_yen'],
    ['設備に3000万かかる', 'debt_yen', 'capital_yen'],
    ['補助金300万をもらった', 'debt_yen', 'capital_yen'],
    ['結婚して30年', 'business_age_years'],
    ['5年続けて赤字', 'business_age_years'],
    ['赤字になって3年', 'business_age_years'],
    ['孫を育てています', 'industry'],
    ['電気代と灯油代が上がった', 'industry'],
    ['電車が来ない', 'industry'],
    ['ホームページを作りたい', 'industry'],
    ['証券を売った', 'industry'],
    ['かばんをなくした', 'industry'],
    ['機械が古い', 'industry'],
    ['針のむしろです', 'industry'],
    ['茶番です', 'industry'],
    ['火の車です', 'industry'],
    ['炭を吐く', 'industry'],
  ])('「%s」 tells no %s', (said, ...facts) => {
    const found = of(said);
    expect(facts.filter((fact) => fact in found)).toEqual([]);
  });
});

describe('20,000 characters', () => {
  it.each(['大阪と', '松本城の', '下請けの', 'の店で', '返済は公庫8', '従業員?', 'あきたし', '開業したのが35', '熊本でスイカ、', '内装、'])(
    'of 「%s」 are bounded in time',
    (piece) => {
      const text = piece.repeat(20_000 / piece.length);
      of(text);
      const quickest = Math.min(...[1, 2, 3].map(() => timeOf(text)));
      expect(quickest).toBeLessThan(300); // 10 to 140 ms on an idle machine; catastrophic patterns take seconds
    },
  );
});

function timeOf(text: string): number {
  const start = performance.now();
  of(text);
  return performance.now() - start;
}
