/** Whether the name of a place is said as one: not as a family name, a company's, a product's, or an idiom. */
import { after, before } from './around.ts';
import { namesCraft } from './crafts.ts';
import { beforeStation, landmarkLength } from './landmarks.ts';
import { isUnmistakable, placesAt, type Place } from './places.ts';
import { tradesIn } from './trades.ts';

const person =
  'さん|さま|様|氏(?!名)|くん|君|ちゃん|先生|社長|会長|専務|常務|部長|課長|支店長|家の|と申|と名乗|と言います|といいます|という(?:会社|者|もの|人|名)';
const company =
  '(?:第[一二三四])?銀行|信用金庫|信金|信用組合|信組|商店(?!街)|商事|商会|製作所|製鋼|製鉄|工業(?!団地|地帯)|興業|建設(?!業)|鉄工|工務店|水産(?!加工)|食品|産業|物産|電機|電力|電気|ガス|化学|重工|運輸(?!業)|運送(?!業)|交通|自動車|タクシー|\\(株|株式会社|有限会社|\\(有|大学|高校|新聞|放送|テレビ';
const product =
  '弁(?!当屋)|人(?!口)|府民|県民|都民|道民|市民|区民|民|っ子|牛|うどん|ラーメン|らーめん|そば(?!屋)|焼(?!肉屋|き鳥屋|き肉屋)|料理|風|県?産|米|茶|みかん|りんご|ねぎ|野菜|和牛|豚|酒(?!屋|蔵|店)|名物|土産|漬|弁当|織|紬|塗|人形|ドーム|タワー|マラソン|万博|五輪|旅行|出張|帰り|行き|本線|線|空港|時代|年|苦|構造|奏|唱|さま|警|立(?!地)|場(?!所)|議|長(?!田|野|崎|岡|浜|町|者)';
const notAPlace = new RegExp(`^(?:${person}|${company}|${product})`);

const placeNoun =
  '下請け?|窯|蔵|宿|市場|工房|職人|販売|民芸|土産|会社|法人|店|工場|旅館|ホテル|民宿|居酒屋|食堂|飲食|温泉|駅|農|園|製造|加工|水産|建設|工務|酒蔵|美容|理容|床屋|塾|サロン|カフェ|バー|スナック|業|屋|所|企業|中小|零細|漁|町|街|港|海|山|郊外|中心|はず|外れ|北|南|東|西|ところ|田舎|地元|ほう|方';
const ending = '$|[\\s。.!?…」』)・/:;~(]';
/** What may follow a bare name that is a place: 神戸で, 札幌です, 仙台市内. */
const placeContext = new RegExp(
  `^(?:${ending}|[、,]|の|で(?!しょ)|に|から|だ(?!っけ)|です|や(?:$|[でねけし、。]|けど)|っす|在|県|府|都|市|区|町|村|島(?!さん|田)|温泉|商店街|エリア|界隈|とか|のほう|だべ|だら|だに|じゃけ|だっちゃ|どす|だもん|だけど|っちゃ|ずら|だが|を(?:拠点|本拠|中心|地盤)|と(?:いう(?:ところ|町|街|所|田舎)|いっても)|なの|本社|本店|支店|支社|工場|営業所|事務所|出身|駅|港|方面|列島|半島|高原|水族館|公園|あたり|辺|周辺|近|郊外|北部|南部|東部|西部|中部|中心|地方|地区|地域|一円|下|内|側|寄り|じゃ|ではな|でご|なん|やけ|やき|ばい|たい(?:$|。)|が(?:本社|本店|拠点|地元|本拠|登記|所在|地盤))`,
);
/** Beside a sight: 名駅前, 琵琶湖畔, 道頓堀沿い; and any particle. */
/** 「琵琶湖そばの喫茶店」 serves no 琵琶湖そば. */
const sight = /[湖山寺城浜宮社園島湾院岬塔橋泉場港原]$/;
const besideSight = /^(?:前|近く|畔|沿い|裏|側|口|入口|寄り|そば|[はがもへとをよっ])/;
/** 「福山は製鉄の町で」 */
const asTopic = /^(?:は|も)(?!.{0,10}(?:取引|出張|遠|無理|違|お客|客|仕入))/;
/** A stricter context for names that are family names as well. */
const surnameContext = new RegExp(
  `^(?:で(?!す|ご|しょ|はな|ない)|に(?=.{0,10}(?:あり|ある|あっ|本社|本店|店|会社|工場|事務所|住|構え|拠点|ござい))|の(?=[^、。]{0,10}(?:${placeNoun}))|市|県|在住|区(?:で|の|に|です)|島(?:で(?!す)|の|に)|列島|半島|高原|温泉|商店街|界隈|エリア|を(?:拠点|本拠|地盤)|本社|本店|駅|周辺|近く|近郊|方面|郊外|地方|あたり)`,
);
const surnamePrefectureContext = new RegExp(
  `^(?:で(?!す|ご|しょ)|の|に(?!.{0,4}(?:聞|言|相談|頼|任|電話))|から|在|県|市|区|本社|本店|支店|工場|出身|駅|方面|あたり|周辺|近|郊外|北部|南部|東部|西部|中部|地方|内|側|じゃな|ではな|なんで|が(?:本社|本店|拠点|地元|登記))`,
);
/** 「本社は〜」: what follows is a place, not a person. */
const introduced =
  /(?:本社|本店|登記上?|所在地|住所|会社|店|工場|場所|地元|出身)(?:は|が|も|って|:|:?\s)[^、。]{0,3}$|(?:うち|場所|拠点)(?:は|って|:|、)?$/;
const replyContext = new RegExp(`^(?:${ending}|[、,]|[ぁ-ん])`);

const kanji = /[\p{Script=Han}々]/u;
export const katakana = /[ァ-ヴー]/;
export const kana = /[ぁ-んァ-ヴー]/;
/** Kanji that may stand right before a place: 現在京都で, 本社大阪, 兵庫県津…. */
const mayPrecede = /[在社店地今県府都道所市区町村郡新]/;

/** 東三河, 奥能登: a side of a region; 東京都 is none of 京都. */
const sideOf = (place: Place, previous: string): boolean =>
  /[東西南北奥]/.test(previous) && place.doubt === 'none' && place.kind !== 'full' && !(previous === '東' && place.name.startsWith('京'));

function standsAlone(text: string, place: Place, start: number): boolean {
  const previous = text.charAt(start - 1);
  if (kana.test(place.name.charAt(0))) return !kana.test(previous) || /[はがのをもでにと]/.test(previous);
  const strict = place.doubt !== 'none' || place.name.length < 3;
  return (
    !strict ||
    !kanji.test(previous) ||
    mayPrecede.test(previous) ||
    sideOf(place, previous) ||
    beforeStation.test(text.slice(Math.max(0, start - 3), start))
  );
}

/** A single kanji (津, 堺) needs a beginning before it. */
function singleStands(text: string, start: number): boolean {
  return start === 0 || /[、。\s「(はがも県府!?]/.test(text.charAt(start - 1));
}

export interface Reading {
  text: string;
  /** The text is a short reply to the question of the prefecture. */
  reply: boolean;
}

/** A message typed without kanji: what would be a word there is read as a place where only a place fits. */
const inKana = (text: string): boolean => text.length >= 6 && !/\p{Script=Han}/u.test(text);
const kanaCity =
  /^(?:し(?:の|で(?!す?か|き)|に(?=あ|て)|[、。\s]|$|です|[ぁ-ん]{2,6}く(?:の|で|に))|けん(?:の|で|に|です|[、。\s]|$)|\s(?:で|の)\s)/;
const kanaAlone = /^(?:です|や|だ|でやって)?(?:[。、\s]|$)/;

/** 「あきたしの びようしつ」, 「だいくです。とやま」 */
function kanaStandsAmongKana(text: string, place: Place, start: number, rest: string): boolean {
  const opens = start === 0 || /[、。\s]/.test(text.charAt(start - 1));
  if (!inKana(text) || place.name.length < 2) return false;
  if (kanaCity.test(rest) && (opens || place.doubt === 'none')) return true;
  return opens && start > 0 && place.doubt !== 'none' && place.name.length > 2 && place.name !== 'あきた' && kanaAlone.test(rest);
}

function kanaStands({ reply, text }: Reading, place: Place, start: number, rest: string): boolean {
  if (kanaStandsAmongKana(text, place, start, rest)) return true;
  if (place.doubt === 'word')
    return reply && new RegExp(`^(?:${ending}|[、,]|です|けん|市|区|し(?:$|です|で|の|、)|や(?:$|で)|だ|の|じゃ)`).test(rest);
  return (
    /^(?:で(?!き)|の|に|です|や|市|県|し(?:$|で|の|に|です)|から|在|じゃ|だ|、|。|\s|$)/.test(rest) || (reply && replyContext.test(rest))
  );
}

function wordStands({ reply, text }: Reading, place: Place, start: number, rest: string): boolean {
  if (place.name === '大分' && /^(?:で(?!す)|の(?!減|増|間)|市|県|から|在|に(?!な))/.test(rest)) return true;
  const opens = start === 0 || /[、。\s県府はの:]/.test(text.charAt(start - 1));
  if (reply && start === 0 && /^(?:の|で(?!き)|じゃ|に(?!な|も)|いうても)/.test(rest)) return true;
  return (
    (reply || introduced.test(before(text, start, 10))) && opens && new RegExp(`^(?:${ending}|[、,]|です|だ|や(?:$|で)|でご)`).test(rest)
  );
}

function bareStands(reading: Reading, place: Place, start: number): boolean {
  const rest = after(reading.text, start + place.name.length, 20);
  // 「5年計画なら？」 is no answer to the question of the prefecture
  if (place.kind === 'kana' && place.doubt === 'word' && /[\p{Script=Han}\d]$/u.test(reading.text.slice(0, start))) return false;
  if (place.kind === 'kana') return kanaStands(reading, place, start, rest);
  if (place.name.length === 1 && !singleStands(reading.text, start)) return false;
  if (place.prefectures.length === 1 && opensSpeech.test(before(reading.text, start, 6)) && leadsToTrade(rest)) return true;
  if (place.doubt === 'word') return wordStands(reading, place, start, rest);
  if (reading.reply && replyContext.test(rest)) return true;
  if (place.kind !== 'prefecture' && place.prefectures.length > 1 && place.doubt === 'surname') return /^で(?![すごしはもき、])/.test(rest);
  if (
    place.doubt === 'surname' &&
    introduced.test(before(reading.text, start, 10)) &&
    new RegExp(`^(?:${ending}|[、,]|です|で|だ|なん(?:です|だ|や))`).test(rest)
  )
    return true;
  if (place.kind === 'prefecture' && /[/・(|]/.test(reading.text.charAt(start - 1)) && /^[/・)|]/.test(rest)) return true;
  if (place.kind === 'prefecture' && place.doubt === 'surname' && sentenceOfItsOwn(reading.text, start, rest)) return true;
  if (place.doubt === 'surname') return (place.kind === 'prefecture' ? surnamePrefectureContext : surnameContext).test(rest);
  return placeContext.test(rest) || (isUnmistakable(place) && besideSight.test(rest)) || (start === 0 && asTopic.test(rest));
}

/** 「返済が苦しいんです。熊本です」: after what is wrong people say where they are, not who. A name by itself stays doubtful. */
function sentenceOfItsOwn(text: string, start: number, rest: string): boolean {
  const told = text.slice(0, start);
  return (
    /[。!！?？]\s*$/.test(told) &&
    !/(?:申し|もうし|はじめまして|こんにちは|こんばんは|と言い|といい)/.test(told) &&
    /^(?:です|だ|や)(?:けど|が)?(?:[。!！、]|$)/.test(rest)
  );
}

/** 「うちは堺の製麺所で」, and the beginning of a sentence. */
const opensSpeech = /^\s?$|(?:うち|弊社|当社|当店|当館|私|わたし|僕|俺)(?:ども)?は$/;

/** 「長崎、造船の下請け」, 「三条 金物」: who gives his name does not go on with a trade. */
function leadsToTrade(rest: string): boolean {
  const link = /^(?:[、,・/\s]|で(?!す|ご|しょ)|の(?!.?(?:さん|会社|社長))|(?:や|だ)けど、?)\s?/.exec(rest)?.[0];
  return link !== undefined && tradesIn(rest.slice(link.length, link.length + 14)).some((trade) => trade.start <= 3);
}

/** 「宇都宮市民です」: the owner of himself; 「市民会館」, 「大阪府民」 are not. */
const citizen = /^民(?:です|だ|や|なん|$)/;

/** Is what follows again a place of the same prefecture: 神戸三宮, 福島、郡山で? */
function leadsToPlace(plain: string, place: Place, end: number): boolean {
  const next = /[、,\s]/.test(plain.charAt(end)) ? end + 1 : end;
  return placesAt(plain, next).some(
    (one) =>
      one.name !== place.name &&
      one.prefectures.some((official) => place.prefectures.includes(official)) &&
      !notAPlace.test(plain.slice(next + one.name.length, next + one.name.length + 8)),
  );
}

const andAnother = /^(?:市|県|府|都)?(?:と|や|・)/;
const bothHold = /^(?:市|県|府|都)?(?:の(?:両方|二か所|2か所))?(?:に|で(?!す)|の?(?:[二2]店|両方))/;

/** 「福岡と熊本で」: what holds of the second place holds of the first. */
function heldWithAnother(plain: string, place: Place, end: number): boolean {
  const link = andAnother.exec(plain.slice(end, end + 2))?.[0];
  if (link === undefined || place.kind === 'kana' || place.name.length < 2) return false;
  return placesAt(plain, end + link.length).some(
    (one) => one.kind !== 'kana' && one.doubt !== 'word' && bothHold.test(plain.slice(end + link.length + one.name.length).slice(0, 8)),
  );
}

/** 「輪島塗の職人です」; an ambiguous name, or one everybody's speciality bears (讃岐うどん, 松阪牛), has to be said to be made. */
const madeInPlace = ({ text }: Reading, place: Place, end: number): boolean =>
  place.kind !== 'kana' && place.prefectures.length === 1 && namesCraft(text.slice(end, end + 24));

/** Does the place stand at `start` of the text as a place? */
export function stands(reading: Reading, place: Place, start: number): boolean {
  const { text } = reading;
  const end = start + place.name.length;
  const landmark = landmarkLength(text, place, end) > 0;
  const dialect = reading.reply && /^(?:バイ|タイ|ダ|デス|ヤ|ジャ|ケン|ッス)/.test(text.slice(end));
  if (
    !standsAlone(text, place, start) ||
    (katakana.test(text.charAt(end)) && place.kind !== 'full' && !dialect && !landmark && !madeInPlace(reading, place, end))
  )
    return false;
  if (madeInPlace(reading, place, end) || landmark) return true;
  if (/(?:株式会社|有限会社|\(株\)|\(有\))$/.test(before(text, start, 5))) return false;
  if (sight.test(place.name) && /^そば(?:の|で|に|です|$|、)/.test(text.slice(end, end + 4))) return true;
  if (notAPlace.test(text.slice(end, end + 8)))
    return place.kind === 'full' && /[市区]$/.test(place.name) && citizen.test(text.slice(end, end + 4));
  return place.kind === 'full' || bareStands(reading, place, start) || leadsToPlace(text, place, end) || heldWithAnother(text, place, end);
}
