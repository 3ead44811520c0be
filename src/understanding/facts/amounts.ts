/** Amounts of yen in a text, each with the words around it. */
import { figuresIn } from './numbers.ts';

export interface Amount {
  value: number;
  vague: boolean;
  /** The sentence's words between the amount before and this one, and from this one to the next (then only up to the comma). */
  left: string;
  right: string;
  sentence: number;
}

const leftLength = 36;
const rightLength = 26;
const counters =
  /^(?:円|人|名|個|本(?!社)|件|台(?!前)|枚|回|食|杯|部(?!分)|坪|歳|年|ヶ|か月|カ月|ヵ月|km|kg|キロ|トン|社|店舗|点|アクセス|フォロワー|時間|PV|%|割)/;
const bound = /^円?(?:以下|以内|未満|以上|台(?:の|$)|単位|円単位)/;

interface Span {
  start: number;
  end: number;
  value: number;
  vague: boolean;
}

/** マン typed for 万, with the length kept. */
const withMan = (text: string): string => text.replaceAll(/(?<=[\d十百千])マン(?!シ|ト)/g, '万円');

/** Is it money, and where does it end? */
function yenEnd(text: string, start: number, end: number, written: string): number | undefined {
  const rest = text.slice(end, end + 5);
  if (rest.startsWith('円')) return end + 1;
  if (/[¥\\]$/.test(text.slice(0, start).slice(-1))) return end;
  if (/[万億兆]/.test(written) && !counters.test(rest)) return end;
  return /^\d{1,3}(?:,\d{3}){2,}$/.test(written) && !counters.test(rest) ? end : undefined;
}

const thousands = /単位[はが:]?\s?千円|千円単位|\(千円\)/;

function spans(text: string): Span[] {
  const scale = thousands.test(text) ? 1000 : 1;
  return figuresIn(text).flatMap(({ start, end, value, vague, written }) => {
    const last =
      yenEnd(text, start, end, written) ?? (scale === 1000 && value >= 100 && !counters.test(text.slice(end, end + 5)) ? end : undefined);
    if (last === undefined || (scale === 1000 && /^千?$/.test(written))) return [];
    const plain = /^[\d,]+$/.test(written) && scale === 1000 && !text.startsWith('円', end);
    const minus = /(?:マイナス|▲|△|[^\d]-)$/.test(text.slice(Math.max(0, start - 4), start));
    return [{ start, end: last, value: plain ? value * scale : value, vague: vague || minus || bound.test(text.slice(end, end + 6)) }];
  });
}

/** Positions where sentences begin. */
function sentenceStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/[。!?！？\n]+/g)].map((found) => found.index + found[0].length)];
}

/** All amounts in their order. */
export function amountsIn(original: string): Amount[] {
  const text = withMan(original);
  const found = spans(text);
  const starts = sentenceStarts(text);
  let sentence = 0;
  return found.map((span, index) => {
    while ((starts[sentence + 1] ?? Infinity) <= span.start) sentence++;
    const from = Math.max(starts[sentence] ?? 0, found[index - 1]?.end ?? 0, span.start - leftLength);
    const to = Math.min(starts[sentence + 1] ?? text.length, found[index + 1]?.start ?? text.length, span.end + rightLength);
    const right = text.slice(span.end, Math.max(span.end, to));
    const another = to === found[index + 1]?.start;
    return {
      value: span.value,
      vague: span.vague,
      left: text.slice(from, span.start),
      right: another ? right.replace(/(?<=、).*$/s, '') : right,
      sentence,
    };
  });
}

/** A reply that is nothing but a number: its value, as written without a unit. */
export function loneNumber(text: string): number | undefined {
  if (text.length > 40) return undefined;
  const figures = figuresIn(text);
  const [only] = figures;
  const words = only ? text.slice(0, only.start) + text.slice(only.end) : '';
  const plain =
    /^(?:[\s、。.,!]|だいたい|大体|たぶん|多分|約|およそ|全部で|合計で?|トータルで|あわせて|合わせて|ざっと|えーと|ええと|たしか|確か|今|いま|うち|会社|は|で|くらい|ぐらい|ほど|程度|前後|かな|と|思います|です|でしょう|だ|よ|ね|か|な|円|人|名|年)*$/;
  return figures.length === 1 && only && !only.vague && plain.test(words) ? only.value : undefined;
}
