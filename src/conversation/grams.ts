/** What of a text the search compares: its n-grams and its concepts, each as a number. */
import type { Concepts } from './concepts.ts';

/** What features weigh beside n-grams of two and three characters of the same rarity. */
const weightOf = { single: 0.7, names: 2.5, words: 2, asking: 1.2 };

/** A feature of a text: a number for what it is (two features with the same number count as one; it is rare), and its weight. */
type Feature = (key: number, weight: number) => void;

const han = (code: number): boolean => (code >= 0x4e00 && code <= 0x9fff) || code === 0x3005;

const mixed = (key: number, code: number): number => Math.imul(key ^ code, 0x9e3779b1) ^ (key >>> 15);

const conceptKeys = new Map<string, number>();
function conceptKey(kind: keyof Concepts, id: string): number {
  const name = `${kind}:${id}`;
  let key = conceptKeys.get(name);
  if (key === undefined) {
    key = 7;
    for (let at = 0; at < name.length; at++) key = mixed(key, name.charCodeAt(at));
    conceptKeys.set(name, key);
  }
  return key;
}

/** Tells the character 1- to 3-grams of a folded text (single kana say nothing) and its concepts; one may come several times. */
export function eachFeature(plain: string, concepts: Concepts, tell: Feature): void {
  for (let at = 0; at < plain.length; at++) {
    const first = plain.charCodeAt(at);
    if (han(first)) tell(mixed(1, first), weightOf.single);
    if (at + 1 >= plain.length) break;
    const two = mixed(mixed(2, first), plain.charCodeAt(at + 1));
    tell(two, 1);
    if (at + 2 < plain.length) tell(mixed(mixed(two, 3), plain.charCodeAt(at + 2)), 1);
  }
  for (const id of concepts.names) tell(conceptKey('names', id), weightOf.names);
  for (const id of concepts.words) tell(conceptKey('words', id), weightOf.words);
  for (const id of concepts.asking) tell(conceptKey('asking', id), weightOf.asking);
}
