/** Trains knowledge/language/model.bin from knowledge/language/utterances: `npm run train` (`-- --report` for each label's F1). */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allLabels } from '../src/understanding/labels.ts';
import { encodeModel, rowsOf } from '../src/understanding/model.ts';
import { loadDictionary } from '../src/understanding/tokens.ts';
import { trainModel } from './training/train.ts';
import { readUtterances } from './utterances.ts';

await loadDictionary();
const started = performance.now();
const utterances = readUtterances();
const { model, chosen } = await trainModel(utterances);
writeFileSync(join(import.meta.dirname, '../knowledge/language/model.bin'), encodeModel(model));
if (process.argv.includes('--report'))
  chosen
    .map((one, at) => ({ label: allLabels[at], ...one }))
    .sort((a, b) => a.f1 - b.f1)
    .forEach((one) => console.log(one.f1.toFixed(2), one.threshold.toFixed(2), one.label));
const macro = chosen.reduce((sum, { f1 }) => sum + f1, 0) / chosen.length;
console.log(
  `${String(utterances.length)} utterances, ${String(rowsOf(model))} features, cross-validated macro-F1 ${macro.toFixed(3)}, ${((performance.now() - started) / 1000).toFixed(1)} s`,
);
