/** The trade from what is done: 帽子を作っています, 髪を切ってる, 婦人服を売ってます. */
import { before, clauseBefore, other } from './around.ts';
import { doings } from './trades.ts';

const verbs = [...new Set(doings.flatMap((doing) => doing.verbs))].sort((a, b) => b.length - a.length).join('|');
const progressive =
  '(?:て|で)(?:い(?:る|ます|て|ま)|おり|お(?:る|り)|ます|る(?!ように)|ん(?:の|です)|はる)|と(?:る|り|ん)|ちょる|よる|て(?:売って|暮ら|生計|食べ)';
const done = new RegExp(
  `(?:を|も)(?:専門に|主に|メインに|中心に|手作業で|手作りで|機械で|自分で|夫婦で|家族で|一人で|細々と|小さく|[^、。をも\\d]{0,6}?)(?<verb>${verbs})(?:${progressive})`,
  'g',
);
const longestThing = 8;
const thingsByVerb = new Map<string, Map<string, string>>();
for (const { row, verbs: forms, things } of doings) {
  for (const verb of forms) {
    const rows = thingsByVerb.get(verb) ?? new Map<string, string>();
    thingsByVerb.set(verb, rows);
    for (const thing of things) if (!rows.has(thing) || row === 'making_and_selling') rows.set(thing, row);
  }
}

const listing = /(?:など|とか|や何か|なんか|類|用品|関係|関連)$/;

/** The row of the longest thing that ends a piece. */
function rowOfThing(piece: string, rows: Map<string, string>): string | undefined {
  const plain = piece.replace(listing, '');
  for (let length = Math.min(longestThing, plain.length); length > 0; length--) {
    const thing = plain.slice(-length);
    const row = rows.get(thing);
    if (row === undefined) continue;
    const joined =
      length === 1 && /[\p{Script=Han}]/u.test(plain.charAt(plain.length - 2)) && !/[製用大小生干]/.test(plain.charAt(plain.length - 2));
    if (!joined) return row;
  }
  return undefined;
}

const mine = /うち(?:は|で|の)|弊社|当社|私(?:は|ども)/;
const notTheFirm =
  /(?:趣味|休みの日|自宅|息子|娘|妻|家内|夫|主人|父|母|親|子供|子ども|孫|学校|テレビ|昔|以前)(?:に|で|は|が|も|と)[^、。]{0,12}$/;
const borrowedVerb = /^(?:.{0,2}(?:もら|くれ|ほし|欲し|いた(?:だ|い)|た(?:頃|時|ころ)))/;
const mostFound = 50;

/** The first row an activity tells, or undefined. `making_and_selling` is returned as it stands. */
export function doingRow(text: string): string | undefined {
  let seen = 0;
  for (const found of text.matchAll(done)) {
    if (++seen > mostFound) return undefined;
    const lead = before(text, found.index, 24);
    const row = rowOfThing(lead, thingsByVerb.get(found.groups?.verb ?? '') ?? new Map<string, string>());
    const rest = text.slice(found.index + found[0].length, found.index + found[0].length + 8);
    if (row === undefined || borrowedVerb.test(rest) || notTheFirm.test(clauseBefore(lead))) continue;
    if (!other.test(lead) || mine.test(lead)) return row;
  }
  return undefined;
}
