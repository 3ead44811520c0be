/** 「２」「一番上」「1と3」: which of the offered choices a short text names. */
import type { Choice } from '../channel.ts';

const kanji = '一二三四五六七八九十';
const position =
  /^(?:(?:第|no\.?\s*)?(\d{1,2})|([一二三四五六七八九十]))\s*(?:番目?|つ目|個目|ばん|つめ)?(?:の(?:やつ|もの|方|ほう)?)?\s*(?:で(?:す|お願いします)?|を?お願いします|かな|です?ね?)?[。.!！)）]*$/i;

/** Longer texts are no choice. */
const longestChoice = 30;
/** A beginning of a label names it from this length on: 「ここまでで」. */
const shortestBeginning = 4;
const bare = (label: string): string => label.normalize('NFKC').replaceAll(/[\s。、!！]/g, '');

/** The ids of the choices a text names by label, number or place, best order as offered; empty when it names none. */
export function choose(text: string, offered: readonly Choice[]): string[] {
  const plain = text.normalize('NFKC').trim();
  if (plain.length === 0 || plain.length > longestChoice || offered.length === 0) return [];
  const named = offered.find((choice) => bare(choice.label) === bare(plain));
  if (named) return [named.id];
  const begun = plain.length >= shortestBeginning ? offered.filter((choice) => bare(choice.label).startsWith(bare(plain))) : [];
  if (begun.length === 1 && begun[0]) return [begun[0].id];
  if (/^(?:いちばん|一番|1番)?(?:上|うえ|最初|はじめ)(?:の(?:やつ|もの)?)?(?:で(?:す)?)?[。!]*$/.test(plain)) return ids(offered, [1]);
  if (/^(?:いちばん|一番)(?:下|した|最後)(?:の(?:やつ|もの)?)?(?:で(?:す)?)?[。!]*$/.test(plain))
    return ids(offered, [answersAmong(offered)]);
  const parts = plain.split(/\s*[、,・と&\s]\s*/).filter((part) => part !== '');
  const numbers = parts.map((part) => {
    const match = position.exec(part);
    if (!match) return NaN;
    return match[1] ? Number(match[1]) : kanji.indexOf(match[2] ?? '') + 1;
  });
  return numbers.length > 0 && numbers.every((number) => number >= 1 && number <= offered.length) ? ids(offered, numbers) : [];
}

const ids = (offered: readonly Choice[], numbers: readonly number[]): string[] =>
  [...new Set(numbers)].flatMap((number) => offered[number - 1]?.id ?? []);

/** How many of the offered choices answer a question (ways out come after them). */
const answersAmong = (offered: readonly Choice[]): number =>
  offered.filter((choice) => !choice.id.startsWith('action:')).length || offered.length;
