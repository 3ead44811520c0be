/** Choosing a setting of a peer on training utterances that were held out. */
import { f1 } from '../grading.ts';
import type { Utterance } from '../utterances.ts';

/** F1 over all labels of all utterances. */
export function microF1(utterances: readonly Utterance[], found: readonly (readonly string[])[]): number {
  const count = { hit: 0, missed: 0, wrong: 0 };
  utterances.forEach(({ labels }, at) => {
    const got = new Set(found[at]);
    const hit = labels.filter((label) => got.has(label)).length;
    count.hit += hit;
    count.missed += labels.length - hit;
    count.wrong += got.size - hit;
  });
  return f1(count);
}

/** The setting with the highest value; of equals the first. */
export function bestOf(settings: readonly [number, ...number[]], valueOf: (setting: number) => number): number {
  let [best] = settings;
  let most = -Infinity;
  for (const setting of settings) {
    const value = valueOf(setting);
    if (value > most) [best, most] = [setting, value];
  }
  return best;
}
