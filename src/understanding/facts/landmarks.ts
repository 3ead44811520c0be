/** A name with what stands there: 弘前城, 焼津港, 松山空港, 盛岡駅前, 秩父夜祭. Together they are a place, whatever the name alone may be. */
import type { Place } from './places.ts';

/** Of which a town has one: of names shared by a city and villages the city is meant. */
const ofACity =
  '城下町|城下|城(?!山|北|南|東|西)|(?:中央|[東西南北]|北口)?駅前?|空港|漁港|港(?!区|北|南|湾)|コンビナート|工業団地|工業地帯|卸団地|流通団地|インター|IC';
const spot =
  '温泉郷|温泉街|温泉|スキー場|ダム|サービスエリア|道の駅|ニュータウン|団地|炭鉱|炭田|銀山|製鉄所|造船所|バスセンター|フェリーターミナル|埠頭|ふ頭|地下街|アーケード|競輪場|競艇場|牧場|学園都市|(?:中央|公設|地方)?(?:卸売|魚|青果|鮮魚|花き?)?市場|朝市|日曜市|商店街|門前町|門前|参道|仲見世|中華街|高原|海岸|海水浴場|砂丘|半島|列島|諸島|湖|湾|盆地|平野|渓谷|サーキット|水族館|動物園|競馬場|球場|公園|神宮|大社|天満宮|八幡宮|大師|東照宮|五重塔|宿場町|宿場';
/** Rivers run through several prefectures, and family names make mountains and temples too. */
const ofPlaceOnly = '山|岳|寺|神社|不動尊|観音|峠|浜|山麓';
/** Said of where the firm is only with 「の前」, 「の近く」. */
const house =
  '(?:(?:教育|医科|工業|商科|外国語)?(?:大学|大)|(?:[東西南北]|工業|商業|農業)?高校|市立病院|中央病院|病院|市役所|区役所|県庁|役場|裁判所|税務署|警察署|刑務所|基地)(?=の?(?:近|前|そば|門前|裏|横|隣|周辺|学生|正門|キャンパス|向か|目の前|すぐ))';
const festival = '(?:祇園|夜|さくら|桜|雪|港|天神|夏|秋)?(?:山笠|祭り|祭(?!り)|まつり|七夕|くんち|ねぶた|ねぷた|だんじり)(?=の|で)';

const cityMark = new RegExp(`^(?:${ofACity})`);
const mark = new RegExp(`^(?:${ofACity}|${spot}|${house}|${festival})`);
/** 阿蘇山のふもと: a mountain, not Mr 阿蘇. */
const foot = /^(?:山|岳)(?=の?(?:ふもと|麓|中腹|登山口|裾))/;
const placeMark = new RegExp(`^(?:${ofPlaceOnly})`);
/** What may follow it: a particle, a direction, the end. 大阪城ホール, 神戸港湾局 are names of their own. */
const around =
  /^(?:$|[\s、。!?・/)」]|の|で|に|から|は|へ|を|も|と|が|近|前|そば|周辺|沿|畔|湖畔|あたり|界隈|裏|横|隣|内|構内|側|口|東口|西口|南口|北口|正面|下|町|です|だ|や(?:で|け|っ|$)|なん|勤|相手|関連|向け|行き|通り|[東西南北](?:口|側)?)/;

/** Names that are a mountain, a lake or a garden of two prefectures, or of another one. */
const elsewhere = /^(?:富士(?:山|湖)|十和田湖|六甲(?:寺)|日本)/;

/** The length of the noun behind a name that is a landmark with it; 0 when none follows. */
export function landmarkLength(text: string, place: Place, end: number): number {
  if (place.kind === 'kana' || place.name.length < 2 || (place.doubt === 'word' && place.kind !== 'prefecture')) return 0;
  const rest = text.slice(end, end + 20);
  const found =
    mark.exec(rest)?.[0] ??
    (place.doubt === 'none' && place.kind !== 'full' ? placeMark.exec(rest)?.[0] : undefined) ??
    foot.exec(rest)?.[0];
  if (found === undefined || elsewhere.test(place.name + found)) return 0;
  return around.test(rest.slice(found.length)) ? found.length : 0;
}

/** The prefectures of a landmark: a city's station, castle or harbour before a village's. */
export function prefecturesOfLandmark({ prefectures, cities }: Place, text: string, end: number): string[] {
  return cityMark.test(text.slice(end, end + 8)) && cities.length === 1 ? cities : prefectures;
}

/** 近鉄奈良駅, JR尼崎駅: whose station it is stands before the name. */
export const beforeStation = /(?:近鉄|阪急|阪神|京阪|南海|名鉄|西鉄|東武|西武|京王|京急|京成|小田急|地下鉄|新幹線)$/;
