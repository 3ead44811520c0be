/** The trade from what is done: 帽子を作っています, 髪を切る仕事です, 売ってるのは花です. */
import { after, before, clauseBefore, other } from './around.ts';
import { doings, neverWares, workplaces } from './trades.ts';
import { longestFirst, namesVerb, nouns, plainForms, renyou, stemBehind, stems } from './verb_forms.ts';

/** What an owner says he does, where it stands, and how much it says (as a name of a trade said the same way). */
export interface Doing {
  row: string;
  start: number;
  end: number;
  weight: number;
}

const stem = `(?<verb>${stems.join('|')})`;
const plain = `(?<plain>${stems.map(plainForms).join('|')})`;
const progressive =
  '(?:て|で)(?:い(?:る|ます|て|ま)|おり|お(?:る|り)|ます|ま(?:$|[。、])|る(?!ように)|ん(?:の|です|ねん)|はる)|と(?:る|り|ん)|ちょる|よる|て(?:売って|暮ら|生計|食べて|飯)|[てで](?:もう|かれこれ|、)?[\\d一二三四五六七八九十]+年';
const going = `(?<going>${stems.map(renyou).join('|')})(?:よる|より(?:ます|よっ)|よっ|ゆう)`;
const passedOn =
  '[てで]、?[^。、]{0,14}?(?:売|納め|納品|卸し|卸す|出荷|届け|貸|渡し|出し|並べ|配っ|提供|運)[^。、]{0,3}?(?:て|と|る|す|し|ます)|[てで]、?[^。、をがは]{0,12}?(?:[てで](?:い(?:る|ます|て|ま)|おり|お(?:る|り)|ます|る|ん|き)|と(?:る|り))';
const closing = `(?<noun>${nouns.join('|')})(?:・[^、。\\s]{1,6}|と[^、。\\s]{2,6})?(?=$|[。\\n]|し、)`;
const firm =
  '(?:[^、。をがはにの]{0,4}(?:会社|販売[店所]|代理店|ディーラー|業者)|仕事|商売|お?店|工場|町工場|工房|職人|業者|施設|事業所?|事務所|スタジオ|企業|メーカー|屋(?!根)|下請け?|零細|農家|専門|チーム|法人|団体|家業|稼業|ところ|のが(?:仕事|商売|本業|専門|メイン|生業|うち)|の(?:を|は)(?:仕事|商売|本業|専門|生業)|ことを(?:仕事|商売|生業))';
const between = '(?:専門に|主に|メインに|中心に|手作業で|機械で|自分で|夫婦で|家族で|[^、。をも]{0,12}?)';
const told = new RegExp(
  `(?:(?<mark>[をも])${between}|(?<=[\\p{L}ー々\\d]))(?:${stem}(?:${progressive}|(?<passed>${passedOn})|[てで]、?[^。をが]{0,10}?(?<house>${firm}))|${going}|${plain}(?:(?<firm>[^、。をがはに]{0,8}?${firm})|(?<closes>(?:ん?です|んや|んだ)?(?=$|[。\\n])))|${closing})`,
  'gu',
);
const cleft = new RegExp(
  `${stem}(?:て|で|と)(?:い)?る(?:の|もの|商品|品物?|製品)(?:は|が)(?:、|主に|ほとんど|全部)?(?<object>[^、。]{1,16})`,
  'g',
);

const longestThing = 10;
const rowsOfVerb = new Map<string, Map<string, string>>();
const anyObject = new Map<string, string>();
for (const { row, verbs, things, any } of doings) {
  for (const verb of verbs) {
    const rows = rowsOfVerb.get(verb) ?? new Map<string, string>();
    rowsOfVerb.set(verb, rows);
    for (const thing of things) if (!rows.has(thing) || row === 'making_and_selling') rows.set(thing, row);
    if (any && !anyObject.has(verb)) anyObject.set(verb, row);
  }
}

const listing = /(?:など|とか|や何か|なんか|やら|類|用品|関係|関連|みたいなもの|のようなもの)$/;
const never = new RegExp(`(?:${neverWares.join('|')})$`);
/** 「アパート8棟を」 */
const counted = /[\d一二三四五六七八九十百]+(?:棟|台|頭|羽|本|軒|店舗?|町歩|町|反|室|戸|匹|尾|隻|種類?|つ|個|件)(?:ほど|くらい|ぐらい)?$/;
/** An object that can be a ware or a piece of work: it ends in a noun, not in こと, の or a pronoun. */
const noun = /(?:[\p{Script=Han}々ァ-ヴーA-Za-z]|[\p{Script=Han}][ぁ-ん]|[ぁ-ん]{2})$/u;
/** Who sells rubber goods makes none. */
const seller = /^(?:売|販売|扱|取り扱|並べ|商|卸|輸|置|出し|買|集め|回収|処理|直し|修理|貸|運|配|届)/;

/** The row of the longest thing that ends a piece. */
function rowOfThing(piece: string, rows: Map<string, string>): string | undefined {
  for (let length = Math.min(longestThing, piece.length); length > 0; length--) {
    const row = rows.get(piece.slice(-length));
    if (row === undefined) continue;
    const joined =
      length === 1 &&
      /[\p{Script=Han}]/u.test(piece.charAt(piece.length - 2)) &&
      !/[製用大小生干古新]/.test(piece.charAt(piece.length - 2));
    if (!joined) return row;
  }
  return undefined;
}

/** The row of 「piece を verb」; `open`: any ware will do, as the sentence says that it is a trade. */
function rowOf(verb: string, piece: string, open: boolean): string | undefined {
  const object = piece
    .replace(counted, '')
    .replace(listing, '')
    .replace(/(?:だけ|ばかり|専門|一本)$/, '');
  if (!seller.test(verb) && /ゴム(?!印)[^、。をにへ]{0,6}$/.test(object)) return 'rubber_products';
  const known = rowOfThing(object, rowsOfVerb.get(verb) ?? new Map<string, string>());
  if (known !== undefined || never.test(object) || !noun.test(object)) return known;
  return open ? anyObject.get(verb) : undefined;
}

const mine = /うち(?:は|で|の)|弊社|当社|当店|私(?:は|ども)/;
const notTheFirm =
  /(?:趣味|休みの日|自宅|息子|娘|妻|家内|夫|主人|父|母|親|学校|テレビ|昔|以前|大手|中国|海外|若い頃)(?:に|で|は|が|も|と)[^、。]{0,12}$|(?:子供|子ども|孫)(?:は|が)[^、。]{0,12}$/;
const borrowedVerb = /^(?:.{0,2}(?:もら|くれ|ほし|欲し|いた(?:だ|い)|た(?:頃|時|ころ)))/;
/** 「部品を作っている会社に勤めて」, 「花を売る店が隣に」: another firm. */
const anotherFirm =
  /^(?:い)?(?:る|ます|た)?[^、。]{0,4}?(?:会社|店|工場|業者|人|所|ところ|知人|友人|仕事|職人|施設)?(?:さん)?(?:に(?:勤|頼|相談|お願|出|い[たっ]|転職|納|卸|売|騙|行|入|就|配|して)|が(?:あ[るっり]|でき|隣|近|潰|つぶ|倒産|来|増|多)|から(?:の|来|連絡|電話|仕入)|へ|と(?:取引|契約)|を(?:辞|やめ|探|紹介|始めた[いく]|した[いく]|使|買|考え)|で(?:働|修業|修行|バイト|パート))/;
const planned = /^(?:たい|ように|予定|計画|つもり|ことを(?:考|検討)|のは(?:どう|無理|難))/;

/** Those the work is done for or to: 「お客さんの髪を」, 「患者さんを」. */
const guests = /(?:お客(?:さん|様)?|顧客)(?:の[^、。をはが]{1,8}|のところ[へに]|[にへ])?$/;

function isOurs(text: string, start: number, end: number): boolean {
  const lead = before(text, start, 30);
  const rest = after(text, end, 14);
  if (borrowedVerb.test(rest) || anotherFirm.test(rest) || planned.test(rest) || notTheFirm.test(clauseBefore(lead))) return false;
  return !other.test(lead.replace(guests, '')) || mine.test(lead);
}

const said = { progressive: 6, firm: 8, closes: 5, cleft: 6, workplace: 4 } as const;

/** 「メガネの枠こさえてます」: what stands between the last particle and the verb. */
const bareObject = /(?:^|[、。はでがに\s]|から)([^、。をではがに\s]{2,9})$/;

/** The object of a verb and whether any ware will do. */
function objectOf(text: string, start: number, marked: boolean): { object: string; open: boolean } {
  const lead = before(text, start, 24);
  return marked ? { object: lead, open: true } : { object: lead, open: bareObject.test(lead) };
}

function fromVerb(text: string, found: RegExpExecArray): Doing[] {
  const { verb, plain: form, going: ongoing, firm: firmAfter, house, mark, noun: work } = found.groups ?? {};
  const [start, end] = [found.index, found.index + found[0].length];
  const inFirm = (firmAfter ?? house) !== undefined;
  const { object, open } = objectOf(text, start, mark !== undefined);
  const row = rowOf(verb ?? (work !== undefined ? `${work}し` : stemBehind(form ?? ongoing ?? '')), object, open);
  if (row === undefined || !isOurs(text, start, end)) return [];
  const closes = !inFirm && (form ?? work) !== undefined;
  if (closes && (text.length > 60 || mark === undefined)) return [];
  return [{ row, start, end, weight: inFirm ? said.firm : closes ? said.closes : said.progressive }];
}

function fromCleft(text: string, found: RegExpExecArray): Doing[] {
  const [start, end] = [found.index, found.index + found[0].length];
  const object = (found.groups?.object ?? '').replace(/(?:です|でして|だ|や|なん|が|けど|とか|など|で$|ばかり).*$/, '');
  const row = rowOf(found.groups?.verb ?? '', object, true);
  return row !== undefined && isOurs(text, start, end) ? [{ row, start, end, weight: said.cleft }] : [];
}

const mostFound = 50;
const counts = workplaces.map(({ row, things, unit }) => ({
  row,
  pattern: new RegExp(
    `(?:^|[^\\p{Script=Han}])(?:${longestFirst(things).join('|')})(?:を|が|は|も|で|、|だけで|\\s|に|約|全部で|ほど|大小){0,2}[\\d一二三四五六七八九十百千]+(?:\\.\\d+)?(?:${unit})`,
    'u',
  ),
}));
/** Sold, seized or only wished for: no workplace any more, or not yet. */
const notKept = /手放|売っ|売却|差し?押|盗|購入|導入|買[いおっ]|入れ替え|予約|宴会|団体|キャンセル|壊れ/;

/** 「牛を60頭」, 「部屋数12」, 「席は14」: the trade from what it is done with. */
function fromWorkplace(text: string): Doing[] {
  if (!/[\d一二三四五六七八九十百千]/.test(text)) return [];
  return counts.flatMap(({ row, pattern }) => {
    const found = pattern.exec(text);
    if (!found || notKept.test(text.slice(found.index, found.index + 40)) || other.test(before(text, found.index, 12))) return [];
    return [{ row, start: found.index, end: found.index + found[0].length, weight: said.workplace }];
  });
}

const resale =
  /(?:仕入れて|輸入して|買い付けて|集荷して|集めて)、?[^。]{0,24}?(?:店|屋|業者|会社|工場|旅館|ホテル|病院|スーパー|百貨店|小売|施設|メーカー|工務店|外食|飲食)(?:さん|など)?(?:に|へ|向けに)[^。を]{0,8}?(?:売|卸|納|流|回|届|販売)/;
const lodging = /(?:お?泊め|宿泊させ)(?:し)?(?:て(?:い|る|ま|お|ん)|とる|とり|る(?:商売|仕事|店|ところ|宿))/;

/** Trades told by verbs alone. */
function fromVerbAlone(text: string): Doing[] {
  const told: [RegExp, string][] = [
    [resale, 'wholesale'],
    [lodging, 'ryokan_hotel'],
  ];
  return told.flatMap(([pattern, row]) => {
    const found = pattern.exec(text);
    const [start, end] = [found?.index ?? 0, (found?.index ?? 0) + (found?.[0].length ?? 0)];
    return found && isOurs(text, start, end) ? [{ row, start, end, weight: said.firm }] : [];
  });
}

/** Activities, each with its row. `making_and_selling` is returned as it stands. */
export function doingsIn(text: string): Doing[] {
  if (!namesVerb(text)) return [...fromVerbAlone(text), ...fromWorkplace(text)];
  const verbs = [...text.matchAll(told)].slice(0, mostFound).flatMap((found) => fromVerb(text, found));
  const clefts = [...text.matchAll(cleft)].slice(0, mostFound).flatMap((found) => fromCleft(text, found));
  return [...fromVerbAlone(text), ...verbs, ...clefts, ...fromWorkplace(text)];
}
