/**
 * One measurement in a process of its own; its last line is the result as JSON. Run by scripts/bench/understanding.ts:
 * `train PEER FILE SHARE`, `measure PEER FILE SET`, `words stock|ours`, `speed SET`.
 */
import { seeded, shuffled } from '../training/chance.ts';
import { f1, grade, macroF1, readRows, type Answer } from '../grading.ts';
import { readUtterances, type Utterance } from '../utterances.ts';
import { peers, type PeerName } from './peers.ts';
import { compareSpeed, loadWords, memoryMb } from './words.ts';

export interface Trained {
  utterances: number;
  seconds: number;
}

export interface Measured {
  macroF1: number;
  /** Share of rows with exactly the right labels. */
  exact: number;
  top3: number;
  p50: number;
  p99: number;
  /** Time from the start of loading until the first text is understood, ms. */
  loadMs: number;
  /** Resident memory of the process after loading, MB. */
  memoryMb: number;
  /** micro-F1 by slice. */
  slices: Record<string, number>;
}

/** A part of the utterances, always the same; a smaller part lies within a larger. */
function part(utterances: readonly Utterance[], share: number): Utterance[] {
  const kept = new Set([...shuffled(utterances.length, seeded(5))].slice(0, Math.round(utterances.length * share)));
  return utterances.filter((_, at) => kept.has(at));
}

/** Some four hundred utterances. */
const warmingShare = 0.02;

async function train(name: PeerName, file: string, share: number): Promise<Trained> {
  const utterances = part(readUtterances(), share);
  const started = performance.now();
  await (await peers[name]()).train(utterances, file);
  return { utterances: utterances.length, seconds: (performance.now() - started) / 1000 };
}

async function measure(name: PeerName, file: string, set: string): Promise<Measured> {
  const rows = readRows(set);
  const started = performance.now();
  const understands = await (await peers[name]()).load(file);
  await understands('神戸で居酒屋をしています。', null);
  const loadMs = performance.now() - started;
  const memory = memoryMb();
  // warmed up on other texts: who remembers texts shall not be timed by it
  for (const { text, asked } of part(readUtterances(), warmingShare)) await understands(text, asked);
  const answers: Answer[] = [];
  const times: number[] = [];
  for (const row of rows) {
    const before = performance.now();
    answers.push(await understands(row.text, row.context_question));
    times.push(performance.now() - before);
  }
  const grades = grade(rows, answers);
  times.sort((a, b) => a - b);
  return {
    macroF1: macroF1(grades),
    exact: grades.right / grades.all,
    top3: grades.top3 / Math.max(1, grades.wanted),
    p50: times[Math.floor(times.length * 0.5)] ?? NaN,
    p99: times[Math.floor(times.length * 0.99)] ?? NaN,
    ...{ loadMs, memoryMb: memory },
    slices: Object.fromEntries([...grades.slices].map(([slice, one]) => [slice, f1(one)])),
  };
}

const [what = '', first = '', second = '', third = ''] = process.argv.slice(2);
const done = {
  train: () => train(first as PeerName, second, Number(third)),
  measure: () => measure(first as PeerName, second, third),
  words: () => loadWords(first === 'stock'),
  speed: () => compareSpeed(first),
}[what];
if (!done) throw new Error(`No measurement "${what}". Expected train, measure, words or speed.`);
process.stdout.write(`${JSON.stringify(await done())}\n`);
