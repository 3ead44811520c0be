/** One-vs-rest logistic regression by AdaGrad over all labels at once. Deterministic: fixed order, fixed seed. */
import { buckets } from '../../src/understanding/features.ts';
import { allLabels } from '../../src/understanding/labels.ts';
import { sigmoid } from '../../src/understanding/model.ts';
import { seeded, shuffled } from './chance.ts';
import { featuresIn, labelsIn, type Examples } from './examples.ts';

export interface Weights {
  /** Row of a feature bucket in `weights`, -1 for those too rare; rows are in the order of the buckets. */
  rowOf: Int32Array;
  /** rows × labels. */
  weights: Float32Array;
  biases: Float32Array;
}

export const labelCount = allLabels.length;
const epochs = 8;
const learningRate = 0.12;
const decay = 2e-5;
/** Rarer features are left out; from three on the figures were the same, and training took a third longer. */
const leastOccurrences = 5;
/** Errors below this teach nothing. */
const leastError = 0.004;

/** Fits weights to some of the examples. */
export function fit(examples: Examples, chosen: Int32Array): Weights {
  const rowOf = rowsOf(examples, chosen);
  const size = (rowOf.reduce((most, row) => Math.max(most, row), -1) + 1) * labelCount;
  const fitted = { rowOf, weights: new Float32Array(size), biases: new Float32Array(labelCount).fill(-2) };
  const squares = new Float32Array(size).fill(1e-2);
  const rows = Array.from(chosen, (at) => featuresIn(examples, at).map((feature) => rowOf[feature]!)).map((list) =>
    list.filter((row) => row >= 0).map((row) => row * labelCount),
  );
  const favour = favours(examples, chosen);
  const random = seeded(20261121);
  for (let epoch = 0; epoch < epochs; epoch++)
    for (const at of shuffled(chosen.length, random)) learn(fitted, squares, rows[at]!, labelsIn(examples, chosen[at]!), favour);
  return fitted;
}

function rowsOf(examples: Examples, chosen: Int32Array): Int32Array {
  const counts = new Int32Array(buckets);
  for (const at of chosen) for (const feature of featuresIn(examples, at)) counts[feature] = counts[feature]! + 1;
  const kept = Array.from(counts.keys()).filter((bucket) => counts[bucket]! >= leastOccurrences);
  const rowOf = new Int32Array(buckets).fill(-1);
  // what is met often stands together: it then stays in the processor's cache
  kept.sort((a, b) => counts[b]! - counts[a]! || a - b).forEach((bucket, row) => (rowOf[bucket] = row));
  return rowOf;
}

/** How much more an utterance counts that has a label: rare labels more. */
function favours(examples: Examples, chosen: Int32Array): Float32Array {
  const positives = new Float32Array(labelCount);
  for (const at of chosen) for (const label of labelsIn(examples, at)) positives[label] = positives[label]! + 1;
  return positives.map((count) => Math.min(8, Math.sqrt(chosen.length / Math.max(1, count)) / 2));
}

const sums = new Float32Array(labelCount);
/** Weights that memory gives at once. */
const lineOfMemory = 16;
/** Nobody reads it; without it the look at the rows would be left out as useless. */
let _fetched = 0;
const active = new Int32Array(labelCount);

/** One step of AdaGrad. `starts` says where the example's rows begin; only labels that err are touched. */
function learn({ weights, biases }: Weights, squares: Float32Array, starts: Int32Array, labels: Int32Array, favour: Float32Array): void {
  addUp(weights, starts, biases);
  let count = 0;
  for (let label = 0; label < labelCount; label++) {
    const truth = labels.includes(label) ? 1 : 0;
    const error = (truth - sigmoid(sums[label]!)) * (truth ? favour[label]! : 1);
    if (Math.abs(error) < leastError) continue;
    sums[label] = error;
    biases[label] = biases[label]! + 0.02 * sums[label]!;
    active[count++] = label;
  }
  const norm = 1 / Math.sqrt(Math.max(1, starts.length));
  for (const start of starts) {
    for (let at = 0; at < count; at++) {
      const label = active[at]!;
      const w = start + label;
      const step = sums[label]! * norm;
      squares[w] = squares[w]! + step * step;
      weights[w] = weights[w]! * (1 - decay) + (learningRate * step) / Math.sqrt(squares[w]);
    }
  }
}

/** Adds up the rows in `sums`, beginning with the biases, each sum rounded as if the rows came one by one. */
function addUp(weights: Float32Array, starts: Int32Array, biases: Float32Array): void {
  sums.set(biases);
  // a look at each row first: memory then fetches them side by side, not one after the other
  for (const start of starts) for (let at = 0; at < labelCount; at += lineOfMemory) _fetched += weights[start + at]!;
  const inFours = starts.length - (starts.length % 4);
  for (let at = 0; at < inFours; at += 4) addFour(weights, starts[at]!, starts[at + 1]!, starts[at + 2]!, starts[at + 3]!);
  for (const start of starts.subarray(inFours))
    for (let label = 0; label < labelCount; label++) sums[label] = sums[label]! + weights[start + label]!;
}

/** Four rows at once: half the time of one after the other. */
function addFour(weights: Float32Array, a: number, b: number, c: number, d: number): void {
  const { fround } = Math;
  for (let label = 0; label < labelCount; label++) {
    const two = fround(fround(sums[label]! + weights[a + label]!) + weights[b + label]!);
    sums[label] = fround(fround(two + weights[c + label]!) + weights[d + label]!);
  }
}

/** Probabilities per label. */
export function predict({ rowOf, weights, biases }: Weights, features: Int32Array): Float32Array {
  const rows = features.map((feature) => rowOf[feature]!).filter((row) => row >= 0);
  addUp(
    weights,
    rows.map((row) => row * labelCount),
    biases,
  );
  return sums.map(sigmoid);
}
