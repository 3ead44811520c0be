/** The trade where none is named: 「西条の蔵を継いで」, 「豊田の下請けで」, 「牛タンの店をやってます」. Asked last, as it says least. */
import { after, before, other, otherAsSubject } from './around.ts';
import { forLookup } from './gazetteer.ts';
import { placesAt } from './places.ts';
import { manufacturing } from './trades.ts';

const said =
  '(?:です|だ(?!っ)|や(?:っ|り|けど|で|$)|で(?:す|ござ|やって|やっと|$)|を(?:や|営|継|守|経営|構|出し|開|切り盛り|して|しと|三代|二代|\\d)|の(?:者|主|[二三四五六七八九\\d]+代目)|、|。|$|\\s)';

interface SidePhrase {
  pattern: RegExp;
  row: string;
}

/** What a shop is called after, though nothing is sold by that name: 「自慢の店」, 「父の店」, 「三代目の店」. */
const noWare =
  /(?:人気|自慢|評判|赤字|黒字|家族|経営|地元|老舗|昔|目|個人|夫婦|場所|最後|自分|他|別|隣|近く|前|親|父|母|兄|弟|姉|妹|夫|妻|息子|娘|友人|知人|祖父|祖母|会社|駅|うち|こちら|そちら|どこ|ここ|この|その|あの|以上|程度|規模|大手|全国|チェーン|フランチャイズ|本社|支店|海外|借り物|賃貸|人|様|さん|年|月|代|万|円|坪|席|市|県|区|町|村|通り|街|側|口|角|裏|横|上|下|中|奥|内|外)$/;

const phrases: SidePhrase[] = [
  {
    row: manufacturing,
    pattern: new RegExp(`(?<at>を(?:作る|造る|つくる|こしらえる|作って(?:い)?る)(?:職人|工房|工場|町工場|下請け))(?:${said})`, 'u'),
  },
  { row: manufacturing, pattern: new RegExp(`(?:^|[、。\\sのなる]|小さな|[県市町村区で])(?<at>蔵|酒の蔵|窯)(?:${said})`, 'u') },
  {
    row: manufacturing,
    pattern: new RegExp(
      `(?<at>(?:[一二三四孫\\d]次)?下請け?)(?:の(?:仕事|工場|会社|職人|町工場))?(?:${said}|で(?!き|の)|が(?:主|メイン|本業|中心))`,
      'u',
    ),
  },
  {
    row: 'retail',
    pattern: new RegExp(
      `(?<at>を(?:出す|出して(?:い)?る|出しとる|食べさせる|飲ませる|商う)(?:小さな)?(?:お?店|屋台|商売))(?:${said})`,
      'u',
    ),
  },
  {
    row: 'retail',
    pattern: new RegExp(
      `(?<what>[\\p{Script=Han}々ァ-ヴー]{2,10}|[ぁ-ん]{3,6}|[\\p{Script=Han}ァ-ヴー][ぁ-ん]{1,3})(?<at>の(?:小さな|小さい)?(?:お店|店|料理屋|食堂))(?:${said})`,
      'u',
    ),
  },
];

/** Does the piece name a place? 「福岡の店」 sells no 福岡. */
const isPlace = (piece: string): boolean => placesAt(forLookup(piece), 0).some(({ name }) => name.length === piece.length);

/** The row of the first such phrase said of the firm itself, or undefined. */
export function fromSidePhrase(text: string): string | undefined {
  for (const { pattern, row } of phrases) {
    const found = pattern.exec(text);
    if (!found) continue;
    const what = found.groups?.what;
    if (what !== undefined && (noWare.test(what) || isPlace(what))) continue;
    const lead = before(text, found.index, 24);
    const rest = after(text, found.index + found[0].length, 12);
    if (otherAsSubject.test(lead) || other.test(lead) || /(?:働|勤|頼ん|修業|買っ|食べ)/.test(rest)) continue;
    return row;
  }
  return undefined;
}
