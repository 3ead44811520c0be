/** Forms of the verbs of trades: 作っ, 作る, 作り; 修理し, 修理する. */
import { startsOf } from '../starts.ts';
import { doings } from './trades.ts';

export const longestFirst = (words: string[]): string[] => [...new Set(words)].sort((a, b) => b.length - a.length);
/** The stems before て, で and た, the longest first. */
export const stems = longestFirst(doings.flatMap((doing) => doing.verbs));

/** The dictionary forms a stem can have: 作っ → 作う|作つ|作る, 焼い → 焼く|焼ぐ, 修理し → 修理す|修理する, 育て → 育てる. */
export function plainForms(stem: string): string {
  const [body, last] = [stem.slice(0, -1), stem.slice(-1)];
  if (last === 'っ') return `${body}[うつる]`;
  if (last === 'い') return `${body}[くぐ]`;
  if (last === 'ん') return `${body}[むぶぬ]`;
  return last === 'し' ? `${body}(?:す|する)` : `${stem}る`;
}

/** 焼きよる, 作りよります: the stem before よる. */
export function renyou(stem: string): string {
  const [body, last] = [stem.slice(0, -1), stem.slice(-1)];
  if (last === 'っ') return `${body}[いちり]`;
  if (last === 'い') return `${body}[きぎ]`;
  return last === 'ん' ? `${body}[みびに]` : stem;
}

/** 「システムを開発・販売。」: the noun of a verb with する. */
export const nouns = stems.filter((one) => /^[\p{Script=Han}ァ-ヴー]{2,}し$/u.test(one)).map((one) => one.slice(0, -1));

const stemOfPlain = new Map(stems.map((one) => [one, new RegExp(`^(?:${plainForms(one)}|${renyou(one)})$`)]));
/** The stem behind another form of the verb; the longest that fits. */
export const stemBehind = (form: string): string => stems.find((one) => stemOfPlain.get(one)?.test(form)) ?? '';

/** Every form of a verb that `told` and `cleft` know: a text without any of them need not be searched with these slow patterns. */
const forms = startsOf(
  [...new Set(stems.flatMap((one) => [one, ...spelledOut(plainForms(one)), ...spelledOut(renyou(one))]).concat(nouns))].map((name) => ({
    name,
  })),
);

/** 作[うつる] → 作う, 作つ, 作る; 修理(?:す|する) → 修理す. */
function spelledOut(pattern: string): string[] {
  const [, body = '', endings] = /^([^[(]*)(?:\[(.+)\]|\(.*\))?$/u.exec(pattern) ?? [];
  if (endings !== undefined) return Array.from(endings, (end) => body + end);
  return [pattern.endsWith(')') ? `${body}す` : body];
}

/** Does a text hold any of these verbs? */
export function namesVerb(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (forms.at(text, at).some(({ name }) => text.startsWith(name, at))) return true;
  return false;
}
