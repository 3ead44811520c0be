/** Keeps the heaviest rows and makes bytes of the weights. */
import { allLabels } from '../../src/understanding/labels.ts';
import type { Model } from '../../src/understanding/model.ts';
import { labelCount, type Weights } from './fit.ts';

/** Rows kept in the shipped file (12 MB): with 80,000 denied and long texts were read a little worse. */
const mostRows = 150_000;

/** The rows with the heaviest weights only, still in the order of their buckets. */
export function pruned({ rowOf, weights, biases }: Weights): Weights {
  const rows: { bucket: number; row: number; weight: number }[] = [];
  rowOf.forEach((row, bucket) => {
    if (row >= 0) rows.push({ bucket, row, weight: heaviest(weights, row) });
  });
  const kept = rows
    .sort((a, b) => b.weight - a.weight || a.bucket - b.bucket)
    .slice(0, mostRows)
    .sort((a, b) => a.bucket - b.bucket);
  const newRowOf = new Int32Array(rowOf.length).fill(-1);
  const keptWeights = new Float32Array(kept.length * labelCount);
  kept.forEach(({ bucket, row }, at) => {
    newRowOf[bucket] = at;
    keptWeights.set(weights.subarray(row * labelCount, (row + 1) * labelCount), at * labelCount);
  });
  return { rowOf: newRowOf, weights: keptWeights, biases };
}

function heaviest(weights: Float32Array, row: number): number {
  let most = 0;
  for (let at = row * labelCount; at < (row + 1) * labelCount; at++) most = Math.max(most, Math.abs(weights[at]!));
  return most;
}

/** The model as it is shipped: each weight a byte, with a scale per label. */
export function quantised({ rowOf, weights, biases }: Weights, thresholds: Float32Array): Model {
  const scales = new Float32Array(labelCount);
  weights.forEach((weight, at) => {
    const label = at % labelCount;
    scales[label] = Math.max(scales[label] ?? 0, Math.abs(weight) / 127);
  });
  const bytes = Int8Array.from(weights, (weight, at) => Math.round(weight / (scales[at % labelCount] || 1)));
  return { labels: allLabels, thresholds, biases, scales, rowOf, weights: bytes };
}
