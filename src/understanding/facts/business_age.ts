/** Years since the firm began, from 創業30年, 1973年創業, 平成元年に開業, 始めて5年. */
import { byOwnersAge, centuries, inCenturies, lately } from './age_in_words.ts';
import { clauseAfter } from './around.ts';
import { begin, founded } from './beginnings.ts';
import { figuresIn, type Figure } from './numbers.ts';
import { loneNumber } from './amounts.ts';
import { withYears } from './year_shorthand.ts';

/** The year before each era's first. */
const eras = new Map(
  Object.entries({ 慶応: 1864, 明治: 1867, 大正: 1911, 昭和: 1925, 平成: 1988, 令和: 2018, M: 1867, T: 1911, S: 1925, H: 1988, R: 2018 }),
);
const beginBefore = new RegExp(
  `(?:${begin}|この(?:商売|仕事|道)(?:を|で|は)?|この(?:地|場所|土地|街|町)で(?:商売|店)?|代から数えて|一筋|ひとすじ|いっぽんで|(?:親父|おやじ|父|母|祖父|じいさん|爺さん|曽祖父|先代|先々代|初代|親)の?代から|商売)(?!予定|前|した[いく]|資金|融資|計画|支援|以来の付)[^。\\d]{0,10}$`,
);
const beginAfter = new RegExp(
  `^(?:の|に|から|で|に?(?:今の|この|うちの)?(?:会社|法人|お?店|工場|事務所|有限会社|株式会社)を|に?[一二三四五六七八九十\\d]{1,2}月(?:[\\d一二三四五六七八九十]{1,3}日)?に?|の[^、。\\d]{1,8}?(?:年|とき|時|頃|[春夏秋冬])に|春に|秋に|頃に?|ごろに?|前に|に?(?:父|祖父|先代|先々代|初代|私|母|夫|曽祖父|親父)が?(?:[^、。]{0,8}))*(?:${begin}|お?店を(?:構え|出し|開|持)|できた(?:店|会社|工場|旅館)|に?(?:有限会社|株式会社|合同会社|会社|法人)(?:に(?:し(?!た[いく])|な(?:り|っ))|を(?:作|つく|設|興))|から[^、。]{0,12}?(?:やって|続|営|商売|家業|店を|(?:です|や|だ)?$)|の老舗|続く)`,
);
const keepOn =
  /^(?:間|近く|以上|ほど|くらい|ぐらい|余り|あまり|弱|強|ちょっと|も|半|、)*[^、。\d]{0,14}?(?:やって(?:い|き|ま|る|お)|やっと|この(?:仕事|商売)を(?:して|しと)|[屋店業院室所家]を?(?:し(?:て|と|ちょ|よ)|やり)|営んで|営業して|続け(?:て|た(?:この)?[^、。\d]{0,6}(?:屋|店|旅館|工場|商売|業|院|室|食堂))|守って(?:き|い|お)|続い(?:た(?:この)?[^、。\d]{0,6}(?:屋|店|旅館|工場|商売|業|蔵|宿)|て(?:い|き|ま))|商売して|切り盛り|続く(?:店|会社|老舗|旅館|酒蔵|工場|商売)|の老舗)/;
const notTheFirm =
  /借り|返済|リスケ|条件変更|勤め|修業|修行|サラリーマン|会社員|板前|付き合い|つきあい|赤字|減|滞納|生まれ|継い|引き継|代替わり|社長にな|ローン|結婚|取引|保証|補助金|据置|据え置|猶予|赴任|新規事業|別の|カフェを始|ネット/;
const anniversary =
  /(?:(?<!赤字)(?:今年|ことし|来年|再来月|この春)で|来月で|うち(?:は|も)|店は|会社は|弊社は|当社は|おかげさまで|法人(?:化|として)?(?:の)?)(?:もう|ちょうど|、|丸|まる|満)?$/;
/** 「もう40年」: said of nothing else. */
const already = /^(?:うちは?|店は|会社は|商売は)?、?もう(?:かれこれ)?$/;
/** 「豆腐屋40年」: a shop, not a craftsman's career. */
const shopBefore = /(?:屋|[食料]?[店堂]|旅館|民宿|酒蔵|農家|工務店|鉄工所|工場|[容髪]室|業)$/;
interface Year {
  figure: Figure;
  left: string;
  right: string;
}

function yearsIn(text: string): Year[] {
  const figures = figuresIn(text);
  return figures.flatMap((figure, index) => {
    const unit = /^(?:周|有?余)?年(?!度|商|収|金|末|始|代|生|内|利)/.exec(text.slice(figure.end, figure.end + 3))?.[0];
    if (unit === undefined) return [];
    const sentence = /[^。!?！？\n]*$/.exec(text.slice(Math.max(figures[index - 1]?.end ?? 0, figure.start - 20), figure.start));
    return [
      { figure, left: sentence?.[0] ?? '', right: text.slice(figure.end + unit.length, figure.end + 31).replace(/[。!?！？\n].*$/s, '') },
    ];
  });
}

const beginning = new RegExp(begin);
/** What stands before in the same clause: 「月12万返済、開業6年」 tells of two things. */
function nearEnough(piece: string): string {
  const clause = /[^、,/・\s]*$/.exec(piece)?.[0] ?? '';
  return beginning.test(clause) ? clause.slice(-14) : piece.slice(-14);
}

/** 「乳しぼって30年」: the trade itself, so long. */
const workingFor =
  /(?:(?:焼い|作っ|造っ|つくっ|張っ|切っ|打っ|握っ|織っ|染め|縫っ|掘っ|塗っ|し?ぼっ|搾っ|育て|飼っ|売っ|扱っ|教え|直し|漬け|彫っ|建て|獲っ|研い|刷っ|削っ|開け|続い)て|(?:運ん|仕込ん|編ん|積ん)で)(?:もう|かれこれ|、)?$/;

/** A calendar year with 創業 beside it → years until today. */
function sinceYear({ figure, left, right }: Year, thisYear: number): number | undefined {
  const era = /(慶応|明治|大正|昭和|平成|令和|(?<![A-Za-z])[MTSHR])\s?$/.exec(left)?.[1];
  const start = era === undefined ? figure.value : (eras.get(era) ?? 0) + figure.value;
  const short = era === undefined && start >= 40 && start < 100 && new RegExp(`^に?(?:${founded})`).test(right);
  if (short) return thisYear - 1900 - start;
  if (start < 1500 || start > thisYear) return undefined;
  const prefix = era === undefined ? left : left.replace(/(?:明治|大正|昭和|平成|令和|[MTSHR])\s?$/, '');
  const toward = beginAfter.test(right) || (/^[^。\d]{0,10}$/.test(right.split('、')[0] ?? '') && beginAfter.test(clauseAfter(right)));
  const later = new RegExp(`^、[^、。]{0,14}(?:${begin})`).test(right) && !notTheFirm.test(right.slice(0, 16));
  const from = new RegExp(`(?:${begin})[^。\\d]{0,8}$`).test(prefix);
  const broken = notTheFirm.test(clauseAfter(right).slice(0, 12)) || notTheFirm.test(nearEnough(prefix));
  return (toward || from || later) && !broken ? thisYear - start : undefined;
}

/** 創業30年, 始めて5年, 3年前に開業, 30年やっている. */
function forYears({ figure, left, right }: Year): number | undefined {
  if (figure.value > 1400 || /(?:明治|大正|昭和|平成|令和|[MTSHR])\s?$/.test(left)) return undefined;
  if (houseItself.test(left) && /^(?:以上|近く|ほど)?(?:$|[、。の]|です|や|だ|続|やっ)/.test(right)) return figure.value;
  if (notTheFirm.test(nearEnough(left)) || notTheFirm.test(clauseAfter(right).slice(0, 10))) return undefined;
  if (/^(?:以内|未満|以下)/.test(right)) return undefined;
  if (workingFor.test(left) && /^(?:以上|近く|ほど|くらい|ちょっと)?(?:$|[、。]|です|や|だ|に(?:なる|なり))/.test(right))
    return figure.value;
  if (/^(?:以上|近く|ほど)?、?[^、。]{0,10}ひとすじ/.test(right)) return figure.value;
  if (anniversary.test(left) && figure.value >= 10 && /^(?:目|や|だ|$|、)/.test(right)) return figure.value;
  if (already.test(left) && figure.value >= 10 && /^(?:目|以上|近く|ほど|くらい|ぐらい)?(?:です|や|だ|になる|になり|$|、)/.test(right))
    return figure.value;
  if (shopBefore.test(left) && /^(?:間|目|以上|近く|ほど)?(?:です|や(?:って|っと|$)|だ|になる|になり|$|、|\s)/.test(right))
    return figure.value;
  if (anniversary.test(left) && /^目?(?:です|を迎|に(?:な|入)|の(?:会社|店))/.test(right) && figure.value > 1) return figure.value;
  if (new RegExp(`^になり[^。]{0,4}、?(?:店を|商売を|会社を)?(?:${begin})`).test(right) || /^営業(?:$|して|中|[、。])/.test(right))
    return figure.value;
  if (/^(?:以上|近く|ほど|あまり)?の歴史/.test(right) || /^になり?(?:ます|る)?、?(?:この|うちの)(?:店|会社|商売)/.test(right))
    return figure.value;
  if (figure.value >= 10 && /(?:^|、|は|も)$/.test(left) && /^目(?:に入|を迎)/.test(right)) return figure.value;
  if (
    /(?:屋|店|会社|業|旅館|民宿|食堂|商売|室|院|工場|農家|所|塾|カフェ|バー|スナック|宿)を$/.test(left) &&
    /^(?:以上|近く|ほど)?(?:$|[、。]|です|や|だ)/.test(right)
  )
    return figure.value;
  if (beginBefore.test(left) && !right.startsWith('前')) return figure.value;
  if (beginBefore.test(left) && /^(?:ほど|くらい)?前(?:です|だ|や|で|$|[、。])/.test(right)) return figure.value;
  if (/^(?:ほど|くらい|ちょっと|あまり)?前/.test(right))
    return new RegExp(
      `^(?:ほど|くらい|ちょっと|あまり)?前(?:(?:に|の|、|になり?(?:ます|る)(?:が|けど)、)[^、。]{0,14}(?:${begin})|(?:の[春夏秋冬暮]れ?)?から(?:商売|店|営業|[^、。]{1,6}[屋業店院室]を(?:やって|営|して)))`,
    ).test(right)
      ? figure.value
      : undefined;
  return keepOn.test(right) || /^(?:以上|近く|ほど)?の老舗|^(?:以上|近く)?続く/.test(right) ? figure.value : undefined;
}

const oldest = 1500;
/** 「店自体は60年」, though it was taken over since. */
const houseItself = /(?:店|会社|旅館|工場|商売|家業|蔵|宿)(?:自体|そのもの|として)は$/;

/** 「この道40年の職人で独立して22年」: the craft is learned before the firm begins. */
const craftsman = /この道(?:に入って|を|で|は|一筋|ひとすじ)?$/;

function firstAge(years: Year[], thisYear: number): number | undefined {
  const told = years.flatMap((year) => {
    const age = year.figure.vague ? undefined : (sinceYear(year, thisYear) ?? forYears(year));
    return age !== undefined && age <= oldest ? [{ age, career: craftsman.test(year.left) }] : [];
  });
  return (told.find(({ career }) => !career) ?? told[0])?.age;
}

/** Whole years (±1) on the given day (YYYY-MM-DD). Undefined for 三代目, ranges and everything that is not the firm's own beginning. */
export function businessAgeFact(text: string, asked: string | null, today: string): number | undefined {
  const thisYear = Number(today.slice(0, 4));
  const gannen = withYears(text);
  const total = yearsIn(gannen).find(({ left, figure }) => !figure.vague && /(?:合わせて|合計|通算|足して)$/.test(left));
  if (total && new RegExp(`${begin}|代目|親父|父`).test(gannen)) return total.figure.value;
  const told = firstAge(yearsIn(gannen), thisYear);
  if (told !== undefined) return told;
  const recent = lately(text);
  if (asked === 'business_age') return answered(gannen, thisYear) ?? recent?.years ?? inCenturies(text);
  if (recent && !notTheFirm.test(recent.said)) return recent.years;
  return byOwnersAge(text) ?? centuries(text);
}

function answered(reply: string, thisYear: number): number | undefined {
  const text = reply.replace(/^\s*([MTSHR])\.?(\d{1,2})(?![\d年])/, '$1$2年');
  const [year] = yearsIn(text);
  const number = year && text.length <= 20 ? (eraOrPlain(year) ?? year.figure.value) : loneNumber(text);
  if (number === undefined || year?.figure.vague) return undefined;
  return number >= 1500 && number <= thisYear ? thisYear - number : number <= oldest ? number : undefined;
}

function eraOrPlain({ figure, left }: Year): number | undefined {
  const era = /(明治|大正|昭和|平成|令和|[MTSHR])\s?$/.exec(left)?.[1];
  return era === undefined ? undefined : (eras.get(era) ?? 0) + figure.value;
}
