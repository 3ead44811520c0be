/** Names of places, found by their first two characters. */
import { pairAt } from '../starts.ts';
import { aliases, bareName, forLookup, prefectureNames, raw, split } from './gazetteer.ts';

export { prefectureNames } from './gazetteer.ts';

/**
 * How much a name says by itself: `full` 浜田市 · `prefecture` 兵庫 · `city` 春日井 and well-known places · `town` 軽井沢 ·
 * `kana` おおさか. `doubt`: it is also a family name (浜田) or a word (中央).
 */
export interface Place {
  name: string;
  prefectures: string[];
  kind: 'full' | 'prefecture' | 'city' | 'town' | 'kana';
  doubt: 'none' | 'surname' | 'word';
  /** Those of the prefectures where it is a city, not a town or village. */
  cities: string[];
}

const surnames = new Set(split(raw.surnames).map(forLookup));
const words = new Set(split(raw.words).map(forLookup));

const prefectureSurnames = new Set(aliases.prefecture_surnames);
const kanaWords = new Set(aliases.kana_words);

const byStart = new Map<number, Place[]>();
/** Characters a place begins with; most begin none, and that is seen without cutting the text. */
const begins = new Uint8Array(0x10000);
const none: readonly Place[] = [];

/** Names with a rarer character → the prefectures that write them so: 鹿嶋 (茨城県) against 鹿島. */
const rareSpellings = new Map<string, string[]>();

/** Of several prefectures those that spell the name as it was typed, when the spelling is the rarer one; else all. */
export function bySpelling(typed: string, prefectures: string[]): string[] {
  const exact = rareSpellings.get(typed)?.filter((official) => prefectures.includes(official)) ?? [];
  return exact.length > 0 ? exact : prefectures;
}

/** Adds a name, or a prefecture to a name that is already there. */
function add(name: string, prefecture: string, kind: Place['kind'], doubt: Place['doubt'] = 'none'): void {
  const plain = forLookup(name);
  if (plain !== name) rareSpellings.set(name, [...(rareSpellings.get(name) ?? []), prefecture]);
  const start = pairAt(plain, 0);
  const there = byStart.get(start) ?? [];
  byStart.set(start, there);
  begins[plain.charCodeAt(0)] = 1;
  const same = there.find((place) => place.name === plain);
  if (same?.cities.includes(prefecture) === false && kind === 'city') same.cities.push(prefecture);
  if (!same) there.push({ name: plain, prefectures: [prefecture], kind, doubt, cities: kind === 'city' ? [prefecture] : [] });
  else if (same.kind === kind || (same.kind === 'city' && kind === 'town') || (same.kind === 'town' && kind === 'city')) {
    if (!same.prefectures.includes(prefecture)) same.prefectures.push(prefecture);
    if (same.kind === 'city' && kind === 'town' && same.doubt === 'none') same.doubt = doubt;
  }
}

function doubtOf(name: string): Place['doubt'] {
  if (words.has(forLookup(name))) return 'word';
  return surnames.has(forLookup(name)) ? 'surname' : 'none';
}

function addPrefectures(): void {
  for (const [official, { kana }] of Object.entries(raw.prefectures)) {
    const bare = bareName(official);
    const bareKana = official === '北海道' ? kana : kana.replace(/(けん|ふ|と)$/, '');
    add(official, official, 'full');
    if (bare !== official) add(bare, official, 'prefecture', prefectureSurnames.has(bare) ? 'surname' : bare === '大分' ? 'word' : 'none');
    add(kana, official, 'full');
    add(bareKana, official, 'kana', kanaWords.has(bareKana) ? 'word' : 'none');
  }
  add('とうきょ', '東京都', 'kana');
  for (const [kana, official] of Object.entries(raw.kana)) add(kana, official, 'kana', kanaWords.has(kana) ? 'word' : 'none');
}

/** おおむた, にいはま, あおばく: only a reply to the question of the prefecture is read so; the shortest (やめ, きた) need し or く. */
function addKanaInReply(): void {
  for (const [official, kana] of Object.entries(raw.kanaInReply))
    for (const name of split(kana))
      if (raw.kana[name] === undefined) add(name.length < 3 && !name.endsWith('く') ? `${name}し` : name, official, 'kana', 'word');
}

function addAliases(): void {
  for (const [official, names] of Object.entries(aliases.clear)) for (const name of names) add(name, official, 'city');
  for (const [official, names] of Object.entries(aliases.surname)) for (const name of names) add(name, official, 'city', 'surname');
}

/** Names everybody means one place by, although a village shares it, are decided by place_aliases.yaml. */
const decided = new Set([...Object.values(aliases.clear), ...Object.values(aliases.surname)].flat().map(forLookup));

/** Is a name, as looked up, one nobody means anything else by (place_aliases.yaml, clear)? */
const clearNames = new Set(Object.values(aliases.clear).flat().map(forLookup));
export const isUnmistakable = ({ name }: Place): boolean => clearNames.has(name);

/** Wards whose bare name is a word. */
const wordWards = new Set(['中央', '昭和', '若葉', '青葉', '瑞穂', '城南', '城東', '大正', '美浜', '花見川', '天白']);
const bareWards: [name: string, official: string][] = [];

function addMunicipality(official: string, name: string): void {
  add(name, official, 'full');
  const bare = name.slice(0, -1);
  if (bare === bareName(official) || decided.has(forLookup(bare)) || prefectureNames.some((one) => bareName(one) === bare)) return;
  const known = ['横浜', '神戸'].includes(bare) && name.endsWith('町');
  if (!known) add(bare, official, /[市区]$/.test(name) ? 'city' : 'town', doubtOf(bare));
}

/** Wards named without 区 (浦和, 須磨, 都筑): read like family names, so only 〜で, 〜の店 and the question count. */
function addBareWard(official: string, name: string): void {
  if (name.length > 1 && !wordWards.has(name) && !/[東西南北央]/.test(name.slice(-1)) && !decided.has(name))
    bareWards.push([name, official]);
}

function addMunicipalities(): void {
  for (const [official, region] of Object.entries(raw.prefectures)) {
    for (const name of split(region.municipalities)) addMunicipality(official, name);
    for (const name of split(region.counties)) add(name, official, 'full');
    for (const name of split(region.wards)) {
      add(name, official, 'full');
      add(name.replace(/^.+市/, ''), official, 'full');
      add(name.replace('市', ''), official, 'full');
      addBareWard(official, name.replace(/^.+市/, '').slice(0, -1));
    }
  }
}

addPrefectures();
addAliases();
addMunicipalities();
addKanaInReply();
for (const [name, official] of bareWards)
  if (!placesAt(forLookup(name), 0).some((place) => place.name === forLookup(name))) add(name, official, 'city', 'surname');
for (const places of byStart.values()) places.sort((a, b) => b.name.length - a.name.length);

/** Places whose name starts at a position of a text (see `forLookup`), the longest first. */
export function placesAt(text: string, at: number): readonly Place[] {
  if (begins[text.charCodeAt(at)] !== 1) return none;
  const pair = pairAt(text, at);
  const pairs = byStart.get(pair);
  const single = byStart.get(pair & ~0xffff) ?? none;
  return pairs ? [...pairs.filter((place) => text.startsWith(place.name, at)), ...single] : single;
}
