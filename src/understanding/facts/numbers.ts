/** Japanese numerals: 3千, 1.5億, 二百万, 壱千, 5,000,000, 二〇. */

const digitOf = new Map(
  Object.entries({
    〇: 0,
    零: 0,
    一: 1,
    二: 2,
    三: 3,
    四: 4,
    五: 5,
    六: 6,
    七: 7,
    八: 8,
    九: 9,
    壱: 1,
    壹: 1,
    弐: 2,
    貳: 2,
    参: 3,
    參: 3,
    伍: 5,
  }),
);
const smallUnit = new Map(Object.entries({ 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000, 阡: 1000 }));
const largeUnit = new Map(Object.entries({ 万: 1e4, 萬: 1e4, 億: 1e8, 兆: 1e12 }));

const run = /(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?|[〇零一二三四五六七八九壱壹弐貳参參伍十拾百佰千仟阡万萬億兆])+/g;
const part = /[\d,]+(?:\.\d+)?|./g;

export interface Figure {
  start: number;
  end: number;
  /** As written, e.g. 1億2千. */
  written: string;
  value: number;
  /** 数千万, 2〜3千万, 十数人: no single value. */
  vague: boolean;
}

interface Sum {
  total: number;
  section: number;
  current: number | undefined;
}

function take(sum: Sum, piece: string): Sum {
  const digit = digitOf.get(piece);
  if (digit !== undefined) return { ...sum, current: (sum.current ?? 0) * 10 + digit };
  const small = smallUnit.get(piece);
  if (small !== undefined) return { ...sum, section: sum.section + (sum.current ?? 1) * small, current: undefined };
  const large = largeUnit.get(piece);
  if (large !== undefined) return { total: sum.total + (sum.section + (sum.current ?? 0)) * large, section: 0, current: undefined };
  return { ...sum, current: Number(piece.replaceAll(',', '')) };
}

/** The value of a numeral, or undefined when it has none (万 alone). 「1億2千」 is 1億2千万. */
export function readNumber(written: string): number | undefined {
  const sum = (written.match(part) ?? []).reduce<Sum>(take, { total: 0, section: 0, current: undefined });
  const rest = sum.section + (sum.current ?? 0);
  const shortened = /億[^万萬]*[千仟]$/.test(written);
  const value = Math.round(sum.total + rest * (shortened ? 1e4 : 1));
  const empty = !/[\d〇零一二三四五六七八九壱壹弐貳参參伍十拾百佰千仟阡]/.test(written);
  return empty || !Number.isFinite(value) ? undefined : value;
}

/** 二三千万, 四五人: two neighbouring digits are a range. */
function neighbours(written: string): boolean {
  const pair = /([一二三四五六七八])([二三四五六七八九])(?=[十百千万億]|$)/.exec(written);
  return pair !== null && (digitOf.get(pair[2] ?? '') ?? 0) - (digitOf.get(pair[1] ?? '') ?? 0) === 1;
}

const rangeMark = /^(?:円|人|名|年)?(?:くらい|ぐらい|ほど)?\s?(?:~|〜|～|–|―|-|−|ー|ないし|か|から)\s?$/;
const listMark = /^[、,・]\s?$/;

/** 「十二、三人」 */
const nextDigit = (written: string, next: string): boolean => {
  const [last, following] = [digitOf.get(written.slice(-1)), digitOf.get(next.charAt(0))];
  return written.length > 1 && last !== undefined && last > 0 && following === last + 1;
};

/** 「2〜3千万」, 「2、3人」: both figures are vague. 「1000万から3000万に増資」 is a change, not a range. */
function markRanges(text: string, figures: Figure[]): void {
  figures.forEach((figure, index) => {
    const next = figures[index + 1];
    if (!next || next.start - figure.end > 8) return;
    const between = text.slice(figure.end, next.start);
    const changed = between.includes('から') && /^円?(?:に|へ|まで)/.test(text.slice(next.end, next.end + 5));
    if (/^[、,]$/.test(between) && nextDigit(figure.written, next.written)) figure.vague = next.vague = true;
    const small = figure.value < 10 && /^\d$|^[一二三四五六七八九]$/.test(figure.written);
    if (
      (rangeMark.test(between) && !changed) ||
      (listMark.test(between) && small && !/^円?(?:と|、)/.test(text.slice(next.end, next.end + 2)))
    ) {
      figure.vague = true;
      next.vague = true;
    }
  });
}

const mostFigures = 400;

/** All numerals of a text. */
export function figuresIn(text: string): Figure[] {
  const figures: Figure[] = [];
  for (const found of text.matchAll(run)) {
    if (figures.length >= mostFigures) break;
    const value = readNumber(found[0]);
    const end = found.index + found[0].length;
    if (value === undefined) continue;
    const vague = /[数何幾]/.test(text.charAt(found.index - 1)) || /[数何幾]/.test(text.charAt(end)) || neighbours(found[0]);
    figures.push({ start: found.index, end, written: found[0], value, vague });
  }
  markRanges(text, figures);
  return figures;
}
