/** Facts of a text. The cases are the author's own; each row: what was said, the open question, what must come out. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placesFile } from '../../scripts/places.ts';
import { extractFacts } from '../../src/understanding/facts/index.ts';
import type { Facts } from '../../src/understanding/types.ts';

const today = '2026-11-21';
const of = (text: string, asked: string | null = null): Facts => extractFacts(text.normalize('NFKC'), asked, today);
const man = 10_000;
const first = 'manufacturing_construction_transport_other';
type Case<Value> = [said: string, asked: string | null, value: Value | undefined];

describe('prefecture', () => {
  it.each<Case<string>>([
    ['神戸で居酒屋をやってます', null, '兵庫県'],
    ['大阪じゃなくて京都です', null, '京都府'],
    ['登記は神奈川、工場は静岡にある', 'prefecture', '神奈川県'],
    ['本店は京都の伏見です', 'prefecture', '京都府'],
    ['さっき言ったとおり、岡山', 'prefecture', '岡山県'],
    ['沖縄の那覇に本社を置いております', 'prefecture', '沖縄県'],
    ['尼崎やで', 'prefecture', '兵庫県'],
    ['博多たい', 'prefecture', '福岡県'],
    ['弘前だ', 'prefecture', '青森県'],
    ['ふくしまけんです', 'prefecture', '福島県'],
    ['サイタマ', 'prefecture', '埼玉県'],
    ['とうきょと', 'prefecture', '東京都'],
    ['府中市で鉄工所。広島の方です', null, '広島県'],
    ['府中市(都内)で', null, '東京都'],
    ['伊達市で農家、道外です', null, '福島県'],
    ['神戸市灘区で豆腐屋', null, '兵庫県'],
    ['灘区です', null, '兵庫県'],
    ['山口で旅館をやっています', null, '山口県'],
    ['浜田で水産加工をしています', null, '島根県'],
    ['北見の建設会社です', null, '北海道'],
    ['春日井で町工場をやってる', null, '愛知県'],
    ['塩釜で水産加工', null, '宮城県'],
    ['塩竈市です', null, '宮城県'],
    ['津市でうどん屋', null, '三重県'],
    ['会津若松で酒蔵', null, '福島県'],
    ['〒650-0001', null, '兵庫県'],
    ['6500001', 'prefecture', '兵庫県'],
    ['郵便番号は650です', 'prefecture', '兵庫県'],
    ['078-303-5856に電話ください', null, '兵庫県'],
    ['0985-12-3456', null, '宮崎県'],
    ['本社は東京、工場は埼玉です', null, '東京都'],
    ['登記上は東京だけど、実際は埼玉でやってる', null, '東京都'],
    ['出身は長野ですが今は名古屋で美容室をしています', null, '愛知県'],
    ['東京から移転して福岡で商売してます', null, '福岡県'],
    ['東京の取引先が倒産しました。うちは新潟の三条です', null, '新潟県'],
    ['大分で旅館を営んでいます', null, '大分県'],
    ['大阪の工場を閉めたい。本社は奈良', null, '奈良県'],
    ['日野市で鉄工所', null, '東京都'],
    ['難波で串カツ屋をやってます', null, '大阪府'],
    ['岡山市朝日町の店', null, '岡山県'],
    ['東京都府中市', null, '東京都'],
    ['軽井沢でペンション', null, '長野県'],
    ['神戸三宮でバー', null, '兵庫県'],
    ['おおさかでたこやき屋', null, '大阪府'],
    ['三重で旅館', null, '三重県'],
    ['東京や大阪のお客さんが多い、金沢の旅館です', null, '石川県'],
    ['兵庫の山口です', null, '兵庫県'],
    ['愛媛今治でタオル', null, '愛媛県'],
    ['横浜市都筑区', null, '神奈川県'],
    ['23区内で', null, '東京都'],
    ['東京の港区です', null, '東京都'],
    ['長野', 'prefecture', '長野県'],
    ['山口', 'prefecture', '山口県'],
    ['山口です', 'prefecture', '山口県'],
    ['群馬と埼玉に店があります。本店は高崎', null, '群馬県'],
    ['実家は京都で、店は大阪です', null, '大阪府'],
    ['松本市で蕎麦屋', null, '長野県'],
    ['堺の町工場です', null, '大阪府'],
    ['呉で造船の下請け', null, '広島県'],
    ['名古屋です', null, '愛知県'],
    ['北海道の伊達市です', null, '北海道'],
    ['東京の取引先は多いですが会社は山梨です', null, '山梨県'],
    ['長野の上田で宿をやっています', null, '長野県'],
    ['さいたま市大宮区', null, '埼玉県'],
  ])('「%s」 (asked: %s) → %s', (said, asked, prefecture) => {
    expect(of(said, asked)).toMatchObject({ prefecture });
  });

  it.each<[string, string | null]>([
    ['山口さんに相談しました', null],
    ['山口です。よろしくお願いします', null],
    ['山口製作所という会社です', null],
    ['千葉銀行から借りている', null],
    ['讃岐うどんの店です', null],
    ['松阪牛を扱う', null],
    ['京都銀行に相談', null],
    ['大阪府民です', null],
    ['博多ラーメンの店です', null],
    ['大阪弁ですみません', null],
    ['浜田さんが言うには', null],
    ['資本金は5000000円です', null],
    ['業績が大分悪くなった', null],
    ['先が見えない', null],
    ['難波さんに聞いた', null],
    ['このなら大丈夫', null],
    ['三重苦です', null],
    ['田中です', null],
    ['中央でやってます', null],
    ['松本です。今日は相談があります', null],
    ['銀座通り商店街の店です', null],
    ['富山の薬品メーカーに納めています', null],
  ])('「%s」 is no evidence', (said, asked) => {
    expect(of(said, asked)).not.toHaveProperty('prefecture');
  });

  it.each<[string, string | null, string[]]>([
    ['府中市で鉄工所をやっています', null, ['東京都', '広島県']],
    ['伊達市です', 'prefecture', ['北海道', '福島県']],
    ['草津でペンションをやってます', null, ['滋賀県', '群馬県']],
    ['日野で鉄工所をやっている', null, ['東京都', '滋賀県', '鳥取県']],
    ['日野', 'prefecture', ['東京都', '滋賀県', '鳥取県']],
    ['港区です', null, ['東京都', '愛知県', '大阪府']],
  ])('「%s」 (asked: %s) stays open between %s', (said, asked, candidates) => {
    const facts = of(said, asked);
    expect(facts).toMatchObject({ prefecture: null, prefecture_ambiguous: true });
    expect([...(facts.prefecture_candidates ?? [])].sort()).toEqual([...candidates].sort());
  });

  it('a bare ward of many cities names all their prefectures', () => {
    expect(of('中央区の居酒屋です').prefecture_candidates).toEqual(
      expect.arrayContaining(['東京都', '北海道', '大阪府', '兵庫県', '福岡県']),
    );
  });
});

describe('industry', () => {
  it.each<Case<string>>([
    ['神戸で居酒屋をやってます', null, 'retail'],
    ['スーパーに卸している漬物屋です', null, first],
    ['飲食店向けの食材卸をしています', null, 'wholesale'],
    ['建設業です', null, first],
    ['工務店を営んでいます', null, first],
    ['美容室の経営者です', null, 'service'],
    ['民宿', 'industry', 'ryokan_hotel'],
    ['IT系です', null, 'software_it'],
    ['システム開発の会社です', null, 'software_it'],
    ['隣に居酒屋ができて困ってます', null, undefined],
    ['税理士に相談しました', null, undefined],
    ['税理士事務所をやっています', null, 'service'],
    ['昔は建設会社に勤めていましたが今は居酒屋をやっています', null, 'retail'],
    ['カフェを始めたい', null, undefined],
    ['旅館の売上が落ちています', null, 'ryokan_hotel'],
    ['ゴム製品の製造をしています', null, 'rubber_products'],
    ['ホテルにリネンを納めているクリーニング業です', null, 'service'],
    ['コンビニに客を取られている酒屋です', null, 'retail'],
    ['パン屋をやってます', null, 'retail'],
    ['学校や病院に卸しているパン屋です', null, first],
    ['農家です', null, first],
    ['牧場を経営しています', null, first],
    ['家具の製造卸', null, first],
    ['取引先の建設会社が倒産した', null, undefined],
    ['バーコードの機械', null, undefined],
    ['町工場です。自動車部品を作ってます', null, first],
    ['鮮魚の仲卸です', null, 'wholesale'],
    ['ラーメン屋ですがテイクアウトを始めたい', null, 'retail'],
    ['運送業で15台', null, first],
    ['不動産屋', 'industry', first],
    ['新宿で働いています', null, undefined],
    ['すし屋やってます', null, 'retail'],
    ['旅館向けの食器の卸をやっております', null, 'wholesale'],
    ['飲食店の内装工事をしています', null, first],
    ['ホテルの清掃を請け負っています', null, 'service'],
    ['自動車整備工場です', null, 'service'],
    ['酒蔵の三代目です', null, first],
    ['印刷屋です、今後はWeb制作に進出したい', null, first],
    ['農家相手の肥料の販売店です', null, 'retail'],
    ['うちは電気工事', null, first],
    ['息子はIT企業で働いています', null, undefined],
    ['建設業の人材派遣です', null, 'service'],
    ['お土産屋をやってます。取引先はホテルです', null, 'retail'],
    ['コンサルに相談したい', null, undefined],
    ['飲食です', 'industry', 'retail'],
    ['介護', 'industry', 'service'],
    ['製造業', 'industry', first],
    ['自動車の部品を作っています', null, first],
  ])('「%s」 (asked: %s) → %s', (said, asked, industry) => {
    expect(of(said, asked).industry).toBe(industry);
  });
});

describe('capital, debt, monthly repayment', () => {
  it.each<[string, string | null, Facts]>([
    ['資本金3千万です', null, { capital_yen: 3000 * man }],
    ['資本金は1.5億', null, { capital_yen: 15000 * man }],
    ['資本金二百万円', null, { capital_yen: 200 * man }],
    ['資本金は壱千万円です', null, { capital_yen: 1000 * man }],
    ['資本金5,000,000円', null, { capital_yen: 500 * man }],
    ['300万くらい', 'capital', { capital_yen: 300 * man }],
    ['借入が1億2千万あります', null, { debt_yen: 12000 * man }],
    ['借金は百五十万', null, { debt_yen: 150 * man }],
    ['2千5百万の借金', null, { debt_yen: 2500 * man }],
    ['借入1200万', null, { debt_yen: 1200 * man }],
    ['返済は30万/月です', null, { monthly_repayment_yen: 30 * man }],
    ['年間240万の返済がきつい', null, { monthly_repayment_yen: 20 * man }],
    ['資本金 ¥3,000,000', null, { capital_yen: 300 * man }],
    ['資本金10,000千円', null, { capital_yen: 1000 * man }],
    ['単位:千円 資本金 10,000 借入金 120,000', null, { capital_yen: 1000 * man, debt_yen: 12000 * man }],
    ['借入は2〜3千万くらい', null, {}],
    ['借入が2000万から3000万', null, {}],
    ['借金が数千万あります', null, {}],
    ['公庫に800万、信金に1200万', null, { debt_yen: 2000 * man }],
    ['公庫に800万、信金に1200万残っています', null, { debt_yen: 2000 * man }],
    ['銀行借入3000万と役員借入500万', null, { debt_yen: 3500 * man }],
    ['5000万借りて、残りが3200万です', null, { debt_yen: 3200 * man }],
    ['当初1億円借りて、残高は6千万円、毎月80万円返済しています', null, { debt_yen: 6000 * man, monthly_repayment_yen: 80 * man }],
    ['5億のうち2億カットしてほしい', 'debt', { debt_yen: 50000 * man }],
    ['借入5億のうち2億カットしてもらえますか', null, { debt_yen: 50000 * man }],
    ['売上が3000万に落ちました', null, {}],
    ['年商1億、借入8000万です', null, { debt_yen: 8000 * man }],
    ['毎月の返済は45万です', null, { monthly_repayment_yen: 45 * man }],
    ['借入は3000万で毎月50万返済しています', null, { debt_yen: 3000 * man, monthly_repayment_yen: 50 * man }],
    ['利息だけ月5万払っています', null, {}],
    ['融資残1200万円、月々の返済は20万円', null, { debt_yen: 1200 * man, monthly_repayment_yen: 20 * man }],
    ['500万借りたい', null, {}],
    ['公庫に500万申し込んだが断られた', null, {}],
    ['消費税を200万滞納', null, {}],
    ['返済は月に38万円、残りは2100万円です。', null, { monthly_repayment_yen: 38 * man, debt_yen: 2100 * man }],
    ['三年前に地元の信金から一千万円を借りました。', null, { debt_yen: 1000 * man }],
    ['取引先が5000万の負債で倒産した', null, {}],
    ['資本金1000万、いや3000万です', null, { capital_yen: 3000 * man }],
    ['資本金を1000万から3000万に増資した', null, { capital_yen: 3000 * man }],
    ['借入3000万の返済が月50万', null, { debt_yen: 3000 * man, monthly_repayment_yen: 50 * man }],
    ['月の売上が300万、返済が月50万', null, { monthly_repayment_yen: 50 * man }],
    ['資本金は1000', 'capital', { capital_yen: 1000 * man }],
    ['1000', 'capital', { capital_yen: 1000 * man }],
    ['5000000', 'capital', { capital_yen: 500 * man }],
    ['50000', 'monthly_repayment', { monthly_repayment_yen: 50000 }],
    ['資本金300万で社員8人、借入は5千万円ほど', null, { capital_yen: 300 * man, debt_yen: 5000 * man }],
    ['公庫に月10万、信金に月15万返しています', null, { monthly_repayment_yen: 25 * man }],
    ['設備資金で2000万借りています', null, { debt_yen: 2000 * man }],
    ['資本金2兆円です', null, {}],
    ['資本金は-300万', 'capital', {}],
    ['コロナ融資が1500万、ほかの借入が2000万あります', null, { debt_yen: 3500 * man }],
    ['借金の総額は1億', null, { debt_yen: 10000 * man }],
    ['公庫800万と信金1200万、合わせて2000万の借入', null, { debt_yen: 2000 * man }],
    ['もう2000万返しました', null, {}],
    ['赤字が500万', null, {}],
    ['１０００万', 'debt', { debt_yen: 1000 * man }],
    ['住宅ローンが2000万', null, {}],
    ['毎月30万ずつ返してます', null, { monthly_repayment_yen: 30 * man }],
    ['返済額は毎月三十五万円', null, { monthly_repayment_yen: 35 * man }],
    ['年間の約定弁済が1200万あります', null, { monthly_repayment_yen: 100 * man }],
    ['機械に3000万投資した', null, {}],
    ['3000万の借入があって、月々40万の返済です', null, { debt_yen: 3000 * man, monthly_repayment_yen: 40 * man }],
    ['資本金1千万円の会社です', null, { capital_yen: 1000 * man }],
    ['負債総額3億', null, { debt_yen: 30000 * man }],
    ['銀行から追加で1000万必要', null, {}],
    ['借入残高が4,500万円あり、毎月60万円の元金返済', null, { debt_yen: 4500 * man, monthly_repayment_yen: 60 * man }],
    ['借金3000万、月の返済40万、売上は月250万', null, { debt_yen: 3000 * man, monthly_repayment_yen: 40 * man }],
    ['今月の返済50万が払えない', null, { monthly_repayment_yen: 50 * man }],
    ['プロパーと保証付きで計8000万借りてます', null, { debt_yen: 8000 * man }],
    ['残債が700万ちょっと', null, { debt_yen: 700 * man }],
    ['300万円', 'capital', { capital_yen: 300 * man }],
    ['借金5000マン', null, { debt_yen: 5000 * man }],
    ['三菱に2000万、みずほに1000万借りてます', null, { debt_yen: 3000 * man }],
    ['借金は1000万を超えてます', null, { debt_yen: 1000 * man }],
  ])('「%s」 (asked: %s)', (said, asked, money) => {
    const { capital_yen, debt_yen, monthly_repayment_yen } = of(said, asked);
    expect({ capital_yen, debt_yen, monthly_repayment_yen }).toEqual(money);
  });
});

describe('employees', () => {
  it.each<Case<number>>([
    ['正社員13名、パート40人', null, 13],
    ['社員8人とパート3人', null, 8],
    ['パート含めて30人', null, undefined],
    ['パート含めて30人', 'employees', 30],
    ['家族3人でやっている', null, undefined],
    ['私と妻と従業員2人', null, 2],
    ['四十四人の従業員がいます', null, 44],
    ['従業員は四十四人', null, 44],
    ['従業員は十数人', null, undefined],
    ['7', 'employees', 7],
    ['8くらい', 'employees', 8],
    ['だいたい25人', 'employees', 25],
    ['従業員なしです', null, 0],
    ['一人でやっています', null, 0],
    ['従業員は50名ほど', null, 50],
    ['従業員が2人辞めて今は5人です', null, 5],
    ['社員を3人採用したい', null, undefined],
    ['従業員30人(うちパート20人)', null, 10],
    ['従業員は私を含めて5人', null, 4],
    ['職人3人と事務1人', null, 4],
    ['取引先は従業員100人の会社です', null, undefined],
    ['従業員20〜30人', null, undefined],
    ['2,3人', 'employees', undefined],
    ['従業員数:12', null, 12],
    ['いません', 'employees', 0],
    ['ゼロです', 'employees', 0],
    ['従業員はいません', null, 0],
    ['妻と二人でやってます', null, undefined],
    ['社員30人の町工場です', null, 30],
    ['30人ほどの会社です', null, 30],
    ['お客さんが10人しか来ない', null, undefined],
    ['従業員2,000,000人', null, undefined],
    ['パートさんが3人います', null, undefined],
    ['社員はゼロでパートが5人', null, 0],
    ['3人雇ってます', null, 3],
    ['オペレーターを三人雇っているコールセンター業です', null, 3],
    ['スタッフ5人の美容室', null, 5],
    ['社員12人、役員3人', null, 12],
    ['役員2名、従業員15名です', null, 15],
    ['正社員が8人、アルバイトが15人くらい', null, 8],
    ['従業員が辞めて困っている', null, undefined],
    ['ひとり親方です', null, 0],
    ['従業員5人を抱えて', null, 5],
    ['5名です', 'employees', 5],
    ['30年やってます', 'employees', undefined],
    ['資本金は300万です', 'employees', undefined],
    ['全部で12人です。うち正社員5人', 'employees', 5],
    ['従業員はパート入れて12人、正社員は4人', null, 4],
    ['1人', 'employees', 1],
    ['私だけです', 'employees', 0],
    ['従業員は私一人です', null, 0],
  ])('「%s」 (asked: %s) → %s', (said, asked, people) => {
    expect(of(said, asked).employees).toBe(people);
  });
});

describe('age of the firm on 2026-11-21', () => {
  it.each<Case<number>>([
    ['創業30年です', null, 30],
    ['業歴15年', null, 15],
    ['1973年創業', null, 53],
    ['昭和48年に父が始めた店です', null, 53],
    ['平成元年に開業', null, 37],
    ['令和2年に開業しました', null, 6],
    ['三代目です', null, undefined],
    ['居酒屋を始めて5年', null, 5],
    ['借りて5年です', null, undefined],
    ['30年やってきた食堂です', null, 30],
    ['コロナから5年', null, undefined],
    ['創業は昭和48年です', null, 53],
    ['3年前に独立しました', null, 3],
    ['40年近く豆腐屋をやってます', null, 40],
    ['リスケして3年', null, undefined],
    ['赤字が5年続いています', null, undefined],
    ['2020年に3000万借りた', null, undefined],
    ['昭和48年生まれです', null, undefined],
    ['社長になって5年', null, undefined],
    ['創業100年を超える酒蔵', null, 100],
    ['設立して20年の会社です', null, 20],
    ['50年続く旅館です', null, 50],
    ['創業以来50年', null, 50],
    ['2年前に新規事業を始めた', null, undefined],
    ['大正10年創業の老舗', null, 105],
    ['この商売を二十年やってます', null, 20],
    ['2、3年前に開業', null, undefined],
    ['30年', 'business_age', 30],
    ['昭和60年', 'business_age', 41],
    ['S48年創業', null, 53],
    ['創業半世紀です', null, 50],
    ['1985年4月に設立', null, 41],
    ['開業して8年になります', null, 8],
    ['板前を10年やって独立して3年', null, 3],
    ['5年前に借りた借金', null, undefined],
    ['創業5年目', null, 5],
  ])('「%s」 (asked: %s) → %s', (said, asked, years) => {
    expect(of(said, asked).business_age_years).toBe(years);
  });
});

describe('tax arrears', () => {
  it.each<[string, boolean | undefined]>([
    ['税金を滞納しています', true],
    ['社保が払えていない', true],
    ['消費税が払えない', true],
    ['税金の滞納はありません', false],
    ['滞納はない', false],
    ['社会保険料を待ってもらっている', true],
    ['消費税を分納しています', true],
    ['税金が払えなくなりそう', undefined],
    ['税金を滞納したらどうなりますか', undefined],
    ['税金は全部払っています', false],
    ['取引先が税金を滞納して差押えされた', undefined],
    ['家賃を滞納している', undefined],
    ['以前は税金を滞納していましたが完納しました', false],
    ['社保の滞納が300万あります', true],
    ['税金も社会保険も滞納なしです', false],
    ['固定資産税を払えずにいる', true],
    ['税理士に相談しています', undefined],
    ['消費税が来月払えないかもしれない', undefined],
    ['源泉所得税が遅れています', true],
    ['税務署に督促されている。消費税です', true],
  ])('「%s」 → %s', (said, arrears) => {
    expect(of(said).tax_arrears).toBe(arrears);
  });
});

describe('a whole story', () => {
  it('gives all its facts', () => {
    const said =
      '神戸市兵庫区で父の代から続く町工場です。昭和48年創業、資本金１，０００万円、従業員13名とパート4名。公庫に2,000万、地元の信金に1,500万円の借入があり毎月65万円返済してます。社会保険料を滞納しています';
    expect(of(said)).toEqual({
      prefecture: '兵庫県',
      industry: first,
      capital_yen: 1000 * man,
      debt_yen: 3500 * man,
      monthly_repayment_yen: 65 * man,
      employees: 13,
      business_age_years: 53,
      tax_arrears: true,
    });
  });

  it('a text without facts gives none', () => {
    expect(of('最近なんだか疲れました。どうしたらいいでしょうか')).toEqual({});
  });
});

describe('any text', () => {
  it('never throws, and every number is sane', () => {
    const pieces = [
      '資本金',
      '借入',
      '万',
      '億',
      '3',
      ',',
      '一',
      '従業員',
      '人',
      '年',
      '創業',
      '昭和',
      '大阪',
      '市',
      '税金',
      '滞納',
      '-',
      '、',
      '。',
      'から',
      '兆',
      '〒',
      '0',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string()), { maxLength: 60 }),
        fc.constantFrom(null, 'capital', 'employees', 'prefecture', 'debt'),
        (parts, asked) => {
          const facts = of(parts.join(''), asked);
          const numbers = [
            facts.capital_yen,
            facts.debt_yen,
            facts.monthly_repayment_yen,
            facts.employees,
            facts.business_age_years,
          ].filter((one) => one !== undefined);
          expect(numbers.every((one) => Number.isSafeInteger(one) && one >= 0)).toBe(true);
        },
      ),
    );
  });

  it.each(['大阪', '工場で', '万', 'バー', '税', '1年', '借入300万', '1,', '中央区', '従業員3人', '昭和48年'])(
    '20,000 characters of 「%s」 are bounded in time',
    (piece) => {
      const text = piece.repeat(20_000 / piece.length);
      of(text);
      const start = performance.now();
      of(text);
      expect(performance.now() - start).toBeLessThan(300); // about 40 ms on an idle machine; catastrophic patterns take seconds
    },
  );
});

it('places.json is what scripts/places.ts generates', { timeout: 120_000 }, async () => {
  const committed = readFileSync(join(import.meta.dirname, '../../knowledge/language/places.json'), 'utf8');
  expect(committed === (await placesFile()), 'Run: node scripts/places.ts').toBe(true);
});
