/** Which of the places named is the firm's: registered head office before plant, branch, customer and birthplace. */
import { after, before, clauseAfter, clauseBefore } from './around.ts';
import { placeMentions, type Mention } from './place_mentions.ts';
import { sideBySide } from './two_places.ts';
import { bareName } from './gazetteer.ts';

export interface PrefectureFacts {
  prefecture?: string | null;
  prefecture_ambiguous?: true;
  prefecture_candidates?: string[];
}

/** How sure a mention is the firm's place; 0 is no evidence. */
const weight = { head: 100, firm: 60, plain: 30, plant: 10, none: 0 } as const;
type Role = keyof typeof weight;

/** Whose place it is: a branch, a customer, kin. */
const others =
  '支店|支社|出張所|[2二]号店|取引先|得意先|仕入|客先|顧客|お客|元請|親会社|納品|納入|発注元|実家|出身|生まれ|育ち|高校|学校|専門学校|友人|友達|知人|親戚|親類|息子|娘|長男|次男|兄(?!弟)|弟(?!子)|姉(?!妹)|妹|妻(?!有)|叔父|伯父|おじ|銀行|信金|信用金庫|同業|ライバル|展示会|催事|イベント|百貨店|ホテルに卸|料亭に|業者さん|人(?=[にがと、。]|から)|本部|自宅|住まい|バイヤー';
/** Houses of others, unless they are the trade told: 「福山の問屋です」, 「仙台で倉庫業」. */
const houses =
  '(?:営業所|直営店|倉庫|物流|問屋|商社|大手(?!前|門|町|通)|メーカー|市場|大学)(?!業|です|だ(?:$|[。、が])|や(?:$|[。、っりけで])|を(?:や|営|経営|して)|の(?:社長|経営|近|前|そば|中|仲|場内)|[、。]|$|街|会社|で(?:仲|店|働いてい|す|[、。]|$))';
const people =
  '取引先|得意先|お客|客先|顧客|元請|友人|友達|知人|親戚|親類|息子|娘|兄(?!弟)|弟(?!子)|姉(?!妹)|妹|妻(?!有)|おじ|同業|ライバル|業者さん|人(?=[にがと]|から)';
const elsewhereAfter = new RegExp(
  `^(?:市|県|府|都|区|内|市内|県内)*(?:(?:の|に(?:ある|いる|住む)?|から|にも|での)?(?:${others}|${houses})|で(?:${people})(?:に|が|から|を|へ|の)|で(?:展示会|催事|イベント))`,
);
const elsewhereFirm = /^(?:市|県|府|都)?の[^、。]{0,8}(?:メーカー|商社|問屋|取引先|得意先|元請)(?:さん)?(?:に|へ|から|と|が|の)/;
/** What is done at a place that is not one's own: 修業した, 納めている, 仕入れている, 見に行った. */
const region = '(?:市|県|府|都|市内|県内)*';
const between = '(?:は|も|いて|ずっと|[^、。]{0,6})?';
const there = [
  `(?:で|に)${between}(?:修業|修行|働い|勤め|勤務|就職|暮ら|生まれ|育っ|住ん|展示会|催事|開催|開か|行っ|行く|出張|旅行|進出|出店|移転した|移転する|移転予定|引っ越した|出稼|単身|出て)`,
  `に${between}(?:(?<!結)納品|納め|卸し|出荷|売り込|販売し)`,
  'へ(?:の)?(?:進出|出店|移転|出荷|納品)',
  'から(?:[^、。]{0,6})(?:移転|引っ越|移っ|移り|来て|来る|Uターン|戻っ|帰っ|仕入|取り寄せ|受注|注文|呼ば|観光|通っ|来た|嫁)',
  '(?:で|に|へ|を)(?:、|偶然|たまたま|旅行で|観光[にで]|見物に)?[^、。をがで]{0,4}?(?:会った|会っ[てた]|会いま|出会|見かけ|聞い[たて]|買っ[たて]|食べ[たて]|飲ん[だで]|見に行|見物[しに]|観光[しに]|旅行|遊び)',
  'の[^、。]{1,8}(?:を(?:見(?:て|に|た)|観(?:て|に|た)|食べ[たに]|飲ん|買っ|仕入|取り寄せ|使っ)|で(?:買っ|食べ[たに]|見かけ))',
];
const elsewhereVerb = new RegExp(`^${region}(?:${there.join('|')})`);
const plantAfter = /^(?:市|県|府|都|内|市内|県内)*(?:の|に(?:ある|も)?|にも)?(?:第[一二三1-3])?(?:工場|作業場|店舗|倉庫)/;
const denied = /^(?:市|県|府|都)?(?:で?は(?:な[いくか]|あり)|じゃ(?:な|あり)|、?(?:いや|違う|違った|間違))/;
const headAfter =
  /^(?:市|県|府|都|区|内|市内|県内)*(?:の?(?!でした|ですが|だが|だけど)[^、。\dで]{0,4}?)?(?:(?:が|に|の|を)?(?:本社|本店|登記|本拠)|で(?:本社|本店|登記|本拠)(?!は|が))/;
const movedTo = /^(?:市|県|府|都)?[にへ](?:移転し(?!た[いく])|移し(?!た[いく])|引っ越し(?!た[いく])|移っ|移り)/;
const firmAfter =
  /^(?:市|県|府|都|区|町|村|内|市内|県内)*(?:の[^、。]{0,14}?)?で[^、。]{0,16}(?:やって|やっと|営|経営|して(?!くれ|もら)|しと|してる|商売|事業|創業|開業|構え|、)/;

const headNoun = '本社|本店|登記|登記上|登記簿|法人|所在地|住所|本拠';
const firmNoun = '会社|店|お店|店舗|事務所|うち|弊社|当社|当店|事業所|拠点|今|現在';
const elsewhereNoun =
  '実家|出身|生まれ|生まれも|育ち|支店|支社|営業所|倉庫|取引先|得意先|仕入先|客先|顧客|お客(?:さん|様)?|元請|親会社|自宅|住まい|妻|嫁|家内|夫|主人|息子|娘|友人|知人|前職|勤め先|以前|昔|もともと|元々|前|主な客|売り先|納品先|修業先';
const nounBefore = new RegExp(
  `(?<head>(?:${headNoun})(?:上|の所在地|の住所|の登記)?)|(?<plant>工場|作業場)|(?<elsewhere>${elsewhereNoun})|(?<firm>${firmNoun})`,
  'g',
);

/** The role a noun before gives: 「本社は神戸で、工場は…」: the last such noun with は, が, も in the clause. */
function roleBefore(piece: string): Role | undefined {
  let role: Role | undefined;
  for (const found of clauseBefore(piece).matchAll(nounBefore)) {
    const rest = piece.slice(piece.lastIndexOf(found[0]) + found[0].length);
    if (!/^(?:は|が|も|を|の|:|に|で|だけ|$|[\s\d〒])/.test(rest) || rest.length > 8) continue;
    if (found.groups?.head) role = 'head';
    else if (found.groups?.plant) role = 'plant';
    else role = found.groups?.elsewhere ? 'none' : 'firm';
  }
  return role;
}

/** 「青森の津軽弁」, 「大阪なまり」: speech is no evidence. */
const speech = /^の?[^、。]{0,4}(?:(?<!駅)弁(?!当|護)|訛り|なまり(?!節)|方言)/;
/** In reply to the question a store or a warehouse is the firm's. */
const ownHouse = /^(?:市|県|府|都|区|町|村)*の(?:倉庫|直営店|物流|市場|ホテル)/;

function roleOf(mention: Mention, text: string, asked: boolean): Role {
  const behind = before(text, mention.start, 12);
  const ahead = after(text, mention.end, 24);
  if (denied.test(ahead) || speech.test(ahead)) return 'none';
  if (asked && ownHouse.test(ahead)) return 'plain';
  if (headAfter.test(ahead) && !/^[^、。]{0,8}(?:取引先|大手|銀行)/.test(ahead)) return 'head';
  const told = roleBefore(behind);
  if (told === 'head') return 'head';
  if (movedTo.test(ahead)) return 'firm';
  if (elsewhereAfter.test(ahead) || elsewhereFirm.test(ahead) || elsewhereVerb.test(clauseAfter(ahead))) return 'none';
  if (told !== undefined) return told;
  if (plantAfter.test(ahead)) return 'plant';
  return firmAfter.test(ahead) ? 'firm' : 'plain';
}

interface Weighed extends Mention {
  weight: number;
}

/** Words that narrow an ambiguous name: 道内, 道外, 県内, 都内. */
function narrowed(candidates: string[], text: string, mentions: Weighed[]): string[] {
  const kept = candidates.filter((official) => {
    if (/道外|北海道(?:じゃな|ではな)/.test(text) && official === '北海道') return false;
    if (/県(?:内|庁|の)/.test(text) && !official.endsWith('県')) return false;
    return !mentions.some(
      (mention) =>
        mention.weight === 0 &&
        mention.prefectures.length === 1 &&
        mention.prefectures[0] === official &&
        denied.test(after(text, mention.end, 8)),
    );
  });
  return kept.length > 0 ? kept : candidates;
}

/** Another mention with one prefecture decides between the candidates. */
function decidedByOthers(candidates: string[], mentions: Weighed[], text: string): string[] {
  const clue = mentions.find(
    (mention) =>
      mention.prefectures.length === 1 && !denied.test(after(text, mention.end, 8)) && candidates.includes(mention.prefectures[0] ?? ''),
  );
  if (clue) return clue.prefectures;
  const named = candidates.filter((official) =>
    new RegExp(`${bareName(official)}(?!さん|様|銀行|信金|の取引先|出身|じゃな|ではな)`).test(text),
  );
  return named.length === 1 ? named : narrowed(candidates, text, mentions);
}

const open = (candidates: readonly string[]): PrefectureFacts => ({
  prefecture: null,
  prefecture_ambiguous: true,
  prefecture_candidates: [...candidates],
});

/** The mentions that may be the firm's and name one prefecture; none after one that is another's (「大阪と京都のお客」). */
const named = (mentions: Weighed[]): Weighed[] => mentions.filter((one) => one.weight > 0 && one.prefectures.length === 1);

/** The mentions with their weights; of 「東京と大阪に出張した」 the first is no more the firm's place than the second. */
function weighed(text: string, asked: string | null): Weighed[] {
  const mentions = placeMentions(text, asked);
  return mentions.reduceRight<Weighed[]>((done, mention) => {
    const [next] = done;
    const shared = next?.weight === weight.none && /^(?:市|県|府|都)?(?:と|や|・)$/.test(text.slice(mention.end, next.start));
    return [{ ...mention, weight: shared ? weight.none : weight[roleOf(mention, text, asked === 'prefecture')] }, ...done];
  }, []);
}

/** The prefecture of the firm's head office as far as the text tells. */
export function prefectureFacts(text: string, asked: string | null): PrefectureFacts {
  const mentions = weighed(text, asked);
  const several = mentions.some((mention) => mention.weight === weight.head) ? undefined : sideBySide(named(mentions), text);
  if (several) return open(several);
  const best = mentions.reduce<Weighed | undefined>((top, mention) => (mention.weight > (top?.weight ?? 0) ? mention : top), undefined);
  if (!best) return {};
  const candidates = best.prefectures.length === 1 ? best.prefectures : decidedByOthers(best.prefectures, mentions, text);
  const [only] = candidates;
  if (candidates.length === 1 && only !== undefined) return { prefecture: only };
  return open(candidates);
}
