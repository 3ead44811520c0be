/** Ages of a firm told without their years: 半世紀, 去年開業, 27で独立して今55. */
import { begin } from './beginnings.ts';

const lengths = new Map(Object.entries({ 四半世紀: 25, 半世紀: 50, 一世紀: 100, '1世紀': 100 }));
const century = '四半世紀|半世紀|一世紀|1世紀';

const sinceCenturies = new RegExp(`(?:創業|設立|開業|商売|店|業歴)[^。\\d]{0,8}?(${century})`);
const forCenturies = new RegExp(`(${century})(?:以上|近く|ほど|も|、)*(?:やって|やっと|続く|続い|営|商売)`);
const anyCentury = new RegExp(century);

/** 「半世紀続く」, in years. */
export function centuries(text: string): number | undefined {
  const found = sinceCenturies.exec(text);
  const lasting = forCenturies.exec(text);
  return lengths.get((lasting ?? found)?.[1] ?? '');
}

const recent = new Map(Object.entries({ 今年: 0, 去年: 1, 昨年: 1, 一昨年: 2, おととし: 2 }));
/** 去年開業しました; not 去年弁当を始めた. */
const recently = new RegExp(
  `(今年|去年|昨年|一昨年|おととし)(?:の[春夏秋冬暮]れ?|の?\\d{1,2}月|末)?(?:に|、)?(?:[^、。を]{0,6}|お?店を|会社を|商売を)(?:${begin})(?!予定|資金|融資|計画)`,
);
/** 「27で独立して今55歳」 */
const ages = new RegExp(
  `(\\d{2})(?:歳|才)?(?:で|のとき|の時|の頃|に)、?[^、。\\d]{0,8}(?:${begin})[^。\\d]{0,10}(?:今|いま|現在|今年)(?:は|で|、)?(?:もう)?(\\d{2})(?!年|人|名|万)`,
);

/** 「開業したのが35のとき、今68歳」 */
const agesAfter = new RegExp(
  `(?:${begin})[^、。\\d]{0,8}?(\\d{2})(?:歳|才)?の(?:とき|時|頃)、?[^。\\d]{0,6}(?:今|いま|現在)(?:は|で)?(?:もう)?(\\d{2})(?!年|人|名|万)`,
);

/** From the owner's ages then and now. */
export function byOwnersAge(text: string): number | undefined {
  const said = text.replaceAll(/([二三四五六七])十(?=歳|才|で)/g, (_, ten: string) => `${String('二三四五六七'.indexOf(ten) + 2)}0`);
  const [, then, now] = ages.exec(said) ?? agesAfter.exec(said) ?? [];
  const years = Number(now) - Number(then);
  return years >= 0 ? years : undefined;
}

/** 「去年開業しました」: the years and the words that tell it; undefined when nothing of last years is said. */
export function lately(text: string): { years: number; said: string } | undefined {
  const found = recently.exec(text);
  const years = recent.get(found?.[1] ?? '');
  return found && years !== undefined ? { years, said: found[0] } : undefined;
}

/** 「もう四半世紀」, as a reply. */
export const inCenturies = (reply: string): number | undefined => lengths.get(anyCentury.exec(reply)?.[0] ?? '');
