/** Numerals, and the words of numbers, written in kana: じゅうににん, にせんまん, まいつき じゅうまん, しほんきん さんびゃくまん, ひとり. */

const spoken: readonly (readonly [kana: string, written: string])[] = [
  ['きゅう', '九'],
  ['じゅう', '十'],
  ['じゅっ', '十'],
  ['じっ', '十'],
  ['ひゃく', '百'],
  ['びゃく', '百'],
  ['ぴゃく', '百'],
  ['いち', '一'],
  ['いっ', '一'],
  ['さん', '三'],
  ['よん', '四'],
  ['ろく', '六'],
  ['ろっ', '六'],
  ['なな', '七'],
  ['しち', '七'],
  ['はち', '八'],
  ['はっ', '八'],
  ['せん', '千'],
  ['ぜん', '千'],
  ['まん', '万'],
  ['おく', '億'],
  ['に', '二'],
  ['し', '四'],
  ['よ', '四'],
  ['ご', '五'],
  ['く', '九'],
];
const written = new Map(spoken);
const numeral = `(?:${spoken.map(([kana]) => kana).join('|')})`;
const whole = new RegExp(
  `^(?<lead>(?:まいつき|つきに|つき|やく|だいたい|たぶん|ざっと|うちは|いまは|しほんきんは|しゃっきんは)?[\\s、]?)(?<number>${numeral}+?)(?<unit>えん|にん|めい|ねん|まんえん)?(?<rest>(?:くらい|ぐらい|ほど|です|だ|かな|や|ちょっと|とちょっと|。)*)$`,
);
const units = new Map(Object.entries({ えん: '円', にん: '人', めい: '名', ねん: '年', まんえん: '万円' }));
// the other leads are read as they are written
const leads = new Map(Object.entries({ まいつき: '毎月', つきに: '月に', つき: '月' }));

/** A reply in kana that is nothing but a number, with its numeral written out (十二人, 毎月十万); any other text as it is. */
export function withNumerals(reply: string): string {
  const found = reply.length <= 24 ? whole.exec(reply.trim())?.groups : undefined;
  if (!found) return reply;
  const number = (found.number ?? '').replaceAll(new RegExp(numeral, 'g'), (kana) => written.get(kana) ?? kana);
  const lead = (found.lead ?? '').trim();
  return `${leads.get(lead) ?? lead}${number}${units.get(found.unit ?? '') ?? ''}${found.rest ?? ''}`;
}

const words = new Map(
  Object.entries({
    しほんきん: '資本金',
    かえして: '返して',
    かりて: '借りて',
    のこって: '残って',
    資本きん: '資本金',
    しゃっきん: '借金',
    かりいれ: '借入',
    へんさい: '返済',
    じゅうぎょういん: '従業員',
    しゃいん: '社員',
    そうぎょう: '創業',
    かいぎょう: '開業',
    まいつき: '毎月',
    しょくにん: '職人',
    すたっふ: 'スタッフ',
    ぱーと: 'パート',
    さいむ: '債務',
    つきづき: '月々',
  }),
);
const word = new RegExp([...words.keys()].join('|'), 'g');
const amount = new RegExp(
  `(?<=^|[はがもでの、。\\s:]|\\p{Script=Han})(${numeral}+?)(えん|にん|めい|ねん)?(?=$|[、。\\s]|です|や|だ|くらい|ぐらい|ほど|の|を|が|円|残|借)`,
  'gu',
);

const unitTyped = new Map(Object.entries({ まんえん: '万円', まん: '万', おく: '億', えん: '円', にん: '人', めい: '名', ねん: '年' }));
/** 300まん, 4にん: figures with their unit in kana. */
const figure = /(?<=\d)(?:まんえん|まん|おく|えん|にん|めい|ねん)(?!め|ま[ええ]|か[んぎ])/g;

/** しほんきん さんびゃくまん → 資本金 三百万, 4にん → 4人; a text without such words as it is. */
export function inKanji(text: string): string {
  return text
    .replaceAll(figure, (kana) => unitTyped.get(kana) ?? kana)
    .replaceAll(word, (kana) => words.get(kana) ?? kana)
    .replaceAll(amount, (kana: string, _number: string, unit: string | undefined) =>
      unit !== undefined || /まん|おく/.test(kana) ? withNumerals(kana) : kana,
    );
}

/** 「資本金ですか？1000万です」, 「従業員？6人」: the question said again and its answer, as one sentence. */
export const withQuestions = (text: string): string =>
  text.replaceAll(
    /(資本金|借入(?:金|額)?|借金|返済額?|従業員|社員|スタッフ|人数|創業|開業)(数|の額)?(?:ですか|いくらかって|いくら|かって|って|は|か)*[?？]\s?(?=[\d一二三四五六七八九十百千])/g,
    '$1$2は',
  );

/** トヤマケンノコウムテンデス: a message typed in katakana alone, in hiragana; any other as it is. */
export const inHiragana = (text: string): string =>
  /[ぁ-ん\p{Script=Han}]/u.test(text) || !/[ァ-ヴ]{6}/.test(text)
    ? text
    : text.replaceAll(/[ァ-ヴ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));

/** 一、〇〇〇万円: a comma of thousands. */
export const withoutCommas = (text: string): string =>
  text.replaceAll(/(?<=[一二三四五六七八九〇])、(?=[〇一二三四五六七八九]{3}(?:万|円))/g, '');

/** ひとり, ふたり → 1人, 2人. */
export const withPeople = (text: string): string =>
  text.replaceAll(/ひとり(?!も|でに|歩|言|親方)/g, '1人').replaceAll(/ふたり(?!とも)/g, '2人');
