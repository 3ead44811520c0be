/** Likeness of two short Japanese texts by common character bigrams. */

/** The character bigrams of a text without spaces and punctuation, lower case. Bounded: of the first 400 characters. */
export function bigrams(text: string): ReadonlySet<string> {
  const plain = text.slice(0, 400).normalize('NFKC').toLowerCase().replaceAll(/[\s\p{P}\p{S}]/gu, '');
  const grams = new Set<string>();
  for (let at = 0; at + 2 <= plain.length; at++) grams.add(plain.slice(at, at + 2));
  return grams;
}

/** Dice coefficient, 0 to 1. */
export function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const gram of a) if (b.has(gram)) common++;
  return a.size + b.size === 0 ? 0 : (2 * common) / (a.size + b.size);
}
