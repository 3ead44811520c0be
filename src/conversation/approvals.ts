/** 経営革新計画の承認件数 (document 003, 参考資料): of a prefecture, a region, the whole country, or where there are most. */
import { say } from '../../flows/index.ts';
import { factOn, type Day, type FaqEntry, type Knowledge } from '../../knowledge/index.ts';
import type { Facts } from '../understanding/types.ts';
import type { Computed } from './figures.ts';
import { quote, quoting, type Quoting } from './quote.ts';

const prefix = 'kakushin_approvals_';
const counts = /件|実績|年度|多い|多く|少な|番|トップ|最多|ランキング|累計/;
const most = /多い|多く|番|トップ|最多|ランキング|1位/;
const regions: readonly (readonly [RegExp, string])[] = [
  [/東北/, 'tohoku'],
  [/関東/, 'kanto'],
  [/中部/, 'chubu'],
  [/近畿|関西/, 'kinki'],
  [/中国(?!語)/, 'chugoku'],
  [/四国/, 'shikoku'],
  [/九州/, 'kyushu'],
];
/** The years of the table in their order, as they are called. */
const years: readonly RegExp[] = [/28年|2016年/, /29年|2017年/, /30年|2018年/];

/** 「兵庫の承認件数」「30年度に一番多い県」; undefined where a text asks no such thing. */
export function approvalsAnswer(
  text: string,
  facts: Facts,
  before: FaqEntry | undefined,
  knowledge: Knowledge,
  day: Day,
): Computed | undefined {
  const plain = text.normalize('NFKC');
  const goesOn = before?.id.startsWith(prefix) === true && plain.length <= 20;
  if (!knowledge.facts.has(`${prefix}total`) || !(goesOn || plain.includes('承認'))) return undefined;
  const on = quoting(knowledge, day);
  const places = placesIn(plain, facts, knowledge);
  if (!goesOn && !(counts.test(plain) || (places.length > 0 && /承認(?:数|の?状況)?(?:は|って)?[?？]?$/.test(plain)))) return undefined;
  const wantsMost = most.test(plain) && !facts.prefecture;
  if (places.length === 0 && !wantsMost) return undefined;
  const lines = wantsMost ? [mostLine(plain, on)] : places.map((id) => countLine(id, on));
  const entry = knowledge.faq.find((one) => one.id === `${prefix}total`);
  return { text: [...lines, ...(wantsMost ? [] : [countLine('total', on)])].join('\n'), on, ...(entry ? { entry } : {}) };
}

function placesIn(text: string, facts: Facts, knowledge: Knowledge): string[] {
  const region = regions.find(([form]) => form.test(text))?.[1];
  const state = /(?<!全)国(?:の|が|で)?承認|地方局/.test(text) ? ['state'] : [];
  const prefecture = rows(knowledge).find(({ name }) => name === facts.prefecture || saysPrefecture(text, name))?.id;
  return [...(prefecture ? [prefecture] : []), ...(region && !prefecture ? [region] : []), ...state];
}

/** 「兵庫」 for 兵庫県; 東京 is no 京都. */
function saysPrefecture(text: string, name: string): boolean {
  const short = name === '北海道' ? name : name.slice(0, -1);
  return short === '京都' ? /(?<!東)京都/.test(text) : text.includes(short);
}

/** The rows of prefectures: the id behind the prefix and the name of the place. */
function rows(knowledge: Knowledge): { id: string; name: string }[] {
  return [...knowledge.facts.values()].flatMap(({ id, name }) => {
    const place = /（(.+[都道府県])）$/.exec(name)?.[1] ?? /（(北海道)）$/.exec(name)?.[1];
    return id.startsWith(prefix) && place !== undefined ? [{ id: id.slice(prefix.length), name: place }] : [];
  });
}

function countLine(id: string, on: Quoting): string {
  const place = /（(.+)）$/.exec(on.knowledge.facts.get(prefix + id)?.name ?? '')?.[1] ?? '';
  return quote(say('approvals_of', { place, counts: `{fact:${prefix}${id}}` }), on);
}

/** Where there are most, in the year named or in the last, and of all times. */
function mostLine(text: string, on: Quoting): string {
  const named = years.findIndex((year) => year.test(text));
  const at = named === -1 ? years.length - 1 : named;
  const year = quote(`{fact:${prefix}years}`, on).split('・')[at] ?? '';
  const sorted = (index: number): { name: string; count: number }[] =>
    rows(on.knowledge)
      .map(({ id, name }) => ({ name, count: countsOf(id, on)[index] ?? 0 }))
      .toSorted((a, b) => b.count - a.count);
  const [first, second] = sorted(at);
  const [ever] = sorted(years.length);
  if (!first || !second || !ever) return '';
  const shown = ({ name, count }: { name: string; count: number }): string => `${name}（${count.toLocaleString('ja-JP')}件）`;
  return quote(say('approvals_most', { year, first: shown(first), second: shown(second), ever: shown(ever) }), on);
}

/** The three years and the sum of all times. */
function countsOf(id: string, on: Quoting): number[] {
  const value = factOn(on.knowledge, prefix + id, on.day)?.row.value;
  return typeof value === 'string' ? [...value.matchAll(/([\d,]+)件/g)].map(([, digits = '']) => Number(digits.replaceAll(',', ''))) : [];
}
