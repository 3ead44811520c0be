/** Trains a model from utterances, on two threads; the same utterances give the same bytes. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Model } from '../../src/understanding/model.ts';
import { examplesOf, hashOf, type Examples } from './examples.ts';
import { labelCount } from './fit.ts';
import { quantised } from './prune.ts';
import { chooseThresholds, folds, type Chosen } from './thresholds.ts';
import type { Utterance } from '../utterances.ts';
import type { Done, Task } from './worker.ts';

export interface Trained {
  model: Model;
  /** Per label, in the order of the vocabulary. */
  chosen: Chosen[];
}

/** A fit needs about 250 MB. */
const mostThreads = 4;

/** Fits to all examples, and to all but each fold for the thresholds. The dictionary must be loaded. */
export async function trainModel(utterances: readonly Utterance[]): Promise<Trained> {
  const examples = examplesOf(utterances);
  const tasks: Task[] = ['all', ...Array.from({ length: folds }, (_, held) => held)];
  const done = await inThreads(examples, tasks);
  const out = new Float32Array(examples.count * labelCount);
  for (const one of done)
    if (one.kind === 'fold')
      one.places.forEach((place, at) => out.set(one.found.subarray(at * labelCount, (at + 1) * labelCount), place * labelCount));
  const chosen = chooseThresholds(examples, out);
  const whole = done.find((one) => one.kind === 'all');
  if (!whole) throw new Error('No thread fitted all examples. This is a fault of scripts/training.');
  const model = quantised(whole.weights, Float32Array.from(chosen.map(({ threshold }) => threshold)));
  return { model: { ...model, trainedFrom: hashOf(examples) }, chosen };
}

/** Does the tasks on a few threads, each taking the next when it is free. The order of results is not that of the tasks. */
async function inThreads(examples: Examples, tasks: readonly Task[]): Promise<Done[]> {
  const left = [...tasks];
  const count = Math.min(left.length, mostThreads, availableParallelism());
  const done = await Promise.all(Array.from({ length: count }, () => worksOff(examples, left)));
  return done.flat();
}

function worksOff(examples: Examples, left: Task[]): Promise<Done[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: examples });
    const done: Done[] = [];
    const next = (): void => {
      const task = left.shift();
      if (task !== undefined) worker.postMessage(task);
      else {
        void worker.terminate();
        resolve(done);
      }
    };
    worker.on('message', (one: Done) => {
      done.push(one);
      next();
    });
    worker.on('error', reject);
    next();
  });
}
