/**
 * Prefectures from postal codes, telephone numbers and area codes. The table of area codes is knowledge/language/place_aliases.yaml; it says
 * what it was held against. A code two prefectures share leaves the place open between them.
 */
import { after, before, clauseAfter } from './around.ts';
import { prefecturesOfAreaCode, prefecturesOfPhone, prefectureOfPostal } from './code_table.ts';

export interface CodeMention {
  start: number;
  end: number;
  /** Official names; several when the code crosses a border. */
  prefectures: readonly string[];
}

const code =
  /(?<![\d-])(?:(?<postal>〒?\s?\d{3}-\d{4}(?![\d-]))|(?<phone>0\d{1,4}[-( ]\d{1,4}[-) ]\d{3,4}(?!\d)|\(0\d{1,4}\)\s?\d{1,4}-\d{3,4}(?!\d)|0[1-9]\d{8}(?![\d,円万]))|(?<masked>0\d{1,4}-[\dXx×*○〇●◯△□]{1,4}-[\dXx×*○〇●◯△□]{3,4}(?![\d-]))|(?<digits>(?:〒|郵便番号[はが:]?)\s?\d{7}(?!\d))|(?<start>(?:〒|郵便番号[はが:]?)\s?\d{3}(?![\d-]))|(?<plain>\d{7}(?![\d,円万])))/g;

function prefecturesOfCode(groups: Record<string, string | undefined>, lone: boolean): readonly string[] {
  const digits = (groups.postal ?? groups.digits ?? groups.start ?? (lone ? groups.plain : undefined))?.replaceAll(/\D/g, '');
  if (digits !== undefined) return [prefectureOfPostal(digits)].filter((one) => one !== undefined);
  if (groups.masked !== undefined) return prefecturesOfPhone(/^[\d-]+/.exec(groups.masked)?.[0].replaceAll('-', '') ?? '');
  const phone = groups.phone?.replaceAll(/\D/g, '');
  return phone === undefined ? [] : prefecturesOfPhone(phone);
}

const areaCode = /(?<![\d.,\-])0[1-9]\d{0,3}(?:-\d{1,4}(?!-|\d))?(?![\d.,円万億千%人名年月日時分歳個件]|-\d{2}|\)?\s?\d)/g;
const noun =
  '市外局番(?:で(?:いうと|いえば|言うと))?|局番|市外|電話番号|電話|固定電話|固定|番号|連絡先|頭(?:の?[34三四]桁)?|最初の[34三四]桁|FAX|ファックス|TEL|tel|Tel|ダイヤル';
const nounBefore = new RegExp(
  `(?:${noun})(?:は|が|も|って|なら|だと|の頭(?:は|が)?|の最初(?:は|が)?|:|、|\\s)*(?:たしか|確か|ええと|えーと)?[「『(]?$`,
);
const firmBefore = /(?:うち|弊社|当社|当店|会社|店|事務所|工場|本社|本店|こっち|こちら)(?:の)?(?:は|が|も)、?[「『]?$/;
const areaAfter =
  /^[」』]?[-ー－~〜]?(?:エリア|地域|地区|圏|管内|の(?:エリア|地域|地区|市外局番|局番|番号|電話|ところ|とこ|土地|方(?!から)|ほう|町|街|辺|あたり|会社|店|市|県|固定)|が(?:市外局番|局番)|局|(?:から|で)?(?:始|はじ)ま(?:り(?:の|で|です|$)|る|って)(?:地域|エリア|ところ|とこ|町|街|土地|番号|電話|市外局番|会社|店|工場|事務所|の))/;
const sayingOnly =
  /^[」』)]?[-ー－~〜]?(?:\((?:市外)?局番\)|です|だ|や|で(?:す|ございます)|になり|な|っす|から(?:始|はじ)ま|で(?:始|はじ)ま|から|で(?!す)|番|なん|って|の(?!番号|電話)|$|[。、!\s])/;
/** Calls received say nothing of where the firm is. */
const calls =
  /かかって|掛かって|着信|督促|取り?立て|勧誘|セールス|営業電話|迷惑|詐欺|フリーダイヤル|かけて(?:く|き)|取引先|得意先|お客|友人|知人|実家|銀行の|携帯/;
const received = /かかって|掛かって|着信|督促|取り?立て|勧誘|セールス|営業電話|迷惑|詐欺|かけて(?:く|き)/;
const replyOnly =
  /^(?:[\s、。!「」\-ー－~〜]|番号|固定|電話番号|うちの|会社|店|あたり|んとこ|とこ|辺|市外局番|電話|局番|は|が|で|です|だ|や|よ|ね|から|始まり|始まる|ます|の|エリア|地域|ところ|番|うち|えーと|ええと|たしか|確か|なん|ですが|けど|市外|0[1-9]\d{0,3})*$/;

function saidOfTheFirm(text: string, start: number, end: number, asked: boolean): boolean {
  const [behind, ahead] = [before(text, start, 22), after(text, end, 30)];
  if (calls.test(behind) || received.test(clauseAfter(ahead))) return false;
  if (asked && text.length <= 40 && replyOnly.test(text)) return true;
  const opens = /(?:^|[、,・\s])$/.test(behind) && end - start >= 3;
  if (opens && (behind.trim() === '' ? opening : closing).test(ahead)) return true;
  return areaAfter.test(ahead) || ((nounBefore.test(behind) || firmBefore.test(behind)) && sayingOnly.test(ahead));
}

/** A message that opens with a code says where the firm is: 「0263の工務店です」「078。飲食店」「0985-xx-xxxx」. */
const opening = /^[」』]?[-ー－~〜]?(?:の|から|で|に|、|。|\s|~|〜|[xX*○〇●×.]|です|だ|や|って|\/|$)/;

/** 「居酒屋です、078です」 */
const closing = /^[」』]?(?:です|だ|や|$|。|の(?:ほう|方|あたり|辺|地域|町|街))/;

const mostMentions = 100;

/** 0985, or the beginning of a number: 0985-22. */
const prefecturesOf = (written: string): readonly string[] =>
  written.includes('-') ? prefecturesOfPhone(written.replace('-', '')) : prefecturesOfAreaCode(written);

function areaCodes(text: string, asked: string | null): CodeMention[] {
  return [...text.matchAll(areaCode)].slice(0, mostMentions).flatMap((found) => {
    const [start, end] = [found.index, found.index + found[0].length];
    const prefectures = saidOfTheFirm(text, start, end, asked === 'prefecture') ? prefecturesOf(found[0]) : [];
    return prefectures.length === 0 ? [] : [{ start, end, prefectures }];
  });
}

const kanjiDigits = '〇一二三四五六七八九';
/** 〇七八 → 078 */
const withDigits = (text: string): string =>
  text.replaceAll(/[〇零][一二三四五六七八九][〇零一二三四五六七八九]{1,2}/g, (code) =>
    code.replaceAll(/./g, (digit) => String(Math.max(0, kanjiDigits.indexOf(digit)))),
  );

/** Codes in their order. Seven bare digits count when they are the whole reply, or the answer to the question of the prefecture. */
export function codesIn(typed: string, asked: string | null): CodeMention[] {
  const text = withDigits(typed).replaceAll(/(?<=[\dXx○〇])[ー−‐–—―](?=[\dXx○〇])/g, '-');
  const lone = asked === 'prefecture' || (asked === null && /^\s*\d{7}\s*(?:です)?\s*$/.test(text));
  const whole = [...text.matchAll(code)].slice(0, mostMentions).flatMap((found) => {
    const prefectures = prefecturesOfCode(found.groups ?? {}, lone);
    return prefectures.length === 0 ? [] : [{ start: found.index, end: found.index + found[0].length, prefectures }];
  });
  return [...whole, ...areaCodes(text, asked)];
}
