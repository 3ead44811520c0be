/** The firm's own trade: the name of a trade said of oneself, not of a customer, a neighbour or a plan. */
import { after, before } from './around.ts';
import { doingsIn } from './doings.ts';
import { fromSidePhrase } from './side_phrases.ts';
import { evidence } from './trade_evidence.ts';
import { manufacturing, tradesIn, type TradeMention } from './trades.ts';

const supplies = /下請け|OEM|向けの|卸して|卸し(?:て|が|を)|納め|納入|納品|製造|工場/;

const car = /車検|事故車|自動車|マイカー|ディーラー|車の|クルマ/;
/** What the work is done to decides before the work: 「ゴムの加工」, 「システムの保守」. */
const rubber = /ゴム(?!印)[^、。のをも]{0,6}[のを]?$/;
const digital =
  /(?:プログラム|ソフトウ[ェエ]ア|ソフト|システム|アプリ|サーバー?|ネットワーク|ホームページ|(?<!現地)サイト|Web|WEB|web|クラウド|データベース|IT|AI|HP)(?:の[^、。]{0,6}(?:と|や|・))?[のと・や]?$/;

/** Who sells a ware, whoever makes it: 「革小物の店」, 「タオルの卸」. */
function rowOfHouse(ahead: string, row: string): string {
  if (/^の(?:製造|加工|工場|工房|職人)/.test(ahead)) return manufacturing;
  if (/^の(?:専門)?(?:小さな)?(?:お?店|専門店|販売)/.test(ahead)) return row === manufacturing || row === 'wholesale' ? 'retail' : row;
  return /^の(?:卸|問屋)/.test(ahead) ? 'wholesale' : row;
}

/** What is made, said of a shop: 「漆器の店」, 「湯葉の料理屋」; work on the spot (塗装, 印刷) has no such shop. */
const soldBy =
  /^(?:の|を(?:扱う|扱って(?:い)?る|売る|並べ(?:て(?:い)?)?る))(?:小さな|小さい|専門)?(?:お店|店(?!舗|員|長|頭|じまい)|販売店|専門店|売店|直売所|ギャラリー|料理屋|料理店|食堂|レストラン|カフェ|居酒屋|土産屋|ショップ)/;
const workNotWare = /(?:工事|塗装|印刷|加工|建設|不動産|屋|業|造園|リフォーム|内装|保険|旅行|設備|工場|会社|運送|農家|農園|漁|職人|製造)$/;
/** What is sold or eaten, said of those who make it: 「家具の工房」, 「冷凍うどん工場」. */
const madeBy =
  /^(?:の)?(?:小さな)?(?:工場|町工場|工房|加工場|加工所|職人(?!さんに)|窯元?|メーカー|製造|下請け|作り|づくり|彫り|磨き|縫製|仕上げ)/;

function rowOf(mention: TradeMention, text: string): string {
  const ahead = after(text, mention.end, 14);
  if (mention.row === manufacturing && soldBy.test(ahead) && !workNotWare.test(mention.name)) return 'retail';
  if (mention.row === 'retail' && mention.sort !== 'plain' && mention.sort !== 'ending' && madeBy.test(ahead)) return manufacturing;
  if ((mention.sort === 'ware' || mention.sort === 'thing') && mention.row !== 'making_and_selling')
    return rowOfHouse(after(text, mention.end, 12), mention.row);
  const lead = before(text, mention.start, 20);
  const near = text.slice(Math.max(0, mention.start - 20), mention.end + 20);
  if (mention.row === manufacturing && rubber.test(lead)) return 'rubber_products';
  if (mention.row === manufacturing && /板金|塗装|鈑金/.test(mention.name) && car.test(near)) return 'service';
  if (mention.row === 'service' && !/教室|スクール|講師|塾/.test(mention.name) && digital.test(lead)) return 'software_it';
  if (mention.sort !== 'making_and_selling' && mention.row !== 'making_and_selling') return mention.row;
  return supplies.test(near) ? manufacturing : 'retail';
}

/** A maker is one who makes what he supplies to others; who only supplies is a wholesaler. */
const makes = /作っ|造っ|つくっ|こしらえ|焼い|製造|加工|育て|獲っ|栽培|養殖|水揚げ|工場|工房|窯|畑で/;

/** The row of what is done (帽子を作っています); a shop that sells its own cakes becomes a maker when it supplies others. */
function rowOfDoing(row: string, text: string): string {
  if (row === 'making_and_selling') return supplies.test(text) ? manufacturing : 'retail';
  if (row === 'wholesale') return makes.test(text) ? manufacturing : 'wholesale';
  return row === 'retail' && /卸(?:し|す|業|売)/.test(text) ? 'wholesale' : row;
}

interface Weighed {
  row: string;
  start: number;
  end: number;
  weight: number;
}

const heaviest = <Item extends { weight: number }>(items: Item[]): Item | undefined =>
  items.reduce<Item | undefined>((top, one) => (one.weight > (top?.weight ?? 0) ? one : top), undefined);

/** 「眼鏡枠の磨き」: the last step of making a thing. */
const finish = /^(?:磨き|研ぎ|仕上げ|検品|組立|組み立て|コーティング)$/;

/** Houses of any trade: 「車検と整備の工場」 is a garage. */
const anyHouse = /^(?:工場|町工場|工房|メーカー|下請け工場)$/;

function named(text: string, asked: boolean): Weighed[] {
  const weighed = tradesIn(text).map((mention) => ({ mention, weight: evidence(mention, text, asked) }));
  return weighed.map(({ mention, weight }, index) => {
    const next = weighed[index + 1];
    if (next && next.weight > 0 && next.mention.sort === 'ending' && text.slice(mention.end, next.mention.start) === 'の')
      return { start: mention.start, end: mention.end, weight: 0, row: mention.row };
    const before = weighed[index - 1]?.mention;
    if (before?.row === manufacturing && finish.test(mention.name) && text.slice(before.end, mention.start) === 'の' && !car.test(text))
      return { start: before.start, end: mention.end, weight, row: manufacturing };
    const last = weighed[index - 1]?.mention;
    const of =
      last && weight > 0 && anyHouse.test(mention.name) && /^(?:(?:と[^、。の]{1,4})?の)?$/.test(text.slice(last.end, mention.start))
        ? last
        : mention;
    return { start: mention.start, end: mention.end, weight, row: rowOf(of, text) };
  });
}

/** 「ゴムの工場」: the material before a name of a trade. */
function rowWithRubber(best: Weighed, mentions: Weighed[], text: string): string {
  const rubber = mentions.find(({ row, end }) => row === 'rubber_products' && /^の?$/.test(text.slice(end, best.start)));
  return rubber?.row ?? best.row;
}

/** The trade named in the same breath: 「花束をつくって売る花屋」, 「仲卸で魚を扱ってます」. */
const namedWith = (mentions: Weighed[], done: Weighed, text: string): Weighed | undefined =>
  mentions.find(
    ({ start, end, weight }) =>
      (weight >= mentionedOnly && start >= done.start && start <= done.end && !anyHouse.test(text.slice(start, end))) ||
      (weight > 1 && end < done.start && /^で(?!は|も)[^、。]{0,14}$/.test(text.slice(end, done.start))),
  );

/** Below this the name of a trade was only mentioned; what is done says more. */
const mentionedOnly = 5;

/** A row of document 003's table, or undefined. */
export function industryFact(text: string, asked: string | null): string | undefined {
  const mentions = named(text, asked === 'industry');
  const best = heaviest(mentions);
  const done = heaviest(doingsIn(text));
  if (done && (best?.weight ?? 0) < Math.max(mentionedOnly, done.weight) && !namedWith(mentions, done, text))
    return rowOfDoing(done.row, text);
  const own = done ? (namedWith(mentions, done, text) ?? best) : best;
  return own ? rowWithRubber(own, mentions, text) : fromSidePhrase(text);
}
