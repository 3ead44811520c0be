/** Specialities that bear the name of their place (輪島塗, 今治タオル): they tell where their makers are, not where they are sold or eaten. */
import { startsOf } from '../starts.ts';
import { aliases, forLookup } from './gazetteer.ts';

const craftSuffix =
  '焼|塗り?|織|紬|絣|縮|漆器|和紙|打?刃物|鋳物|人形|仏壇|うちわ|団扇|箪笥|家具|銅器|鉄器|友禅|切子|ガラス|印伝|タオル|めがね|眼鏡|そうめん|味噌|醤油|茶|みかん|りんご|牛|豚|ねぎ|瓦|石材|縮緬|ちりめん|上布|織物|組紐|水引|硯|そろばん|だるま|素麺|竹細工|こけし|木工|金物|杉|檜|漬|豆腐|こんにゃく|海苔|牡蠣|真珠';
/** 「の窯元」, 「を織って」: only who makes a speciality lives where it comes from. */
const madeHere =
  '(?:の(?:[^、。の]{1,4}の)?|を)?(?:窯元|機屋|織屋|染屋|鍛冶|加工|工房|工場|職人|窯|織元|製造|生産|栽培|養殖|農家|生産者|下請け|問屋|産地|作家|職)|を(?:[^、。を]{0,6}?)(?:織|鋳|打|作|つく|造|焼い|彫|塗|染|編|拵|こしらえ|生産|製造|栽培|育て|養殖|やっ|手がけ|手掛け|して)|(?:です|だ|や)(?:$|。|、)|$|、';
/** A shop for what is made around it: 「備前焼の販売店」; of things eaten there are shops everywhere. */
const handmade =
  '焼|塗り?|織|紬|絣|縮|漆器|和紙|打?刃物|鋳物|人形|仏壇|箪笥|銅器|鉄器|友禅|切子|ガラス|印伝|タオル|竹細工|こけし|木工|金物';
const shop =
  '(?:の|を(?:扱う|売る))(?:小さな)?(?:販売店|専門店|直売店|直売所|ギャラリー|売店|小売店?|お?店)(?:です|だ|や(?:って|$|け)|を(?:や|し|営|経営|構|出|開)|で(?!働|買|見)|$|[。、])';
const soldHere = new RegExp(`^(?:${handmade})${shop}`);
const madeAfterPlace = new RegExp(`^(?:${craftSuffix})(?:${madeHere})`);
const madeOf = new RegExp(`^(?:${madeHere}|${shop})`);

/** Is a name of a place here the first part of a speciality its people make: 輪島塗の職人, 今治タオルを織っています? */
export const namesCraft = (rest: string): boolean => madeAfterPlace.test(rest) || soldHere.test(rest);

const crafts = startsOf(
  Object.entries(aliases.crafts).flatMap(([official, names]) => names.map((name) => ({ name: forLookup(name), official }))),
);

/** A speciality named where a text goes on, and made by the speaker. */
export const craftAt = (text: string, at: number): { name: string; official: string } | undefined =>
  crafts.at(text, at).find(({ name }) => text.startsWith(name, at) && madeOf.test(text.slice(at + name.length, at + name.length + 14)));
