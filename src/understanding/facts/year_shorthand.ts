/** Years with the 年 left out, or written as dates: H12開業, 創業1998, 設立 2004/5. */
import { founded } from './beginnings.ts';

const shorthand: [RegExp, string][] = [
  [/((?:会社|創業|設立|法人|弊社|当社|うち)[^、。\d]{0,6})(\d{2,3})期目?/g, '$1$2年目'],
  [/(明治|大正|昭和|平成|令和)の(?:初め|はじめ|終わり|終わり頃|半ば)?、?(?:たしか)?(\d{1,2}年)/g, '$1$2'],
  [/一筋|ひと筋/g, 'ひとすじ'],
  [/一本(?=で\d)/g, 'いっぽん'],
  [
    /(?<=\d{4})\((?:明治|大正|昭和|平成|令和)[\d元]{1,2}年?\)(?=年)|(?<=\d{4}年)\((?:明治|大正|昭和|平成|令和)[\d元]{1,2}年?\)|(?<=年)\(\d{4}年?\)/g,
    '',
  ],
  [new RegExp(`((?:${founded})(?:年月日|日|年)?[\\s:は]{0,3})((?:19|20)\\d{2})[/.\\-]\\d{1,2}(?:[/.\\-]\\d{1,2})?`, 'g'), '$1$2年'],
  [new RegExp(`((?:19|20)\\d{2})[/.]\\d{1,2}(?:[/.]\\d{1,2})?(?=に?(?:${founded}))`, 'g'), '$1年'],
  [/(慶応|明治|大正|昭和|平成|令和)元年/g, '$11年'],
  [new RegExp(`(?<![A-Za-z\\d])([MTSHR])\\.?(\\d{1,2})年?(?=\\s?に?(?:${founded}))`, 'g'), '$1$2年'],
  [new RegExp(`((?:明治|大正|昭和|平成|令和)\\d{1,2})(?=\\s?に?(?:${founded}))`, 'g'), '$1年'],
  [new RegExp(`((?:${founded})[\\s:は/]{0,2})((?:1[5-9]|20)\\d{2})(?![\\d,.年万円億千人名])`, 'g'), '$1$2年'],
  [new RegExp(`((?:${founded})[\\s:は/]{0,2}(?:[MTSHR]|明治|大正|昭和|平成|令和)\\d{1,2})(?![\\d,.年])`, 'g'), '$1年'],
  [/((?:業歴|社歴|営業歴|創業)[\s:は]{0,2}\d{1,3})(?=$|[\s、。/・]|です|や)/g, '$1年'],
];

/** H12開業, 創業1998, 業歴 12: with the 年 left out put back. */
export const withYears = (text: string): string =>
  // all of them have one of these characters, most texts none
  /[\d一元]/.test(text) ? shorthand.reduce((whole, [short, full]) => whole.replaceAll(short, full), text) : text;
