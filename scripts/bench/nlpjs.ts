/**
 * @nlpjs/nlp with @nlpjs/lang-ja, as its guide sets it up: one intent per label. An utterance with several labels is taught once for each.
 * Of an answer all intents count whose share reaches a threshold, tuned on training utterances that were held out; `None` stands for no label.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { seeded, shuffled } from '../training/chance.ts';
import type { Utterance } from '../utterances.ts';
import { bestOf, microF1 } from './tuning.ts';
import type { Peer } from './peers.ts';

interface Classification {
  intent: string;
  score: number;
}
interface Nlp {
  settings: Record<string, unknown>;
  useNlu(name: string, locale: string, domain: string, settings: Record<string, unknown>): void;
  addLanguage(locale: string): void;
  addDocument(locale: string, text: string, intent: string): void;
  train(): Promise<void>;
  process(locale: string, text: string): Promise<{ classifications: Classification[] }>;
  export(): string;
  import(json: string): void;
}
interface Container {
  use(plugin: unknown): void;
  get(name: 'nlp'): Nlp;
}

/** Rounds of training; left to itself it takes up to 20,000, some three seconds each. */
const rounds = 25;
/** For the threshold a part is enough. */
const tuningShare = 0.25;
const tuningRounds = 12;

/** The packages have no types of their own. */
const load = createRequire(import.meta.url);

async function newNlp(iterations: number): Promise<Nlp> {
  const { containerBootstrap } = load('@nlpjs/core') as { containerBootstrap: () => Promise<Container> };
  const container = await containerBootstrap();
  container.use((load('@nlpjs/nlp') as { Nlp: unknown }).Nlp);
  container.use((load('@nlpjs/lang-ja') as { LangJa: unknown }).LangJa);
  const nlp = container.get('nlp');
  Object.assign(nlp.settings, { autoSave: false, autoLoad: false });
  nlp.useNlu('NeuralNlu', 'ja', '*', { iterations, log: false });
  nlp.addLanguage('ja');
  return nlp;
}

/** The open question is one more word: it has no other place for it. */
const withQuestion = (text: string, asked: string | null): string => (asked === null ? text : `${text} ${asked.replaceAll('_', '')}`);

async function taught(utterances: readonly Utterance[], iterations: number): Promise<Nlp> {
  const nlp = await newNlp(iterations);
  for (const { text, asked, labels } of utterances)
    for (const label of labels.length > 0 ? labels : ['None']) nlp.addDocument('ja', withQuestion(text, asked), label);
  await nlp.train();
  return nlp;
}

async function classified(nlp: Nlp, text: string, asked: string | null): Promise<Classification[]> {
  const { classifications } = await nlp.process('ja', withQuestion(text, asked));
  return classifications.filter(({ intent }) => intent !== 'None');
}

const least = (found: readonly Classification[], threshold: number): string[] =>
  found.filter(({ score }) => score >= threshold).map(({ intent }) => intent);

/** The threshold with the best micro-F1 on utterances held out. */
async function tuned(utterances: readonly Utterance[]): Promise<number> {
  const order = [...shuffled(utterances.length, seeded(11))].slice(0, Math.round(utterances.length * tuningShare));
  const part = order.flatMap((at) => utterances[at] ?? []);
  const held = part.slice(0, Math.round(part.length / 5));
  const nlp = await taught(part.slice(held.length), tuningRounds);
  const found: Classification[][] = [];
  for (const { text, asked } of held) found.push(await classified(nlp, text, asked));
  return bestOf([0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6], (threshold) =>
    microF1(
      held,
      found.map((one) => least(one, threshold)),
    ),
  );
}

export const nlpjs: Peer = {
  async train(utterances, file) {
    const threshold = await tuned(utterances);
    const nlp = await taught(utterances, rounds);
    writeFileSync(file, JSON.stringify({ threshold, model: nlp.export() }));
  },
  async load(file) {
    const { threshold, model } = JSON.parse(readFileSync(file, 'utf8')) as { threshold: number; model: string };
    const nlp = await newNlp(rounds);
    nlp.import(model);
    // its dictionary is loaded with the first text
    await nlp.process('ja', '神戸で居酒屋をしています');
    return async (text, asked) => {
      const found = await classified(nlp, text, asked);
      const labels = least(found, threshold);
      const likely = found.filter(({ score }) => score < threshold).slice(0, 3);
      return { labels, likely: likely.map(({ intent }) => intent) };
    };
  },
};
