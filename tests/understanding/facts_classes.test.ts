/** Facts by class, each in the words of invented owners: trades told by what is done and with what, places and codes, numbers as they are said. */
import { describe, expect, it } from 'vitest';
import { extractFacts } from '../../src/understanding/facts/index.ts';
import type { Facts } from '../../src/understanding/types.ts';

const of = (text: string, asked: string | null = null): Facts => extractFacts(text.normalize('NFKC'), asked, '2026-11-21');
const first = 'manufacturing_construction_transport_other';
const lines = (text: string): string[] => text.trim().split(/\s*\n\s*/);

const trades: Record<string, string> = {
  [first]: `
    自動車のシートカバーを縫っている会社です
    学校給食用の豆腐を納めてる工場です
    電線の被覆をむいて端子をつける内職みたいな下請けです
    山の木を伐って市場に出す仕事です
    アパートを3棟持って貸してます
    家の雨漏りを直す屋根専門の職人
    損害保険の代理店を営んでます
    着物の帯を織る機屋です
    ローカル紙の発行をしてる出版社
    フェリー乗り場で船を出してます
    電気の工事屋ですわ
    冷凍うどんを製造している会社
    除草や剪定をやる造園の会社
    酒米を作って自分とこで酒を造ってます
    大田区の3人でやってる挽き物屋です
    ホテルに卸すパンの工場
    船のエンジンの部品を鋳造
    清酒の蔵です
    切り花を市場に出荷
    段ボール製造の町工場
    ソーラーの設置業者
    豚を200頭
    ガラス屋で窓の交換が多い
    特殊車両の架装
    砕石場
    居酒屋やスーパーに鶏肉を卸す前の加工場
    ラーメン屋さん向けの麺を作っています
    高知でゆず作りゆうがです
    秋田の造り酒屋の者です
    北海道で玉ねぎを20町
    茨城で干し芋こしらえてます
    熊本でい草植えとります
    奈良で靴下編んどる工場です
    栃木でいちごやってますが
    道路をつくる会社
    ボイラーの据付
    大家業
  `,
  retail: `
    駅前で花を売る店です
    中古のバイクを扱う店です
    石窯ピザの店
    地元の野菜や惣菜を並べる直売所
    処方箋を受け付ける薬局
    たこ焼きを焼いてます
    コンビニを2店舗経営
    お弁当を作って会社に届けてます
    軽食と飲み物を出す喫茶
    観光客相手に土産を売ってます
    夫婦で小さな食べ物屋
    駄菓子とたばこの店
    農家から仕入れて野菜を売る八百屋
    ネットショップで雑貨を売ってます
    金物と荒物
    モスみたいなハンバーガー店
    うどんを打って出してます
    学校や官公庁に事務用品を売ってる文具店
    薬の店
    スナックを切り盛りしてます
    お好み焼きを焼いてるおばちゃんです
    自家焙煎のコーヒー豆を売ってます
    コンビニのオーナーです
    お茶を売る店
    アイスを売るキッチンカー
  `,
  wholesale: `
    飲食店に酒を卸してます
    建築金物を工務店に卸しています
    ねじの専門商社
    古紙の問屋
    タイヤの卸
    輸入ワインの卸
    飲食店に食材を届ける卸
    海産物を仕入れて全国の料亭に卸しています
    業務用洗剤の卸売
    問屋の四代目
    輸入雑貨を小売店に卸す仕事
  `,
  service: `
    髪を切る仕事です
    子どもにピアノを教えてます
    結婚式の写真を撮ってます
    介護スタッフの派遣
    衣類の丸洗いをするクリーニング
    ゴルフのレッスンプロ
    動画の編集を請け負ってます
    空調機の保守点検
    銭湯をやってます
    着付けを教えてます
    人材を紹介する会社
    学習塾を3教室
    町の写真館
    車の板金塗装
    産廃の処理業
    経営コンサル
    釣り船じゃなくて釣り堀
    銭湯
    便利屋
    スキースクール
    人の髪をいじって30年
    人の家を掃除してまわってます
    求人広告の代理店
    体操を教える教室
    会議室を貸してます
  `,
  software_it: `
    業務用のソフトを作っています
    ホームページを作る仕事
    プログラマーを客先に常駐させてる会社です
    ネットワークの構築
    AIの受託開発
    Web制作会社
    スマホゲームの会社
    データ入力の受託
    工場向けの生産管理システムを開発してます
    スマホの中で動くものを作ってます、アプリです
    ホームページを作って管理してます
    ゲームをつくるスタジオ
  `,
  rubber_products: `
    ゴムのパッキンを作る会社
    長靴を作るゴム屋
    タイヤを再生する工場
    ゴムの加工業
    ゴムの成形
    自動車のゴム部品を作る町工場
    ゴムを練って型に流す仕事
  `,
  ryokan_hotel: `
    客室12の小さな宿
    素泊まりの宿です
    お客さんを泊める商売
    スキー客の泊まるロッジ
    釣り客を泊める民宿
    ビジネスホテル
    温泉旅館です
    ゲストハウス運営
    民泊を3軒
    古い町家を一日一組で貸してます
    合宿の学生さんを泊める宿
  `,
};

describe('the trade from what is done, made, sold, and with what', () => {
  it.each(Object.entries(trades).flatMap(([row, said]) => lines(said).map((one) => [one, row] as const)))('「%s」 → %s', (said, row) => {
    expect(of(said).industry).toBe(row);
  });

  it.each(
    lines(`
      返済計画を作っています
      資料作ってます
      土地を売っています
      母の世話をしています
      部品を作っている会社に勤めていました
      花を売る店が隣にできました
      大手が安い靴を売っています
      牛を3頭手放しました
      牛丼を食べてます
      ホテルの仕事が多いです
      息子がアプリを作っています
      新商品を作っています
      取引先が車を30台持っています
      髪を切ってもらいました
      設備を売って返済しました
    `),
  )('「%s」 tells no trade', (said) => {
    expect(of(said).industry).toBeUndefined();
  });
});

describe('places, codes and specialities', () => {
  it.each(
    lines(`
      市外局番が011の会社です → 北海道
      026-xxx-xxxxの旅館です → 長野県
      固定は086です → 岡山県
      電話は093-から → 福岡県
      TEL:099-222-3333 → 鹿児島県
      06のほうです → 大阪府
      025の町で酒屋してます → 新潟県
      0166エリアで農家 → 北海道
      市外局番でいうと075 → 京都府
      0880エリアの民宿 → 高知県
      0739の梅農家 → 和歌山県
      0852で和菓子屋 → 島根県
      058の繊維 → 岐阜県
      028の餃子屋 → 栃木県
      0197で鋳物やってます → 岩手県
      一番町で洋服屋、仙台 → 宮城県
      湘南でサーフショップ → 神奈川県
      ミナミで居酒屋 → 大阪府
      祇園でお茶屋 → 京都府
      淡路島で玉ねぎ → 兵庫県
      筑豊の建設業 → 福岡県
      屋久島でガイド → 鹿児島県
      軽井沢のレストラン → 長野県
      伊豆で温泉宿 → 静岡県
      鬼怒川温泉のホテル → 栃木県
      能登で民宿 → 石川県
      白川郷で民宿 → 岐阜県
      吉野で割り箸 → 奈良県
      小豆島でそうめん → 香川県
      五島で養殖 → 長崎県
      津軽でりんご → 青森県
      つくばで研究機器の会社 → 茨城県
      横浜中華街で料理店 → 神奈川県
      神戸の三宮 → 兵庫県
      倉敷の美観地区 → 岡山県
      十勝で酪農 → 北海道
      足立区でプレス → 東京都
      川崎区の運送 → 神奈川県
      清水区で缶詰 → 静岡県
      長田区で靴 → 兵庫県
      むつ市でホタテの貝むきやってます → 青森県
      白馬でスキー客の宿をしてます → 長野県
      桐生の機屋です → 群馬県
      倉敷でジーンズ縫ってる → 岡山県
      久留米でゴム靴つくってる → 福岡県
      都城で焼酎つくりよります → 宮崎県
      函館の朝市で海鮮丼屋 → 北海道
      那須で牛を飼って乳を出荷 → 栃木県
      横須賀で美容室、席3つ → 神奈川県
      常滑で土管の窯 → 愛知県
      みなべ町で梅干し漬けてます → 和歌山県
      馬路村でゆず加工 → 高知県
      銚子でイワシの缶詰 → 千葉県
      有田焼の窯元 → 佐賀県
      輪島塗をやっとります → 石川県
      今治タオルを織っています → 愛媛県
      うどん県です → 香川県
      東京ディズニーランドの近く → 千葉県
      桜島フェリーの乗り場で食堂 → 鹿児島県
    `).map((line) => line.split(' → ') as [string, string]),
  )('「%s」 → %s', (said, prefecture) => {
    expect(of(said).prefecture).toBe(prefecture);
  });

  it.each(
    lines(`
      おおむたしです → 福岡県
      にいはま → 愛媛県
      すみだ、下町です → 東京都
      鹿嶋、サッカーの方 → 茨城県
      都筑区の倉庫です → 神奈川県
      〇七八です → 兵庫県
    `).map((line) => line.split(' → ') as [string, string]),
  )('「%s」 in reply → %s', (said, prefecture) => {
    expect(of(said, 'prefecture').prefecture).toBe(prefecture);
  });

  it.each(
    lines(`
      有田焼を売っています
      今治タオルを仕入れています
      信楽焼が好きです
      店の者は津軽弁です
      やめ
      銀座通り商店街の店です
    `),
  )('「%s」 is no evidence', (said) => {
    expect(of(said).prefecture).toBeUndefined();
  });
});

type Case = [said: string, asked: string | null, value: number | undefined];

describe('employees', () => {
  it.each<Case>([
    ['社員は私のほか9名です', null, 9],
    ['若い衆4人使ってます', null, 4],
    ['20人いた社員も今や15人', null, 15],
    ['八名の社員がおります', null, 8],
    ['正社員はふたり', null, 2],
    ['従業員を置いていません', null, 0],
    ['一人社長です', null, 0],
    ['身内だけでやってて従業員はゼロ', null, 0],
    ['総勢12名でやっております', null, 12],
    ['12人で回してます', null, 12],
    ['人員は25', null, 25],
    ['働いてくれてるのは18人', null, 18],
    ['社員三十名', null, 30],
    ['メンバーは10人', null, 10],
    ['正社員6/パート3', null, 6],
    ['ドライバーが14人おります', null, 14],
    ['私と妻のほかに3人', null, 3],
    ['社員3名、契約社員2名、派遣4名', null, 3],
    ['8人の会社です', null, 8],
    ['従業員は今のところ二人', null, 2],
    ['社会保険に入ってるのは7人', null, 7],
    ['社員7人、うち2人は役員', null, 5],
    ['従業員は12名で、うち8名がパート', null, 4],
    ['社員は7人いて、パートさんも何人か', null, 7],
    ['社員7名で旅館を切り盛り', null, 7],
    ['仲居5人と板前2人', null, 7],
    ['大工7人抱える工務店', null, 7],
    ['人を7人使っとります', null, 7],
    ['スタッフは僕以外に7人', null, 7],
    ['社員: 7', null, 7],
    ['社員数7', null, 7],
    ['作業員が7名', null, 7],
    ['社員7名ほどの旅館', null, 7],
    ['3人だけです', 'employees', 3],
    ['さんにん', 'employees', 3],
    ['10人くらいかな', 'employees', 10],
    ['俺ひとり', 'employees', 0],
    ['夫婦二人です', 'employees', 0],
    ['正社員だけなら4人', 'employees', 4],
    ['4人。ほかにパート2人', 'employees', 4],
    ['7人です、あとパートが3人', 'employees', 7],
    ['正社員7、パート3', 'employees', 7],
    ['いないです', 'employees', 0],
    ['自分だけ', 'employees', 0],
    ['お客さんは1日20人', null, undefined],
    ['社員旅行に20人で行った', null, undefined],
    ['社員を5人増やしたい', null, undefined],
    ['取引先の社員は100人', null, undefined],
  ])('「%s」 (asked: %s) → %s', (said, asked, value) => {
    const found = of(said, asked).employees;
    expect(found).toBe(value);
  });
});

describe('the age of the firm', () => {
  it.each<Case>([
    ['創業してかれこれ20年', null, 20],
    ['のれんを守って20年', null, 20],
    ['商売を続けて20年', null, 20],
    ['20年になります、この店も', null, 20],
    ['2000年に会社を設立', null, 26],
    ['平成十二年に店を始めました', null, 26],
    ['昭和40年から商売をしております', null, 61],
    ['1965年開店', null, 61],
    ['2015年スタート', null, 11],
    ['百年続く蔵', null, 100],
    ['開業3年目の店', null, 3],
    ['オープンから3年', null, 3],
    ['今年開業しました', null, 0],
    ['今年で45年になります', null, 45],
    ['45年の歴史があります', null, 45],
    ['業歴は45年ほど', null, 45],
    ['45年目に入りました', null, 45],
    ['親父が始めて30年', null, 30],
    ['タクシー会社を15年', null, 15],
    ['創業明治元年', null, 158],
    ['平成30年に法人登記しました', null, 8],
    ['10年前から商売してます', null, 10],
    ['開業10年超', null, 10],
    ['かれこれ10年やってます', null, 10],
    ['店は10年目です', null, 10],
    ['会社を作ってから10年', null, 10],
    ['R3年創業', null, 5],
    ['98年創業', null, 28],
    ['平成10年(1998年)創業', null, 28],
    ['設立 平成10年', null, 28],
    ['父が平成10年に始めた工場', null, 28],
    ['五十年やってる豆腐屋', null, 50],
    ['50年前に祖父が開いた店', null, 50],
    ['昭和からもう50年やってます', null, 50],
    ['半世紀やってきた', null, 50],
    ['創業から150年の老舗旅館', null, 150],
    ['12年前に起業した', null, 12],
    ['12年間この仕事をしています', null, 12],
    ['12年ほど営んでいます', null, 12],
    ['15年です', 'business_age', 15],
    ['15年目', 'business_age', 15],
    ['平成12年', 'business_age', 26],
    ['じゅうごねん', 'business_age', 15],
    ['結婚して20年', null, undefined],
    ['20年前に家を建てました', null, undefined],
    ['20年の付き合いの銀行', null, undefined],
    ['45歳です', null, undefined],
    ['借入は残り5年です', null, undefined],
    ['機械は20年使ってます', null, undefined],
    ['社長歴20年です', null, undefined],
  ])('「%s」 (asked: %s) → %s', (said, asked, value) => {
    const found = of(said, asked).business_age_years;
    if (value === undefined) expect(found).toBeUndefined();
    else expect(Math.abs((found ?? -9) - value)).toBeLessThanOrEqual(1);
  });
});

describe('debt in units of 10,000 yen', () => {
  it.each<Case>([
    ['借入残高三千万円', null, 3000],
    ['3000万ほど借金が残っております', null, 3000],
    ['借り入れ3000万円あり', null, 3000],
    ['残りの借金3000万', null, 3000],
    ['あと3000万返済が残ってる', null, 3000],
    ['コロナ融資の残りが3000万', null, 3000],
    ['公庫1000万、信金2000万の借入', null, 3000],
    ['地銀1500万・公庫1500万', null, 3000],
    ['短期が1000万、長期が2000万', null, 3000],
    ['ノンバンクに500万と銀行に2500万', null, 3000],
    ['全部合わせて3000万の借金', null, 3000],
    ['1億2500万の借入', null, 12500],
    ['借入はありません', null, 0],
    ['借入なし', null, 0],
    ['借金総額4500万', null, 4500],
    ['債務が4500万', null, 4500],
    ['4500万残ってます、借金', null, 4500],
    ['借金を4500万抱えて', null, 4500],
    ['銀行から4500万', null, 4500],
    ['4500万円の負債を抱えています', null, 4500],
    ['借入:4500万円', null, 4500],
    ['ローン残高4500万', null, 4500],
    ['設備のローンが4500万', null, 4500],
    ['保証協会付きで4500万', null, 4500],
    ['四千五百万の借入れ', null, 4500],
    ['ないです', 'debt', 0],
    ['3千万ぐらいかな', 'debt', 3000],
    ['だいたい3000万', 'debt', 3000],
    ['公庫1000、信金2000', 'debt', 3000],
    ['3000万借りようか迷ってます', null, undefined],
    ['3000万の融資を申し込みたい', null, undefined],
    ['住宅ローンが3000万', null, undefined],
    ['売掛金が3000万残っている', null, undefined],
  ])('「%s」 (asked: %s) → %s', (said, asked, value) => {
    const found = of(said, asked).debt_yen;
    expect(found).toBe(value === undefined ? undefined : Math.round(value * 10_000));
  });
});

describe('capital in units of 10,000 yen', () => {
  it.each<Case>([
    ['資本金は一千万', null, 1000],
    ['資本金は1000万円です', null, 1000],
    ['資本金が1000万で', null, 1000],
    ['登記上の資本金は1000万円', null, 1000],
    ['出資金1000万', null, 1000],
    ['資本金10,000,000円', null, 1000],
    ['資本金500万から1000万に増やしました', null, 1000],
    ['昔の有限で300万の資本金', null, 300],
    ['資本金300万円也', null, 300],
    ['資本金が300万の有限会社', null, 300],
    ['300万を資本金にしてます', null, 300],
    ['資本金額300万円', null, 300],
    ['資本金=300万', null, 300],
    ['資本金は¥3,000,000', null, 300],
    ['資本金3000000', null, 300],
    ['資本金は父の代から300万円', null, 300],
    ['うちの資本金、300万しかない', null, 300],
    ['資本金1億5千万', null, 15000],
    ['1億の資本金', null, 10000],
    ['1000万', 'capital', 1000],
    ['千万', 'capital', 1000],
    ['1000万だったかな', 'capital', 1000],
    ['1円', 'capital', 0.0001],
    ['三百', 'capital', 300],
    ['300です', 'capital', 300],
    ['自己資本は1000万', null, undefined],
    ['資本金を1000万にしたい', null, undefined],
  ])('「%s」 (asked: %s) → %s', (said, asked, value) => {
    const found = of(said, asked).capital_yen;
    expect(found).toBe(value === undefined ? undefined : Math.round(value * 10_000));
  });
});

describe('monthly repayment in units of 10,000 yen', () => {
  it.each<Case>([
    ['毎月30万の返済', null, 30],
    ['月に30万返してます', null, 30],
    ['返済は月額30万円です', null, 30],
    ['毎月の銀行への支払いが30万', null, 30],
    ['毎月30万円ほど返済に回しています', null, 30],
    ['30万円を毎月返済', null, 30],
    ['元利均等で月30万円', null, 30],
    ['毎月公庫10万と信金20万', null, 30],
    ['月の約定返済が30万', null, 30],
    ['1か月に30万返す', null, 30],
    ['毎月の返済元金が30万', null, 30],
    ['毎月25日に30万返済', null, 30],
    ['半年ごとに180万返済', null, 30],
    ['毎月30万円の元金返済', null, 30],
    ['月の返済 30万', null, 30],
    ['毎月の返済が公庫10万と信金20万', null, 30],
    ['毎月返してるのが30万', null, 30],
    ['返済額が月三十万', null, 30],
    ['へんさいは毎月30万', null, 30],
    ['30万', 'monthly_repayment', 30],
    ['三十万ほど', 'monthly_repayment', 30],
    ['月に30万円', 'monthly_repayment', 30],
    ['三十万', 'monthly_repayment', 30],
    ['公庫10万と銀行20万', 'monthly_repayment', 30],
    ['家賃が毎月30万', null, undefined],
    ['毎月30万の赤字', null, undefined],
    ['毎月30万なら返せます', null, undefined],
    ['月30万の仕入れ', null, undefined],
  ])('「%s」 (asked: %s) → %s', (said, asked, value) => {
    const found = of(said, asked).monthly_repayment_yen;
    expect(found).toBe(value === undefined ? undefined : Math.round(value * 10_000));
  });
});

it.each(['作って売っ', '花の店', '輪島塗の', '牛60頭', '仕入れて', 'ゴムの', '縫っ て ', 'お', 'さんびゃく'])(
  '20,000 characters of 「%s」 are bounded in time',
  (piece) => {
    const text = piece.repeat(20_000 / piece.length);
    of(text);
    const start = performance.now();
    of(text);
    expect(performance.now() - start).toBeLessThan(300); // at most 160 ms on an idle machine; catastrophic patterns take seconds
  },
);
