/** Finds the places a text names. */
import { codesIn } from './codes.ts';
import { craftAt } from './crafts.ts';
import { forLookup } from './gazetteer.ts';
import { landmarkLength, prefecturesOfLandmark } from './landmarks.ts';
import { kana, katakana, stands, type Reading } from './place_context.ts';
import { bySpelling, placesAt, type Place } from './places.ts';

export interface Mention {
  start: number;
  end: number;
  /** Official names; several when the place name stands for several. */
  prefectures: string[];
  kind: Place['kind'] | 'code';
}

const mostMentions = 100;
/** A reply to the question of the prefecture up to this length is taken at its word. */
const shortReply = 30;

const toHiragana = (text: string): string => text.replaceAll(/[ァ-ヴ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0x60));

function placeAt(reading: Reading, hiragana: Reading, at: number): Place | undefined {
  const found = placesAt(reading.text, at).find((place) => stands(reading, place, at));
  if (found || !katakana.test(reading.text.charAt(at))) return found;
  return placesAt(hiragana.text, at).find((place) => kana.test(place.name.charAt(1)) && stands(hiragana, place, at));
}

function mentionAt(reading: Reading, hiragana: Reading, typed: string, at: number): Mention | undefined {
  const craft = craftAt(reading.text, at);
  if (craft) return { start: at, end: at + craft.name.length, prefectures: [craft.official], kind: 'city' };
  const place = placeAt(reading, hiragana, at);
  if (!place) return undefined;
  const end = at + place.name.length;
  const length = landmarkLength(reading.text, place, end);
  const prefectures = bySpelling(typed.slice(at, end), length > 0 ? prefecturesOfLandmark(place, reading.text, end) : place.prefectures);
  return { start: at, end: end + length, prefectures, kind: place.kind };
}

function namedPlaces(text: string, asked: string | null): Mention[] {
  const reply = asked === 'prefecture' && text.length <= shortReply;
  const reading = { text: forLookup(text), reply };
  const hiragana = { text: toHiragana(reading.text), reply };
  const mentions: Mention[] = [];
  for (let at = 0; at < text.length && mentions.length < mostMentions; at++) {
    const mention = mentionAt(reading, hiragana, text, at);
    if (!mention) continue;
    mentions.push(mention);
    at = mention.end - 1;
  }
  return mentions;
}

/** Postal codes, phone numbers and area codes. */
function codes(text: string, asked: string | null): Mention[] {
  return codesIn(text, asked).map(({ start, end, prefectures }) => ({ start, end, prefectures: [...prefectures], kind: 'code' }));
}

/** Joins 東京都 + 府中市 into one mention; drops 朝日町 after 岡山市 (a quarter, not the municipality). */
function joined(mentions: Mention[], text: string): Mention[] {
  const result: Mention[] = [];
  for (const mention of mentions) {
    const last = result.at(-1);
    const adjacent = last && /^[のは、,\s]?$/.test(text.slice(last.end, mention.start));
    const common = last?.prefectures.filter((official) => mention.prefectures.includes(official)) ?? [];
    if (last && adjacent && common.length > 0) result[result.length - 1] = { ...last, end: mention.end, prefectures: common };
    else if (last?.end !== mention.start) result.push(mention);
  }
  return result;
}

/** All places of a text in its order. */
export function placeMentions(text: string, asked: string | null): Mention[] {
  return [...joined(namedPlaces(text, asked), text), ...codes(text, asked)];
}
