/** Our understanding: the whole of it, and what its model says before any rule. */
import { writeFileSync } from 'node:fs';
import { loadUnderstanding, readText, understand } from '../../src/understanding/index.ts';
import { encodeModel } from '../../src/understanding/model.ts';
import { decide, loadModel } from '../../src/understanding/scores.ts';
import { loadDictionary } from '../../src/understanding/tokens.ts';
import { trainModel } from '../training/train.ts';
import type { Utterance } from '../utterances.ts';
import type { Peer } from './peers.ts';

export const day = '2026-11-21';

async function train(utterances: readonly Utterance[], file: string): Promise<void> {
  await loadDictionary();
  writeFileSync(file, encodeModel((await trainModel(utterances)).model));
}

export const whole: Peer = {
  train,
  async load(file) {
    loadModel(file);
    await loadUnderstanding();
    return (text, asked) => {
      const { labels, likely } = understand(text, asked, day);
      return { labels, likely };
    };
  },
};

export const modelAlone: Peer = {
  train,
  async load(file) {
    loadModel(file);
    await loadUnderstanding();
    return (text, asked) => {
      const { scores, likely } = readText(text, asked, day);
      return { labels: [...decide(scores, asked)], likely };
    };
  },
};
