/** Fragments without a verb: 「高松で畳、3人」, 「福井 眼鏡枠 社員9」, 「茶です。返済がきつい」. */
import { other } from './around.ts';
import { forLookup } from './gazetteer.ts';
import { placesAt } from './places.ts';
import type { TradeMention } from './trades.ts';

/** A sentence longer than this is no fragment. */
const longest = 60;
/** The rest of a longer name, and the thing whose work is named: 「布団」屋, 「時計の」修理, 「チラシやロゴの」デザイン. */
const stem = /(?:[\p{Script=Han}々ァ-ヴーA-Za-z]|(?<=[\p{Script=Han}々ァ-ヴー])(?:の|や|と)(?=[\p{Script=Han}々ァ-ヴー]|$))*$/u;
const boundary = /(?:^|[、,。・/\s:「(+]|(?:うち|弊社|当社|当店|業種|業態|家業|本業|商売|仕事)(?:は|って|:)|[\d]名?人?で)$/;
const afterPlace = /^[^、。をがはへもと]{0,14}(?:の|で|にて)$/;
/** 「0263の」, 「〒720-0001の」 */
const afterCode = /\d{2}(?:の|で|にて)$/;
/** What is done with a thing, asked of it or told of others. */
const notTheTrade =
  /高騰|値上|値段|価格|原料|材料|相談|聞[いきく]|教え|紹介|買[いうえっわ]|仕入|食べ|届[いけ]|注文|頼[みむん]|いくら|どこ|(?<!ぶ)どう[すやしな]|はじめ|始め|やめ|辞め|探し|欲し|ほし[いく]|した[いく]|入れ[たて]|使[いうえっ]|壊れ|故障|修理代|直し|代金|費用|料金|代が|担保|差し?押|盗|もら|ください|くれ(?!し)|ですか|ますか|[?？]/;
const relatives = /(?:息子|娘|妻|嫁|夫(?!婦)|家内|父|母|兄|弟|姉|妹|友人|友達|知人)(?!の代|から継)/;

interface Sentence {
  text: string;
  start: number;
}

function sentenceOf(text: string, at: number): Sentence | undefined {
  const lead = /[^。!?！？\n]*$/.exec(text.slice(Math.max(0, at - longest), at))?.[0] ?? '';
  const rest = /^[^。!\n]*/.exec(text.slice(at, at + longest))?.[0] ?? '';
  return lead.length + rest.length >= longest ? undefined : { text: lead + rest, start: at - lead.length };
}

/** 「高松の」, 「静岡県焼津市で」, 「空港の近くで」 from the beginning or the last comma. */
function fromPlace(lead: string): boolean {
  const piece = forLookup(/[^、,。・/\s]*$/.exec(lead)?.[0] ?? '');
  if (afterCode.test(piece)) return true;
  return Array.from(piece).some((_, at) => placesAt(piece, at).some(({ name }) => afterPlace.test(piece.slice(at + name.length))));
}

/** 「球磨」焼酎: up to the place a speciality bears the name of. */
function withoutPlace(lead: string): string {
  const plain = forLookup(lead);
  const length = [2, 3, 4].find((one) => placesAt(plain, plain.length - one).some(({ name }) => name.length === one));
  return length === undefined || length > plain.length ? lead : lead.slice(0, -length);
}

/** 「しいたけの原木」栽培: nothing but the longer name. */
const shortLead = /^[^をがはにへもで、。]{1,12}$/;
/** 「馬路村でゆず」加工: up to the particle of the place. */
const afterPlaceParticle = (lead: string): string =>
  /で[^、。をがはにもで]{1,8}$/.test(lead) ? lead.slice(0, lead.lastIndexOf('で') + 1) : lead;

/** Is the name of a trade what the sentence opens with, or what follows the place or a comma of a list of facts? */
export function opensFragment({ start, sort }: TradeMention, text: string): boolean {
  const sentence = sentenceOf(text, start);
  if (!sentence || notTheTrade.test(sentence.text) || other.test(sentence.text) || relatives.test(sentence.text)) return false;
  const lead = sentence.text.slice(0, start - sentence.start);
  const bare = lead.replace(stem, '');
  const befores = [lead, ...(sort === 'ending' || lead.endsWith('の') ? [bare] : []), afterPlaceParticle(lead)];
  if (boundary.test(withoutPlace(lead))) return true;
  if (befores.some((before) => /[のでて]$/.test(before) && fromPlace(before))) return true;
  if (sort === 'ending' && shortLead.test(lead)) return true;
  return boundary.test(lead) || ((sort !== 'ware' || lead.endsWith('の')) && sort !== 'plain' && boundary.test(bare));
}
