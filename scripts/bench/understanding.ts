/**
 * Understanding beside its peers on the blind set, all taught with the same utterances: run by `npm run bench -- understanding`.
 * Figures only, never rows. Everything is bounded in time: what takes longer is left out and said to be.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readModel } from '../../src/understanding/model.ts';
import { shippedModel } from '../../src/understanding/scores.ts';
import { loadDictionary } from '../../src/understanding/tokens.ts';
import { examplesOf, hashOf } from '../training/examples.ts';
import { readUtterances } from '../utterances.ts';
import type { Measured, Trained } from './child.ts';
import type { PeerName } from './peers.ts';
import type { Speed, Words } from './words.ts';

const set = join(import.meta.dirname, '../../tests/blind/utterances.jsonl');
const folder = mkdtempSync(join(tmpdir(), 'michishirube-bench-'));
const run = promisify(execFile);
/** A single measurement is given up after this, ms; all of them take less than eight minutes. */
const longest = 200_000;

/** What a child process came to, or undefined when it took too long. */
async function child<T>(...args: string[]): Promise<T | undefined> {
  process.stderr.write(`… ${args.slice(0, 2).join(' ')}\n`);
  try {
    const { stdout } = await run(process.execPath, ['--expose-gc', join(import.meta.dirname, 'child.ts'), ...args], {
      timeout: longest,
      maxBuffer: 1e8,
    });
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as T;
  } catch (error) {
    const { killed, stderr } = error as { killed?: boolean; stderr?: string };
    if (killed) return undefined;
    throw new Error(`${args.join(' ')} failed: ${stderr ?? String(error)}`, { cause: error });
  }
}

const file = (name: string): string => join(folder, name);
const trained = (name: PeerName, at: string, share = 1): Promise<Trained | undefined> => child('train', name, at, String(share));

async function isCurrent(): Promise<boolean> {
  await loadDictionary();
  return readModel(shippedModel).trainedFrom === hashOf(examplesOf(readUtterances()));
}

interface Contender {
  title: string;
  peer: PeerName;
  at: string;
  training?: Trained | undefined;
}

const slices = ['negation', 'kana', 'dialect', 'typo', 'multi_label', 'long'];

function row(cells: readonly string[]): string {
  const [name = '', ...figures] = cells;
  return name.padEnd(30) + figures.map((figure) => figure.padStart(9)).join('');
}

const three = (value: number): string => value.toFixed(3);

function table(contenders: readonly (Contender & { measured: Measured | undefined })[]): string[] {
  const figures = contenders.map(({ title, measured, training }) => {
    if (!measured) return row([title, 'took too long']);
    const { macroF1, exact, top3, p50, p99, loadMs, memoryMb } = measured;
    const taught = training ? `${training.seconds.toFixed(0)} s` : '-';
    return row([
      title,
      three(macroF1),
      three(exact),
      three(top3),
      three(p50),
      p99.toFixed(2),
      loadMs.toFixed(0),
      memoryMb.toFixed(0),
      taught,
    ]);
  });
  const bySlice = contenders.map(({ title, measured }) => row([title, ...slices.map((slice) => three(measured?.slices[slice] ?? NaN))]));
  return [
    row(['', 'macro-F1', 'exact', 'top-3', 'p50 ms', 'p99 ms', 'load ms', 'mem. MB', 'training']),
    ...figures,
    '',
    row(['micro-F1 by slice', ...slices]),
    ...bySlice,
  ];
}

/** Shares of the utterances, and how well our understanding does when taught with these only. */
async function curve(whole: Contender): Promise<string[]> {
  const lines = [row(['taught with', 'utter.', 'macro-F1', 'model'])];
  for (const share of [0.125, 0.25, 0.5, 1]) {
    const at = share === 1 ? whole.at : file(`share-${String(share)}.bin`);
    const training = share === 1 ? whole.training : await trained('ours', at, share);
    const measured = await child<Measured>('measure', 'ours', at, set);
    const alone = await child<Measured>('measure', 'ours_model', at, set);
    const count = training ? String(training.utterances) : 'all';
    lines.push(row([`${String(100 * share)} %`, count, three(measured?.macroF1 ?? NaN), three(alone?.macroF1 ?? NaN)]));
  }
  return lines;
}

async function words(): Promise<string[]> {
  const stock = await child<Words>('words', 'stock');
  const ours = await child<Words>('words', 'ours');
  const speed = await child<Speed>('speed', set);
  const ratio = (one = NaN, other = NaN): string => `${(one / other).toFixed(2)} ×`;
  const ms = (value = NaN): string => `${value.toFixed(3)} ms`;
  return [
    `dictionary, memory it adds: ${(ours?.memoryMb ?? NaN).toFixed(0)} MB, kuromoji's own ${(stock?.memoryMb ?? NaN).toFixed(0)} MB: ${ratio(ours?.memoryMb, stock?.memoryMb)} (at most 0.75)`,
    `dictionary, time to load: ${(ours?.loadMs ?? NaN).toFixed(0)} ms, kuromoji's own ${(stock?.loadMs ?? NaN).toFixed(0)} ms`,
    `p50 of understand(): ${ms(speed?.understanding)}, of kuromoji's words alone ${ms(speed?.stockWords)}: ${ratio(speed?.understanding, speed?.stockWords)} (at most 2); of our words alone ${ms(speed?.ourWords)}`,
  ];
}

async function main(): Promise<void> {
  const current = await isCurrent();
  const shipped = current ? shippedModel : file('ours.bin');
  // one thread for this, the other for the rest
  const teachingNlpjs = trained('nlpjs', file('nlpjs.json'));
  const ours = current ? undefined : await trained('ours', shipped);
  const characters = await trained('characters', file('characters.bin'));
  const keywords = await trained('keywords', file('keywords.json'));
  const nlpjs = await teachingNlpjs;
  const contenders: Contender[] = [
    { title: 'understand()', peer: 'ours', at: shipped, training: ours },
    { title: '  its model, no rules', peer: 'ours_model', at: shipped },
    { title: 'the same without kuromoji', peer: 'characters', at: file('characters.bin'), training: characters },
    { title: '  its model, no rules', peer: 'characters_model', at: file('characters.bin') },
    { title: '@nlpjs/nlp + lang-ja', peer: 'nlpjs', at: file('nlpjs.json'), training: nlpjs },
    { title: 'keyword rules', peer: 'keywords', at: file('keywords.json'), training: keywords },
  ];
  const measured: (Contender & { measured: Measured | undefined })[] = [];
  for (const one of contenders) {
    const done = one.peer === 'nlpjs' && !nlpjs ? undefined : await child<Measured>('measure', one.peer, one.at, set);
    measured.push({ ...one, measured: done });
  }
  const lines = [
    `model: ${current ? 'as shipped' : 'trained anew, the shipped one is of other utterances (npm run train)'}; exact: labels only, for all`,
    ...table(measured),
    '',
    ...(await curve(contenders[0]!)),
    '',
    ...(await words()),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

try {
  await main();
} finally {
  rmSync(folder, { recursive: true });
}
