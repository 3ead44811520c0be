/** The model: the same utterances give the same bytes, and the shipped file is of the utterances that lie beside it. */
import { beforeAll, expect, test } from 'vitest';
import { examplesOf, hashOf } from '../../scripts/training/examples.ts';
import { trainModel } from '../../scripts/training/train.ts';
import { readUtterances } from '../../scripts/utterances.ts';
import { decodeModel, encodeModel, readModel, rowsOf } from '../../src/understanding/model.ts';
import { allLabels } from '../../src/understanding/labels.ts';
import { shippedModel } from '../../src/understanding/scores.ts';
import { loadDictionary } from '../../src/understanding/tokens.ts';

beforeAll(loadDictionary);

const few = readUtterances().filter((_, at) => at % 40 === 0);

test('training is reproducible to the byte', { timeout: 60_000 }, async () => {
  const [one, two] = [await trainModel(few), await trainModel(few)];
  expect(rowsOf(one.model)).toBeGreaterThan(1000);
  expect(encodeModel(one.model).equals(encodeModel(two.model))).toBe(true);
  const other = await trainModel(few.slice(1));
  expect(encodeModel(other.model).equals(encodeModel(one.model))).toBe(false);
});

test('a model is the same after it was written and read', () => {
  const bytes = encodeModel(readModel(shippedModel));
  expect(encodeModel(decodeModel(bytes)).equals(bytes)).toBe(true);
});

test('what a model was trained from shows in its hash', () => {
  const [first, ...rest] = few;
  if (!first) throw new Error('There are no utterances.');
  const hash = hashOf(examplesOf(few));
  expect(hashOf(examplesOf(few))).toBe(hash);
  expect(hashOf(examplesOf([{ ...first, text: `${first.text}ね` }, ...rest]))).not.toBe(hash);
  expect(hashOf(examplesOf([{ ...first, labels: ['copy'] }, ...rest]))).not.toBe(hash);
});

test('the shipped model is of these utterances and features: npm run train makes it anew', () => {
  const model = readModel(shippedModel);
  expect(model.labels).toEqual(allLabels);
  expect(model.trainedFrom).toBe(hashOf(examplesOf(readUtterances())));
});
