/** What knowledge/language says of places (places.json, place_aliases.yaml), and how a text is spelled to look them up. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const folder = join(import.meta.dirname, '../../../knowledge/language');

const placesSchema = z.object({
  prefectures: z.record(z.string(), z.object({ kana: z.string(), municipalities: z.string(), wards: z.string(), counties: z.string() })),
  surnames: z.string(),
  words: z.string(),
  kana: z.record(z.string(), z.string()),
  kanaInReply: z.record(z.string(), z.string()),
  postal: z.record(z.string(), z.string()),
});

const namesByPrefecture = z.record(z.string(), z.array(z.string().min(1)));
const aliasesSchema = z.strictObject({
  clear: namesByPrefecture,
  surname: namesByPrefecture,
  crafts: namesByPrefecture,
  prefecture_surnames: z.array(z.string()),
  kana_words: z.array(z.string()),
  area_codes: namesByPrefecture,
  shared_area_codes: z.record(z.string(), z.array(z.string()).min(2)),
  no_area_codes: z.array(z.string()),
});

/** One character for spellings that vary: 塩竈/塩釜, 龍ヶ崎/竜ケ崎. The length stays. */
const variants = new Map(
  Object.entries({
    ヶ: 'ケ',
    ヵ: 'カ',
    竈: '釜',
    龍: '竜',
    檜: '桧',
    曾: '曽',
    驒: '騨',
    蘆: '芦',
    濱: '浜',
    澤: '沢',
    廣: '広',
    國: '国',
    嶋: '島',
    﨑: '崎',
    冨: '富',
    條: '条',
    瀧: '滝',
    櫻: '桜',
    濵: '浜',
    髙: '高',
  }),
);
const variant = new RegExp(`[${[...variants.keys()].join('')}]`, 'gu');

/** A text in which places can be looked up: variants of characters unified, length unchanged. */
export const forLookup = (text: string): string => text.replaceAll(variant, (c) => variants.get(c) ?? c);

/** knowledge/language/places.json as generated. */
export const raw = placesSchema.parse(JSON.parse(readFileSync(join(folder, 'places.json'), 'utf8')));
export const aliases = aliasesSchema.parse(parse(readFileSync(join(folder, 'place_aliases.yaml'), 'utf8')));

export const split = (names: string): string[] => names.split(' ').filter((name) => name !== '');
/** Prefectures by official name, in the order of places.json. */
export const prefectureNames: readonly string[] = Object.keys(raw.prefectures);
export const bareName = (official: string): string => (official === '北海道' ? official : official.slice(0, -1));
