/** Utterances as the trainer sees them: feature buckets and labels, laid out flat in memory that worker threads share. */
import { createHash } from 'node:crypto';
import { clean, sentences } from '../../src/understanding/clean.ts';
import { withoutIdioms } from '../../src/understanding/idioms.ts';
import { featuresOf } from '../../src/understanding/features.ts';
import { allLabels } from '../../src/understanding/labels.ts';
import { tokenize } from '../../src/understanding/tokens.ts';
import type { Utterance } from '../utterances.ts';

/** The features of example n stand from `starts[n]` to before `starts[n + 1]`, ascending; its labels likewise. */
export interface Examples {
  count: number;
  starts: Int32Array;
  features: Int32Array;
  labelStarts: Int32Array;
  /** Places in the vocabulary. */
  labels: Int32Array;
}

/** Needs the dictionary loaded. */
export function examplesOf(utterances: readonly Utterance[]): Examples {
  const [starts, features] = flat(utterances.map(sortedFeatures));
  const [labelStarts, labels] = flat(utterances.map((one) => [...new Set(one.labels.map((label) => allLabels.indexOf(label)))]));
  return { count: utterances.length, starts, features, labelStarts, labels };
}

// in order, so that sums are added up in the same order each time
function sortedFeatures({ text, asked }: Utterance): Int32Array {
  return featuresOf(
    sentences(clean(text)).flatMap((piece) => tokenize(withoutIdioms(piece))),
    asked,
  ).sort();
}

function flat(lists: readonly ArrayLike<number>[]): [starts: Int32Array, all: Int32Array] {
  const starts = shared(lists.length + 1);
  lists.forEach((list, at) => (starts[at + 1] = starts[at]! + list.length));
  const all = shared(starts.at(-1)!);
  lists.forEach((list, at) => all.set(list, starts[at]));
  return [starts, all];
}

const shared = (length: number): Int32Array => new Int32Array(new SharedArrayBuffer(4 * length));

export const featuresIn = ({ starts, features }: Examples, at: number): Int32Array => features.subarray(starts[at], starts[at + 1]);
export const labelsIn = ({ labelStarts, labels }: Examples, at: number): Int32Array =>
  labels.subarray(labelStarts[at], labelStarts[at + 1]);

/**
 * What a model was trained from: a hash of all features and labels. It changes with the utterances, the dictionary and the code that makes
 * features of them, and with nothing else.
 */
export function hashOf({ starts, features, labelStarts, labels }: Examples): string {
  const hash = createHash('sha256').update(allLabels.join());
  for (const part of [starts, features, labelStarts, labels]) hash.update(new Uint8Array(part.buffer));
  return hash.digest('hex');
}
