/** Which prefecture a postal code or an area code lies in (knowledge/language/places.json, place_aliases.yaml). */
import { aliases, raw, split } from './gazetteer.ts';

const byPostal = new Map(
  Object.entries(raw.postal).flatMap(([official, prefixes]) => split(prefixes).map((prefix) => [prefix, official] as const)),
);
const byAreaCode = new Map<string, readonly string[]>([
  ...Object.entries(aliases.area_codes).flatMap(([official, codes]) => codes.map((code) => [code, [official]] as const)),
  ...Object.entries(aliases.shared_area_codes),
]);
const noAreaCodes = new Set(aliases.no_area_codes);

/** The prefecture of a postal code (3 to 7 digits without hyphen). Undefined when the digits do not decide. */
export function prefectureOfPostal(digits: string): string | undefined {
  for (let length = 1; length <= digits.length; length++) {
    const official = byPostal.get(digits.slice(0, length));
    if (official !== undefined) return official;
  }
  return undefined;
}

/** The prefectures of a phone number (digits only, or just its area code): several when the code crosses a border, none when it is none. */
export function prefecturesOfPhone(digits: string): readonly string[] {
  for (let length = 5; length >= 2; length--) {
    const code = digits.slice(0, length);
    if (noAreaCodes.has(code)) return [];
    const officials = byAreaCode.get(code);
    if (officials !== undefined) return officials;
  }
  return [];
}

/** The prefectures of an area code standing alone (078, 0985); none for what is no area code. */
export function prefecturesOfAreaCode(digits: string): readonly string[] {
  const tooLong = digits.length > (/^0[36]/.test(digits) ? 2 : 5);
  return tooLong || digits.length < 2 ? [] : prefecturesOfPhone(digits);
}
