/** Which utterances say something of their own: near-duplicates count once. */
import type { Utterance } from './utterances.ts';

/** Texts whose runs of four characters have more than this share in common say the same. */
const tooAlike = 0.7;
const runLength = 4;

/** A text's runs of four characters, each once; a shorter text is one run. Spaces and marks do not count. */
function runsOf(text: string): string[] {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\p{P}]/gu, '');
  if (plain.length <= runLength) return [plain];
  return [...new Set(Array.from({ length: plain.length - runLength + 1 }, (_, at) => plain.slice(at, at + runLength)))];
}

/**
 * The utterances that are unlike every earlier one with the same label and open question, by label. Two are compared only when they share one of
 * their rarest runs: of two texts with more than 0.7 in common one shares those of the other, all but 30 of 100.
 */
export function distinctByLabel(utterances: readonly Utterance[]): Map<string, number> {
  const runs = utterances.map(({ text }) => runsOf(text));
  const counts = new Map<string, number>();
  for (const list of runs) for (const run of list) counts.set(run, (counts.get(run) ?? 0) + 1);
  const byRarity = runs.map((list) => list.toSorted((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0) || (a < b ? -1 : 1)));
  const found = new Map<string, number>();
  const seen = new Map<string, number[]>();
  utterances.forEach(({ asked, labels }, at) => {
    // of n runs fewer than 0.3 n may be missing in its like: one of so many of the rarest is there
    const telling = (byRarity[at] ?? []).slice(0, Math.floor((1 - tooAlike) * (byRarity[at]?.length ?? 0)) + 1);
    for (const label of labels) {
      const keys = telling.map((run) => `${label} ${asked ?? ''} ${run}`);
      const earlier = new Set(keys.flatMap((key) => seen.get(key) ?? []));
      if ([...earlier].some((other) => alike(runs[at] ?? [], runs[other] ?? []))) continue;
      found.set(label, (found.get(label) ?? 0) + 1);
      for (const key of keys) seen.set(key, [...(seen.get(key) ?? []), at]);
    }
  });
  return found;
}

/** Whether two texts share more than 0.7 of their runs (Jaccard). */
function alike(a: readonly string[], b: readonly string[]): boolean {
  const [few, many] = a.length < b.length ? [a, new Set(b)] : [b, new Set(a)];
  const shared = few.filter((run) => many.has(run)).length;
  return shared > tooAlike * (a.length + b.length - shared);
}
