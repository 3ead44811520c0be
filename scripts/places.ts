/**
 * Generates knowledge/language/places.json: prefectures, municipalities, wards and postal codes from Japan Post's tables
 * (package yubin), and which bare names are also family names or common words (IPADIC of kuromoji).
 * Run: node scripts/places.ts
 */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { getAddress } from 'yubin';

/** Cities whose kana spelling is recognised as well: capitals of prefectures, designated cities and other large ones. */
const citiesInKana =
  '札幌市 函館市 旭川市 釧路市 帯広市 苫小牧市 小樽市 北見市 青森市 八戸市 弘前市 盛岡市 仙台市 石巻市 秋田市 山形市 郡山市 いわき市 会津若松市 水戸市 つくば市 宇都宮市 前橋市 高崎市 ' +
  'さいたま市 川越市 川口市 所沢市 船橋市 市川市 八王子市 町田市 横浜市 川崎市 相模原市 横須賀市 藤沢市 新潟市 長岡市 富山市 高岡市 金沢市 福井市 甲府市 松本市 岐阜市 大垣市 浜松市 沼津市 ' +
  '名古屋市 豊橋市 岡崎市 豊田市 一宮市 春日井市 四日市市 鈴鹿市 大津市 彦根市 宇治市 舞鶴市 東大阪市 高槻市 枚方市 豊中市 吹田市 八尾市 岸和田市 神戸市 姫路市 尼崎市 西宮市 明石市 加古川市 ' +
  '宝塚市 奈良市 和歌山市 鳥取市 米子市 松江市 出雲市 岡山市 倉敷市 広島市 福山市 尾道市 下関市 宇部市 徳島市 高松市 丸亀市 松山市 今治市 高知市 北九州市 久留米市 佐賀市 唐津市 長崎市 佐世保市 ' +
  '熊本市 別府市 宮崎市 都城市 延岡市 鹿児島市 那覇市';

/** Whose kana cannot be cut out of the wards' (「し」 inside the name). */
const kanaExceptions = new Map([
  ['四日市市', 'よっかいち'],
  ['広島市', 'ひろしま'],
  ['北九州市', 'きたきゅうしゅう'],
]);

/** Cities IPADIC also lists as words, but which nobody means as a word. */
const noWords = new Set(
  (
    'いわき つくば さいたま つくばみらい あわら うるま うきは えりも 松山 船橋 取手 唐津 上田 小松 下田 伊達 天草 石垣 鳴門 柳川 沼田 青梅 大洲 名取 千歳 塩尻 砂川 滝川 山形 宮城 島根 島田 結城 矢板 ' +
    '直方 裾野 逗子 銚子 黒石 朝霞 貝塚 千代田 江東 北上 八千代 松原 斑鳩 垂水 富士見 三好 新宮 本宮 瀬戸 日光 伊達'
  ).split(' '),
);

/** Cities IPADIC also lists as family names, but which everybody takes for the city. */
const noSurnames = new Set(
  (
    '名古屋 札幌 仙台 横浜 神戸 浜松 静岡 新潟 姫路 尼崎 西宮 倉敷 函館 旭川 釧路 帯広 苫小牧 小樽 八戸 弘前 盛岡 宇都宮 水戸 前橋 川越 所沢 船橋 八王子 横須賀 沼津 豊橋 四日市 彦根 舞鶴 枚方 豊中 岸和田 ' +
    '加古川 宝塚 米子 出雲 尾道 下関 丸亀 今治 久留米 唐津 佐世保 別府 延岡 那覇 石巻 酒田 鶴岡 米沢 郡山 日立 土浦 熱海 春日井 一宮 桑名 伊勢 鳥羽 敦賀 七尾 境港 新居浜 宇和島 大牟田 諫早 島原 八代 日田 都城 ' +
    '阿蘇 輪島 金沢 鎌倉 能登 銚子 伊豆 伊賀 伊勢崎 佐渡 八女 五島 淡路 嬬恋 下呂 下諏訪 諏訪 越前 若狭 美濃 美作 加賀 珠洲 氷見 十和田 久慈 富士 富士宮 焼津 掛川 常滑 知多 知立 刈谷 ' +
    '尾鷲 宍粟 赤穂 江津 総社 下松 柳井 阿南 坂出 筑後 嬉野 武雄 対馬 宇土 天草 玉名 山鹿 人吉 杵築 臼杵 由布 日南 霧島 糸満 宜野湾 浦添 豊見城 岩見沢 恵庭 江別 石狩 留萌 士別 名寄 ' +
    '音更 喜多方 二本松 須賀川 男鹿 鹿角 尾花沢 寒河江 遠野 二戸 平泉 雫石 茅ヶ崎 小田原 我孫子 館山 君津 富津 鋸南 深谷 桶川 桐生 渋川 古河 潮来 柏崎 糸魚川 小千谷 砺波 射水 滑川 韮崎 笛吹 岡谷 ' +
    '須坂 湖西 豊川 犬山 郡上 土岐 亀山 志摩 甲賀 栗東 野洲 城陽 綾部 与謝野 貝塚 和泉 守口 茨木 吹田 生駒 五條 海南 串本 太地 津山 玉野 庄原 三次 長門 美馬 宇多津 土佐 安芸 須崎 ' +
    '串間 九十九里 猪苗代 下田 武豊 益子 真鶴 湯河原 箕輪 身延 小布施 白馬 野辺地 むつ つがる 山武 一関 取手 牛久 鴨川 ' +
    '北見 根室 網走 稚内 室蘭 千歳 釜石 花巻 気仙沼 横手 会津若松 鹿児島 広島 大阪 東京 京都'
  ).split(' '),
);

interface Region {
  kana: string;
  municipalities: Set<string>;
  wards: Set<string>;
  counties: Set<string>;
}

export interface GeneratedPlaces {
  generated: string;
  /** By official name. Lists are separated by spaces; wards carry their city: 神戸市灘区. */
  prefectures: Record<string, { kana: string; municipalities: string; wards: string; counties: string }>;
  /** Bare names (浜田) that are also family names, and those that are also words (中央). */
  surnames: string;
  words: string;
  /** Kana spelling of larger cities → prefecture. */
  kana: Record<string, string>;
  /** Prefecture → kana spellings of all cities (without し) and wards (with く): understood in a reply to the question of the prefecture. */
  kanaInReply: Record<string, string>;
  /** Prefecture → the shortest postal prefixes that lie in it alone. */
  postal: Record<string, string>;
}

const hiragana = (kana: string): string => kana.replaceAll(/[ァ-ヶ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0x60));

/** The name without 市, 区, 町, 村. */
const bare = (name: string): string => name.replace(/[市区町村]$/, '');

/** Splits Japan Post's `city` column: 三重郡川越町, 神戸市灘区, 千代田区, 浜田市. County-like names of cities (郡山市, 大和郡山市) are no counties. */
function divide(city: string): { municipality: string; ward?: string; county?: string } {
  const ward = /^(.+市)(.+区)$/.exec(city);
  if (ward) return { municipality: ward[1] ?? city, ward: city };
  const county = /^(.+?郡)(.+[町村])$/.exec(city);
  if (county) return { municipality: county[2] ?? city, county: county[1] ?? '' };
  return { municipality: city };
}

/** Shortest prefixes of the 7-digit codes that belong to one prefecture alone. */
function shortestPrefixes(prefectureOf: Map<string, string>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const divideBelow = (prefix: string, codes: string[]): void => {
    const prefectures = new Set(codes.map((code) => prefectureOf.get(code) ?? ''));
    const [only] = prefectures;
    if (prefectures.size === 1 && only !== undefined) {
      found.set(only, [...(found.get(only) ?? []), prefix]);
      return;
    }
    const byDigit = Map.groupBy(codes, (code) => code.charAt(prefix.length));
    for (const [digit, below] of byDigit) divideBelow(prefix + digit, below);
  };
  divideBelow('', [...prefectureOf.keys()]);
  return found;
}

interface Ipadic {
  token_info_dictionary: { target_map: Record<number, number[]>; getFeatures(id: number): string };
  viterbi_builder: { trie: { commonPrefixSearch(word: string): { k: string; v: number }[] } };
}

/** The dictionary inside kuromoji, which ships no types. */
function loadIpadic(): Promise<Ipadic> {
  const require = createRequire(import.meta.url);
  const kuromoji = require('kuromoji') as {
    builder(options: { dicPath: string }): { build(done: (error: Error | null, tokenizer: Ipadic) => void): void };
  };
  const dicPath = join(dirname(require.resolve('kuromoji/package.json')), 'dict');
  return new Promise((resolve, reject) => {
    kuromoji.builder({ dicPath }).build((error, tokenizer) => {
      if (error) reject(error);
      else resolve(tokenizer);
    });
  });
}

/** Parts of speech IPADIC knows for a whole word. */
function partsOfSpeech(ipadic: Ipadic, word: string): string[] {
  const entries = ipadic.viterbi_builder.trie.commonPrefixSearch(word).filter((entry) => entry.k === word);
  return entries.flatMap(({ v }) =>
    (ipadic.token_info_dictionary.target_map[v] ?? []).map((id) => ipadic.token_info_dictionary.getFeatures(id)),
  );
}

function alsoWord(ipadic: Ipadic, name: string): boolean {
  if (noWords.has(name)) return false;
  if (/^[ぁ-ん]+$/.test(name)) return true;
  return partsOfSpeech(ipadic, name).some((features) => !features.includes('固有名詞'));
}

const alsoSurname = (ipadic: Ipadic, name: string): boolean =>
  !noSurnames.has(name) && partsOfSpeech(ipadic, name).some((features) => features.includes('人名'));

interface PostOffice {
  regions: Map<string, Region>;
  prefectureOf: Map<string, string>;
  kana: Map<string, string>;
  kanaInReply: Map<string, Set<string>>;
}

/** Reads every postal code once (about 3 seconds). */
function readPostOffice(): PostOffice {
  const post: PostOffice = { regions: new Map(), prefectureOf: new Map(), kana: new Map(), kanaInReply: new Map() };
  for (let number = 0; number < 10_000_000; number++) {
    const code = String(number).padStart(7, '0');
    const address = getAddress(code);
    if (!address) continue;
    post.prefectureOf.set(code, address.prefecture);
    if (address.source !== 'ken_all') continue;
    addAddress(post, address);
  }
  return post;
}

function addAddress(post: PostOffice, address: { prefecture: string; prefectureKana: string; city: string; cityKana: string }): void {
  const region = post.regions.get(address.prefecture) ?? {
    kana: hiragana(address.prefectureKana),
    municipalities: new Set(),
    wards: new Set(),
    counties: new Set(),
  };
  post.regions.set(address.prefecture, region);
  const { municipality, ward, county } = divide(address.city);
  region.municipalities.add(municipality);
  if (ward) region.wards.add(ward);
  if (county) region.counties.add(county);
  addKana(post, address, municipality, ward !== undefined);
}

function addKana(post: PostOffice, address: { prefecture: string; cityKana: string }, municipality: string, isWard: boolean): void {
  const name = hiragana(address.cityKana);
  const cityKana = isWard ? /^.+?し(?=.+く$)/.exec(name)?.[0] : name;
  const kana = kanaExceptions.get(municipality) ?? cityKana?.replace(/し$/, '');
  if (!kana) return;
  if (citiesInKana.split(' ').includes(municipality)) post.kana.set(kana, address.prefecture);
  if (!/[市区]$/.test(municipality)) return;
  const spellings = post.kanaInReply.get(address.prefecture) ?? new Set();
  post.kanaInReply.set(address.prefecture, spellings.add(kana));
  if (isWard) spellings.add(name.slice(kana.length + 1));
  if (municipality.endsWith('区')) spellings.add(kana.replace(/く$/, ''));
}

const inOrder = (names: Iterable<string>): string => [...names].sort().join(' ');

/** Everything places.json holds. */
export async function generatePlaces(): Promise<GeneratedPlaces> {
  const ipadic = await loadIpadic();
  const { regions, prefectureOf, kana, kanaInReply } = readPostOffice();
  const codeOrder = [...regions].sort(([, a], [, b]) => (a.kana < b.kana ? -1 : 1));
  const bareNames = new Set(
    [...regions].flatMap(([prefecture, region]) => [
      prefecture.replace(/(?<!北海)[都道府県]$/, ''),
      ...[...region.municipalities].map(bare),
    ]),
  );
  return {
    generated: 'from yubin (Japan Post) and kuromoji (IPADIC) by: node scripts/places.ts',
    prefectures: Object.fromEntries(
      codeOrder.map(([name, region]) => [
        name,
        {
          kana: region.kana,
          municipalities: inOrder(region.municipalities),
          wards: inOrder(region.wards),
          counties: inOrder(region.counties),
        },
      ]),
    ),
    surnames: inOrder([...bareNames].filter((name) => alsoSurname(ipadic, name))),
    words: inOrder([...bareNames].filter((name) => alsoWord(ipadic, name))),
    kana: Object.fromEntries([...kana].sort(([a], [b]) => (a < b ? -1 : 1))),
    kanaInReply: Object.fromEntries(codeOrder.map(([name]) => [name, inOrder(kanaInReply.get(name) ?? [])])),
    postal: Object.fromEntries(
      [...shortestPrefixes(prefectureOf)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, prefixes]) => [name, inOrder(prefixes)]),
    ),
  };
}

/** The text of places.json. */
export const placesFile = async (): Promise<string> => `${JSON.stringify(await generatePlaces(), null, 1)}\n`;

if (import.meta.main) writeFileSync(join(import.meta.dirname, '../knowledge/language/places.json'), await placesFile());
