/** Older values a person states (「上限は200万ですよね」): recognised in the text, said with their date, and what holds now. */
import { factOn, type Day, type Fact, type FactValue, type Knowledge } from '../../knowledge/index.ts';
import { rowOn } from '../../knowledge/dated.ts';
import { say } from '../../flows/index.ts';
import { amountsIn } from '../understanding/facts/amounts.ts';
import { conceptsIn, folded } from './concepts.ts';
import { formatValue, japaneseDate, quoting, sightingText, type Quoting } from './quote.ts';

/** At most this many corrections in one answer; more would be a lecture. */
const mostCorrections = 2;

export interface Stale {
  fact: Fact;
  row: FactValue;
  /** How the person wrote it. */
  said: string;
}

/** Older values in a text, of facts that say how they are recognised. */
export function staleValues(text: string, knowledge: Knowledge, day: Day): Stale[] {
  const plain = text.normalize('NFKC');
  const names = conceptsIn(folded(plain), knowledge).names;
  const found = [...knowledge.facts.values()].flatMap((fact) => staleValue(fact, plain, names, knowledge, day) ?? []);
  return withoutParts(found).slice(0, mostCorrections);
}

function staleValue(fact: Fact, plain: string, names: ReadonlySet<string>, knowledge: Knowledge, day: Day): Stale | undefined {
  const by = fact.recognised_by;
  if (!by || by.unless.some((word) => plain.includes(word))) return undefined;
  if (by.words.length > 0 && !by.words.some((word) => plain.includes(word))) return undefined;
  if (by.about.length > 0 && names.size > 0 && !by.about.some((name) => names.has(name))) return undefined;
  const now = factOn(knowledge, fact.id, day);
  if (!now) return undefined;
  for (const row of fact.values) {
    const over = row === now.row ? now.standing === 'ended' : rowOn([row], day) !== undefined;
    const said = over && !sameValue(row, now, fact) ? mention(row, fact, plain) : undefined;
    if (said !== undefined) return { fact, row, said };
  }
  return undefined;
}

/** A value that came back is not outdated. */
const sameValue = (row: FactValue, now: { row: FactValue }, fact: Fact): boolean =>
  row !== now.row && formatValue(row.value, fact.unit) === formatValue(now.row.value, fact.unit);

/** How a text states a value: an amount, a percentage, or one of its spellings. */
function mention(row: FactValue, fact: Fact, plain: string): string | undefined {
  const written = formatValue(row.value, fact.unit);
  if (fact.unit === 'yen') return amountsIn(plain).some(({ value, vague }) => value === row.value && !vague) ? written : undefined;
  if (fact.unit === 'percent')
    return [...plain.matchAll(/(\d+(?:\.\d+)?)\s*(?:%|パーセント)/g)].some((match) => Number(match[1]) === row.value) ? written : undefined;
  return [written, ...(fact.recognised_by?.spelt[written] ?? [])].find((spelling) => plain.includes(spelling.normalize('NFKC')));
}

/** 経営改善支援センター全国本部 is not also a 経営改善支援センター. */
const withoutParts = (found: readonly Stale[]): Stale[] =>
  found.filter((one) => !found.some((other) => other !== one && other.said.length > one.said.length && other.said.includes(one.said)));

/** The correction in words; undefined where the text it would stand beside says both values already. */
export function correction(
  { fact, row, said }: Stale,
  beside: string,
  knowledge: Knowledge,
  day: Day,
): { text: string; on: Quoting } | undefined {
  const on = quoting(knowledge, day);
  const now = factOn(knowledge, fact.id, day);
  if (!now) return undefined;
  on.sources.add(row.source);
  const places = { name: fact.name, old: said, was: sightingText(row, on) };
  if (now.standing === 'ended') {
    const until = now.row.to === undefined || now.row.to === 'unknown' ? undefined : japaneseDate(now.row.to);
    if (beside.includes(said) && until !== undefined && beside.includes(until)) return undefined;
    return { text: say('stale_ended', { ...places, until: until ?? places.was }), on };
  }
  const value = formatValue(now.row.value, fact.unit);
  if (beside.includes(said) && beside.includes(value)) return undefined;
  on.sources.add(now.row.source);
  return { text: say('stale_value', { ...places, now: value, asof: sightingText(now.row, on) }), on };
}
