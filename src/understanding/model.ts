/**
 * A sparse linear multi-label model: one weight per feature and label, kept as bytes with a scale per label.
 * Trained by scripts/train.ts, shipped as knowledge/language/model.bin.
 */
import { readFileSync } from 'node:fs';

export interface Model {
  labels: readonly string[];
  /** Probability above which a label holds, by label. */
  thresholds: Float32Array;
  biases: Float32Array;
  scales: Float32Array;
  /** Row of a feature bucket in `weights`. */
  rows: ReadonlyMap<number, number>;
  /** rows × labels. */
  weights: Int8Array;
}

interface Header {
  labels: string[];
  thresholds: number[];
  biases: number[];
  scales: number[];
  rows: number;
}

/** The model as bytes: header length, header as JSON, feature buckets, weights. */
export function encodeModel(model: Model): Buffer {
  const header: Header = {
    labels: [...model.labels],
    thresholds: [...model.thresholds].map((one) => Number(one.toFixed(4))),
    biases: [...model.biases].map((one) => Number(one.toFixed(4))),
    scales: [...model.scales].map((one) => Number(one.toFixed(6))),
    rows: model.rows.size,
  };
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  const buckets = Buffer.alloc(4 * model.rows.size);
  for (const [bucket, row] of model.rows) buckets.writeUInt32LE(bucket, 4 * row);
  return Buffer.concat([length, json, buckets, Buffer.from(model.weights.buffer, model.weights.byteOffset, model.weights.byteLength)]);
}

export function decodeModel(bytes: Buffer): Model {
  const jsonLength = bytes.readUInt32LE(0);
  const header = JSON.parse(bytes.toString('utf8', 4, 4 + jsonLength)) as Header;
  const start = 4 + jsonLength;
  const rows = new Map<number, number>();
  for (let row = 0; row < header.rows; row++) rows.set(bytes.readUInt32LE(start + 4 * row), row);
  const weights = bytes.subarray(start + 4 * header.rows);
  return {
    labels: header.labels,
    thresholds: Float32Array.from(header.thresholds),
    biases: Float32Array.from(header.biases),
    scales: Float32Array.from(header.scales),
    rows,
    weights: new Int8Array(weights.buffer, weights.byteOffset, weights.byteLength),
  };
}

export const readModel = (path: string): Model => decodeModel(readFileSync(path));

/** Probabilities per label (0 to 1) of one sentence's features. */
export function probabilities(model: Model, features: Int32Array): Float32Array {
  const count = model.labels.length;
  const sums = new Float32Array(count);
  for (const feature of features) {
    const row = model.rows.get(feature);
    if (row === undefined) continue;
    const start = row * count;
    for (let label = 0; label < count; label++) sums[label] = (sums[label] ?? 0) + (model.weights[start + label] ?? 0);
  }
  return sums.map((sum, label) => sigmoid(sum * (model.scales[label] ?? 0) + (model.biases[label] ?? 0)));
}

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
