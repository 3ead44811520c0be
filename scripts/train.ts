/**
 * Trains knowledge/language/model.bin from knowledge/language/utterances: `npm run train`.
 * One-vs-rest logistic regression by AdaGrad over all labels at once; thresholds from three-fold cross-validation.
 * Deterministic: fixed order, fixed seed.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clean, sentences } from '../src/understanding/clean.ts';
import { featuresOf } from '../src/understanding/features.ts';
import { allLabels, safetyLabels } from '../src/understanding/labels.ts';
import { encodeModel, sigmoid, type Model } from '../src/understanding/model.ts';
import { loadDictionary, tokenize } from '../src/understanding/tokens.ts';
import { readUtterances, type Utterance } from './utterances.ts';

interface Example {
  features: Int32Array;
  labels: Set<number>;
}
interface Weights {
  index: Map<number, number>;
  weights: Float32Array;
  biases: Float32Array;
}

const labelCount = allLabels.length;
const epochs = 8;
const learningRate = 0.12;
const decay = 2e-5;
const leastOccurrences = 3;
/** Rows kept in the shipped file: those with the heaviest weights. */
const mostRows = 130_000;
const folds = 3;
/** Danger is heard from this probability on, whatever the F1 says: a false alarm costs less than silence. */
const mostForDanger = 0.25;

/** Mulberry32: a small seeded generator, so that training gives the same bytes every time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function shuffled(count: number, random: () => number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, at) => at);
  for (let at = count - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
  }
  return order;
}

export function exampleOf(utterance: Utterance): Example {
  const tokens = sentences(clean(utterance.text)).flatMap((piece) => tokenize(piece));
  return {
    features: featuresOf(tokens, utterance.asked),
    labels: new Set(utterance.labels.map((label) => allLabels.indexOf(label))),
  };
}

function indexOf(examples: readonly Example[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { features } of examples) for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  const kept = [...counts].filter(([, count]) => count >= leastOccurrences).map(([feature]) => feature);
  return new Map(kept.sort((a, b) => a - b).map((feature, row) => [feature, row]));
}

function fit(examples: readonly Example[]): Weights {
  const index = indexOf(examples);
  const rows = examples.map(({ features }) => Int32Array.from([...features].flatMap((feature) => index.get(feature) ?? [])));
  const positives = new Float32Array(labelCount);
  for (const { labels } of examples) for (const label of labels) positives[label] = (positives[label] ?? 0) + 1;
  const weight = positives.map((count) => Math.min(8, Math.sqrt(examples.length / Math.max(1, count)) / 2));
  const weights = new Float32Array(index.size * labelCount);
  const squares = new Float32Array(index.size * labelCount).fill(1e-2);
  const biases = new Float32Array(labelCount).fill(-2);
  const random = seeded(20261121);
  const gradient = new Float32Array(labelCount);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const at of shuffled(examples.length, random)) {
      const row = rows[at] ?? new Int32Array();
      const labels = examples[at]?.labels ?? new Set<number>();
      const norm = 1 / Math.sqrt(Math.max(1, row.length));
      gradient.set(biases);
      for (const feature of row)
        for (let label = 0, w = feature * labelCount; label < labelCount; label++, w++) gradient[label] = gradient[label]! + weights[w]!;
      let any = false;
      for (let label = 0; label < labelCount; label++) {
        const truth = labels.has(label) ? 1 : 0;
        const error = (truth - sigmoid(gradient[label]!)) * (truth ? weight[label]! : 1);
        gradient[label] = Math.abs(error) < 0.004 ? 0 : error;
        any ||= gradient[label] !== 0;
        biases[label] = biases[label]! + 0.02 * gradient[label]!;
      }
      if (!any) continue;
      for (const feature of row) {
        for (let label = 0, w = feature * labelCount; label < labelCount; label++, w++) {
          const step = gradient[label]! * norm;
          if (step === 0) continue;
          squares[w] = squares[w]! + step * step;
          weights[w] = weights[w]! * (1 - decay) + (learningRate * step) / Math.sqrt(squares[w]!);
        }
      }
    }
  }
  return { index, weights, biases };
}

function predict({ index, weights, biases }: Weights, features: Int32Array): Float32Array {
  const sums = Float32Array.from(biases);
  for (const feature of features) {
    const row = index.get(feature);
    if (row === undefined) continue;
    for (let label = 0, w = row * labelCount; label < labelCount; label++, w++) sums[label] = sums[label]! + weights[w]!;
  }
  return sums.map(sigmoid);
}

/** Out-of-fold probabilities of all examples. */
function crossValidate(examples: readonly Example[]): Float32Array[] {
  const fold = shuffled(examples.length, seeded(7)).map((at) => at % folds);
  const out: Float32Array[] = new Array<Float32Array>(examples.length);
  for (let held = 0; held < folds; held++) {
    const fitted = fit(examples.filter((_, at) => fold[at] !== held));
    examples.forEach((example, at) => {
      if (fold[at] === held) out[at] = predict(fitted, example.features);
    });
  }
  return out;
}

interface Chosen {
  threshold: number;
  f1: number;
}

/** The threshold with the best F1 out of fold, drawn halfway to the middle: folds are small. */
function bestThreshold(label: number, examples: readonly Example[], out: readonly Float32Array[]): Chosen {
  let best: Chosen = { threshold: 0.5, f1: 0 };
  for (let threshold = 0.1; threshold <= 0.9; threshold += 0.02) {
    let hit = 0;
    let wrong = 0;
    let missed = 0;
    examples.forEach(({ labels }, at) => {
      const says = (out[at]?.[label] ?? 0) >= threshold;
      const holds = labels.has(label);
      if (holds && says) hit++;
      else if (holds) missed++;
      else if (says) wrong++;
    });
    const f1 = (2 * hit) / Math.max(1, 2 * hit + wrong + missed);
    if (f1 > best.f1) best = { threshold, f1 };
  }
  const threshold = (best.threshold + 0.45) / 2;
  return {
    ...best,
    threshold: (safetyLabels as readonly string[]).includes(allLabels[label] ?? '') ? Math.min(mostForDanger, threshold) : threshold,
  };
}

/** The heaviest rows only, in bucket order. */
function pruned({ index, weights, biases }: Weights): Weights {
  const heaviest = [...index]
    .map(([bucket, row]) => ({
      bucket,
      row,
      weight: weights.subarray(row * labelCount, (row + 1) * labelCount).reduce((most, one) => Math.max(most, Math.abs(one)), 0),
    }))
    .sort((a, b) => b.weight - a.weight || a.bucket - b.bucket)
    .slice(0, mostRows)
    .sort((a, b) => a.bucket - b.bucket);
  const kept = new Float32Array(heaviest.length * labelCount);
  heaviest.forEach(({ row }, at) => kept.set(weights.subarray(row * labelCount, (row + 1) * labelCount), at * labelCount));
  return { index: new Map(heaviest.map(({ bucket }, at) => [bucket, at])), weights: kept, biases };
}

function modelOf({ index, weights, biases }: Weights, thresholds: Float32Array): Model {
  const scales = new Float32Array(labelCount);
  weights.forEach((weight, at) => {
    const label = at % labelCount;
    scales[label] = Math.max(scales[label] ?? 0, Math.abs(weight) / 127);
  });
  const bytes = Int8Array.from(weights, (weight, at) => Math.round(weight / (scales[at % labelCount] || 1)));
  return { labels: allLabels, thresholds, biases, scales, rows: index, weights: bytes };
}

await loadDictionary();
const started = performance.now();
const examples = readUtterances().map(exampleOf);
const chosen = allLabels.length > 0 && !process.argv.includes('--fast') ? crossValidate(examples) : undefined;
const thresholds = allLabels.map((_, label) => (chosen ? bestThreshold(label, examples, chosen) : { threshold: 0.45, f1: NaN }));
const model = modelOf(pruned(fit(examples)), Float32Array.from(thresholds.map((one) => one.threshold)));
writeFileSync(join(import.meta.dirname, '../knowledge/language/model.bin'), encodeModel(model));
const macro = thresholds.reduce((sum, { f1 }) => sum + f1, 0) / labelCount;
if (process.argv.includes('--report'))
  thresholds
    .map((one, at) => ({ label: allLabels[at], ...one }))
    .sort((a, b) => a.f1 - b.f1)
    .forEach((one) => console.log(one.f1.toFixed(2), one.threshold.toFixed(2), one.label));
console.log(
  `${String(examples.length)} utterances, ${String(model.rows.size)} features, cross-validated macro-F1 ${macro.toFixed(3)}, ${((performance.now() - started) / 1000).toFixed(1)} s`,
);
