/** Fills `{fact:…}`, `{old:…}`, `{asof:…}` and `{desk:…}` in texts, and notes which sources they rest on. */
import { factOn, type Day, type Fact, type FactValue, type Knowledge } from '../../knowledge/index.ts';
import { firstDayOf, rowOn } from '../../knowledge/dated.ts';
import { formatPeople, formatYen } from '../format.ts';
import { say } from '../../flows/index.ts';

export interface Quoting {
  knowledge: Knowledge;
  day: Day;
  /** Ids of the sources quoted so far, in order of appearance. */
  sources: Set<string>;
}

export const quoting = (knowledge: Knowledge, day: Day): Quoting => ({ knowledge, day, sources: new Set() });

/** A text with its quotations filled for the day. An unknown id throws: a test quotes every text. */
export function quote(text: string, on: Quoting): string {
  return text.replaceAll(/\{(fact|old|asof|desk):([\w-]+)\}/g, (_, kind: string, id: string) => {
    switch (kind) {
      case 'fact':
        return currentValue(id, on);
      case 'old':
        return olderValues(id, on);
      case 'asof':
        return asOf(id, on);
      default:
        return deskText(id, on);
    }
  });
}

function currentValue(id: string, on: Quoting): string {
  const found = factOn(on.knowledge, id, on.day);
  // what a source of later says without a beginning may have held before: it is said with that source's date
  if (!found || (found.standing === 'not_yet' && found.row.from !== 'unknown')) return say('not_known_for_day');
  on.sources.add(found.row.source);
  return formatValue(found.row.value, found.fact.unit);
}

function olderValues(id: string, on: Quoting): string {
  const found = factOn(on.knowledge, id, on.day);
  if (!found) return '';
  const older = found.fact.values.filter((row) => row !== found.row && begins(row) <= begins(found.row));
  return older.map((row) => `${formatValue(row.value, found.fact.unit)}（${sightingText(row, on)}）`).join('、');
}

const begins = (row: FactValue): string => (row.from !== 'unknown' ? row.from : firstDayOf(row.seen.toSorted()[0] ?? '9999'));

function asOf(id: string, on: Quoting): string {
  const found = factOn(on.knowledge, id, on.day);
  return found ? sightingText(found.row, on) : say('not_known_for_day');
}

/** 「2026年1月の資料」: the newest sighting on or before the day, else the source's own date. */
export function sightingText(row: { seen: readonly string[]; source: string }, on: Quoting): string {
  const newest = row.seen
    .filter((at) => firstDayOf(at) <= on.day)
    .toSorted()
    .at(-1);
  const source = on.knowledge.sources.get(row.source);
  return say('sighting', {
    date: japaneseDate(newest ?? source?.date ?? row.source),
    about: newest === undefined && source?.about ? '頃' : '',
  });
}

function deskText(id: string, on: Quoting): string {
  const desk = on.knowledge.desks.find((one) => one.id === id);
  if (!desk) throw new Error(`No desk "${id}". Add it to knowledge/contacts/.`);
  const name = rowOn(desk.names, on.day)?.row.value ?? id;
  const phone = rowOn(
    desk.phones.filter((row) => row.state !== 'retired'),
    on.day,
  )?.row;
  if (phone) on.sources.add(phone.source);
  return phone ? `${name} ${phone.value}${phone.hours ? `（${phone.hours}）` : ''}` : name;
}

/** `2026-01` → 2026年1月. */
export function japaneseDate(date: string): string {
  const [year, month, dayOfMonth] = date.split('-');
  return `${String(year)}年${month ? `${String(Number(month))}月` : ''}${dayOfMonth ? `${String(Number(dayOfMonth))}日` : ''}`;
}

/** A value as people read it. Yen and counts are grouped Japanese style. */
export function formatValue(value: FactValue['value'], unit: Fact['unit']): string {
  if (Array.isArray(value)) return value.join('、');
  if (typeof value === 'boolean') return value ? 'はい' : 'いいえ';
  if (typeof value === 'string') return value;
  switch (unit) {
    case 'yen':
      return formatYen(value);
    case 'people':
      return formatPeople(value);
    case 'percent':
      return `${String(value)}％`;
    case 'years':
      return `${String(value)}年`;
    case 'months':
      return `${String(value)}か月`;
    case 'times':
      return `${String(value)}回`;
    case 'firms':
      return `${value.toLocaleString('ja-JP')}件`;
    default:
      return String(value);
  }
}

/** Source lines for what was quoted: 「近畿経済産業局「…」（2026年1月）」. */
export function sourceLines(on: Quoting, more: readonly string[] = []): string[] {
  return [...new Set([...on.sources, ...more])].map((id) => {
    const source = on.knowledge.sources.get(id);
    if (!source) throw new Error(`No source "${id}". Add it to knowledge/sources.yaml.`);
    return `${source.publisher}「${source.title}」（${japaneseDate(source.date)}${source.about ? '頃' : ''}）`;
  });
}
