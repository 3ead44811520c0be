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
  /** Row in `weights` by feature bucket; -1 for features without weights. Rows are in the order of the buckets. */
  rowOf: Int32Array;
  /** rows × labels. */
  weights: Int8Array;
  /** What it was trained from: a hash of utterances and code. Absent in models older than that. */
  trainedFrom?: string;
}

interface Header {
  labels: string[];
  thresholds: number[];
  biases: number[];
  scales: number[];
  rows: number;
  trainedFrom?: string;
}

export const rowsOf = ({ weights, labels }: Model): number => weights.length / labels.length;

/** The model as bytes: header length, header as JSON, feature buckets, weights. */
export function encodeModel(model: Model): Buffer {
  const header: Header = {
    labels: [...model.labels],
    thresholds: [...model.thresholds].map((one) => Number(one.toFixed(4))),
    biases: [...model.biases].map((one) => Number(one.toFixed(4))),
    scales: [...model.scales].map((one) => Number(one.toFixed(6))),
    rows: rowsOf(model),
    ...(model.trainedFrom === undefined ? {} : { trainedFrom: model.trainedFrom }),
  };
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  const buckets = Buffer.alloc(4 * header.rows);
  model.rowOf.forEach((row, bucket) => {
    if (row >= 0) buckets.writeUInt32LE(bucket, 4 * row);
  });
  return Buffer.concat([length, json, buckets, Buffer.from(model.weights.buffer, model.weights.byteOffset, model.weights.byteLength)]);
}

export function decodeModel(bytes: Buffer): Model {
  const jsonLength = bytes.readUInt32LE(0);
  const { labels, thresholds, biases, scales, rows, trainedFrom } = JSON.parse(bytes.toString('utf8', 4, 4 + jsonLength)) as Header;
  const start = 4 + jsonLength;
  const weights = bytes.subarray(start + 4 * rows);
  return {
    labels,
    thresholds: Float32Array.from(thresholds),
    biases: Float32Array.from(biases),
    scales: Float32Array.from(scales),
    rowOf: rowsByBucket(Array.from({ length: rows }, (_, row) => bytes.readUInt32LE(start + 4 * row))),
    weights: new Int8Array(weights.buffer, weights.byteOffset, weights.byteLength),
    ...(trainedFrom === undefined ? {} : { trainedFrom }),
  };
}

/** `rowOf` of a model whose rows are of these buckets, given in ascending order. */
export function rowsByBucket(buckets: readonly number[]): Int32Array {
  const rowOf = new Int32Array(buckets.reduce((most, bucket) => Math.max(most, bucket), -1) + 1).fill(-1);
  buckets.forEach((bucket, row) => (rowOf[bucket] = row));
  return rowOf;
}

export const readModel = (path: string): Model => decodeModel(readFileSync(path));

/** Probabilities per label (0 to 1) of one sentence's features. */
export function probabilities(model: Model, features: Int32Array): Float32Array {
  const { labels, weights, scales, biases } = model;
  const sums = new Int32Array(labels.length);
  const starts = rowStarts(model, features);
  // most of the time of understanding is spent here: four rows at once take half the time of one after the other
  const inFours = starts.length - (starts.length % 4);
  for (let at = 0; at < inFours; at += 4)
    addFour(sums, weights, starts[at] ?? 0, starts[at + 1] ?? 0, starts[at + 2] ?? 0, starts[at + 3] ?? 0);
  for (const start of starts.subarray(inFours)) sums.forEach((sum, label) => (sums[label] = sum + (weights[start + label] ?? 0)));
  const found = new Float32Array(labels.length);
  for (let at = 0; at < found.length; at++) found[at] = sigmoid((sums[at] ?? 0) * (scales[at] ?? 0) + (biases[at] ?? 0));
  return found;
}

function addFour(sums: Int32Array, weights: Int8Array, a: number, b: number, c: number, d: number): void {
  for (let label = 0; label < sums.length; label++) {
    const two = (weights[a + label] ?? 0) + (weights[b + label] ?? 0);
    sums[label] = (sums[label] ?? 0) + two + (weights[c + label] ?? 0) + (weights[d + label] ?? 0);
  }
}

/** Where the features' rows begin. */
function rowStarts({ labels, rowOf }: Model, features: Int32Array): Int32Array {
  const starts = new Int32Array(features.length);
  let count = 0;
  for (const feature of features) {
    const row = rowOf[feature] ?? -1;
    if (row >= 0) starts[count++] = row * labels.length;
  }
  return starts.subarray(0, count);
}

/** Gives the probability of one label, for a fraction of the time: its weights lie together, by feature bucket. */
export function probabilityOf({ labels, rowOf, weights, scales, biases }: Model, label: string): (features: Int32Array) => number {
  const at = labels.indexOf(label);
  if (at < 0) throw new Error(`The model has no label "${label}". Train it anew: npm run train.`);
  const own = Int8Array.from(rowOf, (row) => (row < 0 ? 0 : (weights[row * labels.length + at] ?? 0)));
  return (features) => {
    let sum = 0;
    for (const feature of features) sum += own[feature] ?? 0;
    return Math.fround(sigmoid(sum * (scales[at] ?? 0) + (biases[at] ?? 0)));
  };
}

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
