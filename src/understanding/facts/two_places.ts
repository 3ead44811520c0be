/** Two shops, two prefectures, no head office told: 「大阪と京都に店があります」. Nothing says which of them is the firm's. */
import type { Mention } from './place_mentions.ts';

const region = '(?:市内|県内|府内|都内|市|県|府|都|区|町|村)?';
const shops = '(?:お?店舗?|[一二三四\\d]+(?:軒|店舗?|つ|か所|ヶ所|箇所|棟|教室)(?:ずつ|ほど)?|サロン|教室|事務所|営業所)';
/** 「大阪と京都」, 「神戸に一軒、岡山に」 */
const joined = new RegExp(`^${region}(?:の[^、。と]{1,8})?(?:と|や|、|・|&|\\+|(?:に|で)(?:も|は)?(?:${shops}(?:が|を)?)?(?:と、?|、))$`);
const here = new RegExp(
  `^${region}の?(?:両方|二か所|2か所|双方)(?:です|や|$)|^${region}(?:の[^、。にで]{1,10}|それぞれ|両方)?(?:(?:の|、)?(?:両方|二か所|2か所|双方))?(?:に|で(?!す)|の?${shops}|、)`,
);

const overlap = (one: Mention, other: Mention): boolean => one.prefectures.some((official) => other.prefectures.includes(official));

/** The prefectures of shops named side by side, in their order; undefined when one place is told, or one of them as the head office. */
export function sideBySide(mentions: readonly Mention[], text: string): string[] | undefined {
  for (const [index, first] of mentions.entries()) {
    const chain = [first];
    for (const next of mentions.slice(index + 1)) {
      const last = chain.at(-1) ?? first;
      if (!joined.test(text.slice(last.end, next.start)) || chain.some((one) => overlap(one, next))) break;
      chain.push(next);
    }
    const last = chain.at(-1) ?? first;
    if (chain.length > 1 && here.test(text.slice(last.end, last.end + 24))) return chain.flatMap((one) => one.prefectures);
  }
  return undefined;
}
