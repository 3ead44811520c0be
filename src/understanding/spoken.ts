/** Short replies to the open question: はい, いいえ, 大丈夫です. What they mean depends on what was asked. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const words = z.array(z.string());
const schema = z.strictObject({
  yes: words,
  no: words,
  unsure: words,
  fine: words,
  bad: words,
  fine_stems: words,
  bad_stems: words,
  fillers: words,
  polarity: z.record(z.string(), z.strictObject({ fine: z.enum(['yes', 'no']), bad: z.enum(['yes', 'no']) })),
});
const path = join(import.meta.dirname, '../../knowledge/language/spoken.yaml');
const spoken = schema.parse(parse(readFileSync(path, 'utf8')));

type Kind = 'yes' | 'no' | 'unsure' | 'fine' | 'bad';
const kinds: readonly Kind[] = ['yes', 'no', 'unsure', 'fine', 'bad'];
// the plainest meaning wins: 「う〜ん」 without its mark would be 「うん」
const kindOf = new Map(kinds.toReversed().flatMap((kind) => spoken[kind].map((word) => [squeeze(word), kind] as const)));

/** Without spaces, marks, long vowels' repeats and polite endings that change nothing. */
function squeeze(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s。、.,!！…・~〜\u{FE0F}\u{200D}]/gu, '')
    .replace(/(?:よ|ね|よね|な|なあ|っす|わ|かな|けど|ですけど|ですが)$/u, (end) => (end === 'かな' ? end : ''));
}

/** `yes`, `no`, `unsure` after polarity when the whole text is such a reply to a question, else undefined. */
export function spokenReply(text: string, asked: string | null): 'yes' | 'no' | 'unsure' | undefined {
  if (asked === null || text.length > 24) return undefined;
  const parts = text.split(/[、。,\s]+/).filter((part) => part !== '');
  const kind = kindOf.get(squeeze(text)) ?? (parts.length > 1 ? common(parts) : undefined);
  if (kind === undefined) return undefined;
  return kind === 'fine' || kind === 'bad' ? spoken.polarity[asked]?.[kind] : kind;
}

/** The reply a longer text begins with: 「いません。それと、さっきの件は」. */
export function firstReply(text: string, asked: string | null): 'yes' | 'no' | 'unsure' | undefined {
  const [first = '', ...rest] = text.split(/(?<=。)/u);
  const plain = first.replace(/。$/u, '');
  return rest.length > 0 && first.length <= shortFirst ? (spokenReply(plain, asked) ?? stemReply(plain, asked)) : undefined;
}
const shortFirst = 16;

/** 「いえ、大丈夫です」: the last part decides when all parts are such replies. */
function common(parts: readonly string[]): Kind | undefined {
  const found = parts.map((part) => kindOf.get(squeeze(part)));
  return found.every((kind) => kind !== undefined) ? found.at(-1) : undefined;
}

/** Longest sentence whose stems are read as a reply. */
const shortSentence = 30;

/** `yes` or `no` of a short sentence that says fine or bad by its stems, and not both: 「続けるのは厳しいと思う」. */
export function stemReply(text: string, asked: string | null): 'yes' | 'no' | undefined {
  if (asked === null || text.length > shortSentence || /[?？]|かどうか|わからな|分からな|(?:です|ます|でしょう)か[。…\s]*$/.test(text))
    return undefined;
  const fine = spoken.fine_stems.some((stem) => text.includes(stem));
  const bad = spoken.bad_stems.some((stem) => text.includes(stem));
  return fine === bad ? undefined : spoken.polarity[asked]?.[fine ? 'fine' : 'bad'];
}

const fillers = new RegExp(spoken.fillers.toSorted((a, b) => b.length - a.length).join('|'), 'gu');

/** Whether a text only gains time: 「ええと、まあその」. */
export const onlyFills = (text: string): boolean => text.replaceAll(fillers, '').replaceAll(/[\s\p{P}\p{S}ーぁ-ぉ]/gu, '').length < 2;
