/** Thresholds per label, from probabilities of examples that the weights were not fitted to. */
import { allLabels, safetyLabels } from '../../src/understanding/labels.ts';
import { seeded, shuffled } from './chance.ts';
import { labelsIn, type Examples } from './examples.ts';
import { labelCount } from './fit.ts';

export const folds = 3;
/**
 * Danger is heard from this probability on, whatever the F1 says: a false alarm costs less than silence. Words of despair that are less
 * sure than this are not passed over: the person is asked gently (`doubtful` in src/understanding/scores.ts).
 */
const mostForDanger = 0.25;
const mostFor: Readonly<Record<string, number>> = { crisis: 0.35, loan_shark: 0.11 };

/** The fold in which an example is held out. */
export const foldOf = (count: number): Int32Array => shuffled(count, seeded(7)).map((at) => at % folds);

/** Places of the examples of a fold, or of all the others. */
export function placesOf(count: number, held: number, inside: boolean): Int32Array {
  const fold = foldOf(count);
  return Int32Array.from({ length: count }, (_, at) => at).filter((at) => (fold[at] === held) === inside);
}

export interface Chosen {
  threshold: number;
  /** Best F1 out of fold. */
  f1: number;
}

/** Chooses for all labels. `out` has examples × labels. */
export function chooseThresholds(examples: Examples, out: Float32Array): Chosen[] {
  const holds = new Uint8Array(examples.count * labelCount);
  for (let at = 0; at < examples.count; at++) for (const label of labelsIn(examples, at)) holds[at * labelCount + label] = 1;
  return allLabels.map((name, label) => {
    const best = bestThreshold(label, holds, out);
    // drawn halfway to the middle: folds are small
    const threshold = (best.threshold + 0.45) / 2;
    if (!(safetyLabels as readonly string[]).includes(name)) return { ...best, threshold };
    return { ...best, threshold: Math.min(mostFor[name] ?? mostForDanger, threshold) };
  });
}

function bestThreshold(label: number, holds: Uint8Array, out: Float32Array): Chosen {
  let best: Chosen = { threshold: 0.5, f1: 0 };
  for (let threshold = 0.1; threshold <= 0.9; threshold += 0.02) {
    let hit = 0;
    let wrong = 0;
    let missed = 0;
    for (let at = label; at < out.length; at += labelCount) {
      const says = out[at]! >= threshold;
      if (holds[at] === 1) {
        if (says) hit++;
        else missed++;
      } else if (says) wrong++;
    }
    const f1 = (2 * hit) / Math.max(1, 2 * hit + wrong + missed);
    if (f1 > best.f1) best = { threshold, f1 };
  }
  return best;
}
