/** Names of trades in a text (knowledge/language/industries.yaml), each with the row of document 003's table it belongs to. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { startsOf } from '../starts.ts';

export const manufacturing = 'manufacturing_construction_transport_other';
const rows = [manufacturing, 'rubber_products', 'wholesale', 'service', 'software_it', 'ryokan_hotel', 'retail'] as const;
const names = z.array(z.string().min(1));
const namesByRow = z.partialRecord(z.enum(rows), names);
const waresByRow = z.partialRecord(z.enum([...rows, 'making_and_selling']), names);
const industriesSchema = z.strictObject({
  ...Object.fromEntries(rows.map((row) => [row, names])),
  making_and_selling: names,
  only_if_own: names,
});
const looserSchema = z.object({
  common_words: namesByRow,
  wares: waresByRow,
  endings: namesByRow,
  never: names,
  workplaces: z.array(z.strictObject({ row: z.enum(rows), things: names, unit: z.string() })),
  doing: z.array(
    z.strictObject({ row: z.enum([...rows, 'making_and_selling']), verbs: names, things: names, any: z.boolean().default(false) }),
  ),
});

/** `making_and_selling`: makes what it sells. `only_if_own`: a common word. `ending`: the end of a name the lists do not hold. `ware`: a trade only in a fragment. `thing`: only with its house (花の店, ネジの会社); `made`: also after the place it is made at (熊本でスイカ). */
type Sort = 'plain' | 'making_and_selling' | 'only_if_own' | 'ending' | 'ware' | 'thing' | 'made';

interface Trade {
  name: string;
  row: string;
  sort: Sort;
}

export interface TradeMention extends Trade {
  start: number;
  end: number;
}

const file = join(import.meta.dirname, '../../../knowledge/language/industries.yaml');
const raw: unknown = parse(readFileSync(file, 'utf8'));
const looser = looserSchema.parse(raw);
/** 飼うて, 縫うて, as they say in the west: 飼っ → 飼う. */
const withWesternForm = (stem: string): string[] => (/[飼縫扱買洗商習使歌]っ$/.test(stem) ? [stem, `${stem.slice(0, -1)}う`] : [stem]);

/** What owners say they do: 帽子を作っている, 髪を切っている. */
export const doings = looser.doing.map(({ verbs, ...rest }) => ({ ...rest, verbs: verbs.flatMap(withWesternForm) }));
/** Objects that make no trade, whatever is done with them. */
export const neverWares = looser.never;
/** What a trade is done with, counted: 乳牛 60頭, 客室 12. `unit` is a pattern. */
export const workplaces = looser.workplaces;

function ofLists(lists: Record<string, string[] | undefined>, sort: Sort): Trade[] {
  return Object.entries(lists).flatMap(([row, trades]) => (trades ?? []).map((name) => ({ name, row, sort })));
}

function listed(): Trade[] {
  const {
    common_words: _common,
    wares: _wares,
    endings: _endings,
    doing: _doing,
    never: _never,
    workplaces: _workplaces,
    ...strict
  } = z.record(z.string(), z.unknown()).parse(raw);
  const { making_and_selling, only_if_own, ...plain } = industriesSchema.parse(strict) as Record<string, string[]>;
  return [
    ...ofLists(plain, 'plain'),
    ...ofLists({ retail: making_and_selling }, 'making_and_selling'),
    ...ofLists({ service: only_if_own }, 'only_if_own'),
    ...ofLists(looser.common_words, 'only_if_own'),
    ...ofLists(looser.endings, 'ending'),
    ...ofLists(looser.wares, 'ware'),
    ...things(),
  ];
}

/** 作っている, not 貸している or 運んでいる. */
const makes = new Set(['作っ', '育て', '栽培し', '捌い', '刈っ', '打っ']);

/** What is made (and sold by nobody else), or made or sold, for 「花の店」 and 「ネジの会社」; a name that is listed already stays what it is. */
function things(): Trade[] {
  const made = looser.doing.filter(({ row }) => row === manufacturing || row === 'making_and_selling' || row === 'retail');
  const rowsByName = new Map(made.toReversed().flatMap(({ row, things: names }) => names.map((name) => [name, row] as const)));
  const sold = new Set(
    looser.doing.flatMap(({ row, verbs, things: names }) => (row === manufacturing && verbs.some((verb) => makes.has(verb)) ? [] : names)),
  );
  return [...rowsByName].map(([name, row]) => ({ name, row, sort: row === manufacturing && !sold.has(name) ? 'made' : 'thing' }));
}

const trades = startsOf(listed());

const katakana = /[ァ-ヴー]/;
const latin = /[A-Za-z]/;

/** バー is not in バーコード, IT not in LIMIT, 宿 not in 新宿. */
function bounded(text: string, name: string, at: number): boolean {
  const [previous, next] = [text.charAt(at - 1), text.charAt(at + name.length)];
  const [first, last] = [name.charAt(0), name.charAt(name.length - 1)];
  if (katakana.test(first) && katakana.test(previous) && name.length < 4) return false;
  if (katakana.test(last) && katakana.test(next)) return false;
  if (latin.test(first) && (latin.test(previous) || latin.test(next))) return false;
  if ((last === '卸' && /[しす]/.test(next)) || (name === 'めっき' && next === 'り')) return false;
  return name.length > 1 || !/[\p{Script=Han}々]/u.test(previous + next) || /[卸塾]/.test(name);
}

/** Words that end like a trade and are none: 部屋, 名古屋, 支店. */
const noStem =
  /(?:[部小家母長社芦鹿平東西南北支本新全号直営代理各同当弊出開閉来入売分貴総旗別他自何一二三四五六七八九十\d]|名古|代理|チェーン|フランチャイズ|加盟|店|会社|販売|事業|関連|サポート|アフター|相談|行政|公共|金融|福利|商品|技術|研究|経営|人材|事前|定期|健康|税務|身体|改装|修繕|この|その|あの|どの|ベテラン|若手|熟練|腕利き|外国人|見習い|計画|書類?|資料|仕組み|体制|商品|人脈|信頼|関係|町|まち|仲間|人)$/;
const wordBefore = /[\p{Script=Han}ァ-ヴー々A-Za-z]$|[ぁ-ん]{2}$|\p{Script=Han}[えきぎけげしじせちてみめびりれ]$/u;
const particleBefore =
  /(?:[のをがはもにへでとや、。]|から|まで|より|った|いる|ある|する|した|いた|ない|れた|いい|だけ|など|とか|って|ここ|そこ|うち)$/;

/** 「ウニの加工」, 「のぼり旗の販売」: what is done to a thing, not to one's own shop or car. */
const ofThing =
  /(?<!店|(?<!き)家|会社|自社|商品|製品|新製品|父|母|夫|妻|車|人|うち|ここ|そこ|よそ|みんな|いつも|ほか|さっき|あと|[うこそあど])(?<=[\p{Script=Han}ァ-ヴー]|[ぁ-ん]{2}|\p{Script=Han}[ぁ-ん])の$/u;

/** The end of a longer name: 布団屋, 水耕栽培. */
function endsLongerName(text: string, name: string, at: number): boolean {
  const stem = text.slice(Math.max(0, at - 6), at);
  const next = text.charAt(at + name.length);
  if (name.length > 1 && ofThing.test(stem) && !/^(?:商店|ショップ|ストア|販売店|専門店|会社|工場)$/.test(name)) return true;
  if (!wordBefore.test(stem) || particleBefore.test(stem) || noStem.test(stem)) return false;
  return !(katakana.test(name.charAt(name.length - 1)) && katakana.test(next));
}

const houseOf = /^(?:の|専門の?|を扱う)(?:専門の)?(?:お?店|会社|工場|町工場|工房|職人|専門店|下請|小さな|商売|卸|製造|販売|仕事|教室)/;

const madeOrHouse = new RegExp(
  `${houseOf.source}|^(?:$|[、。\\s]|です|だ(?:$|[。け])|や(?:$|[。っり])|を?(?:やっ|作|つく|して|しと)|と(?![いしこ]))`,
);

const standsAt = (text: string, { name, sort }: Trade, at: number): boolean =>
  sort === 'ending'
    ? endsLongerName(text, name, at)
    : bounded(text, name, at) &&
      (!/^(?:thing|made)$/.test(sort) ||
        (sort === 'made' ? madeOrHouse : houseOf).test(text.slice(at + name.length, at + name.length + 8)));

const mostMentions = 100;

/** The trades named, in their order; the longest name at a place. */
export function tradesIn(text: string): TradeMention[] {
  const mentions: TradeMention[] = [];
  for (let at = 0; at < text.length && mentions.length < mostMentions; at++) {
    const trade = trades.at(text, at).find((one) => text.startsWith(one.name, at) && standsAt(text, one, at));
    if (!trade || (trade.sort === 'ending' && mentions.at(-1)?.end === at && mentions.at(-1)?.sort === 'plain')) continue;
    mentions.push({ ...trade, start: at, end: at + trade.name.length });
    at += trade.name.length - 1;
  }
  return mentions;
}
