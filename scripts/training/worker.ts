/** A thread of the trainer: fits all examples, or all but one fold and tells what it makes of that fold. */
import { parentPort, workerData } from 'node:worker_threads';
import { featuresIn, type Examples } from './examples.ts';
import { fit, labelCount, predict, type Weights } from './fit.ts';
import { pruned } from './prune.ts';
import { placesOf } from './thresholds.ts';

/** `'all'`, or the fold held out. */
export type Task = 'all' | number;
export type Done = { kind: 'all'; weights: Weights } | { kind: 'fold'; places: Int32Array; found: Float32Array };

const examples = workerData as Examples;

function done(task: Task): Done {
  if (task === 'all')
    return {
      kind: 'all',
      weights: pruned(
        fit(
          examples,
          Int32Array.from({ length: examples.count }, (_, at) => at),
        ),
      ),
    };
  const weights = fit(examples, placesOf(examples.count, task, false));
  const places = placesOf(examples.count, task, true);
  const found = new Float32Array(places.length * labelCount);
  places.forEach((place, at) => found.set(predict(weights, featuresIn(examples, place)), at * labelCount));
  return { kind: 'fold', places, found };
}

parentPort?.on('message', (task: Task) => parentPort?.postMessage(done(task)));
