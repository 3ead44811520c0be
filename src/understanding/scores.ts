/** What the model says of pieces of text: ratios of probability to threshold by label, and which labels hold. */
import { join } from 'node:path';
import { featuresOf } from './features.ts';
import { safetyLabels, spokenLabels } from './labels.ts';
import { probabilities, probabilityOf, readModel, type Model } from './model.ts';
import type { Token } from './tokens.ts';

/** Per label the highest ratio of probability to threshold; 1 and more holds. */
export type Scores = ReadonlyMap<string, number>;

/** From this share of its threshold on, a danger that is not sure is asked about. */
export const doubtful = 0.28;
/** Up to this length a text is also read as a whole. */
const wholeText = 160;

export const shippedModel = join(import.meta.dirname, '../../knowledge/language/model.bin');

interface Loaded {
  model: Model;
  /** Whether a label, by its place, is one of danger. */
  isDanger: readonly boolean[];
  /** Danger by itself, for clauses. */
  crisis: (features: Int32Array) => number;
}
let loaded: Loaded | undefined;

/** The model that gives the scores: the shipped one, read when first needed, unless another was. */
export const loadedModel = (): Loaded => loaded ?? loadModel(shippedModel);

/** Reads a model; from then on it gives the scores. */
export function loadModel(file: string): Loaded {
  const model = readModel(file);
  const isDanger = model.labels.map((label) => (safetyLabels as readonly string[]).includes(label));
  return (loaded = { model, isDanger, crisis: probabilityOf(model, 'crisis') });
}

/** A clause by itself says little: it counts from this ratio on. */
const sureClause = 2.5;
/** Shorter clauses say too little by themselves. */
const shortestClause = 4;

/** The clauses of a sentence between commas, when it has several. */
function clausesOf(sentence: readonly Token[]): Token[][] {
  const clauses: Token[][] = [[]];
  for (const token of sentence) {
    if (token.surface_form === '、') clauses.push([]);
    else clauses.at(-1)?.push(token);
  }
  return clauses.length < 2 ? [] : clauses.filter((clause) => clause.length >= shortestClause);
}

/** The request comes after the background: the last sentence counts this much more than the first. Danger counts anywhere. */
const lateness = 0.3;
/** One sentence of a story says less than one said alone: from this many on it counts this share. */
const story = { sentences: 4, share: 0.65 };

function weightOf(place: number, count: number): number {
  if (count < 2) return 1;
  return (count < story.sentences ? 1 : story.share) * (1 + lateness * (place / (count - 1) - 0.5));
}

/** Per label the highest ratio of probability to threshold over the text and its sentences; 1 and more means it holds. */
export function score(pieces: readonly Token[][], asked: string | null): Map<string, number> {
  const { model, isDanger, crisis } = loadedModel();
  const { labels, thresholds } = model;
  const whole = pieces.flat();
  const length = whole.reduce((sum, token) => sum + token.surface_form.length, 0);
  const asOne = length <= wholeText && whole.length > 0;
  const readings = [...(pieces.length > 1 || !asOne ? pieces : []), ...(asOne ? [whole] : [])];
  const ratios = new Float64Array(labels.length);
  readings.forEach((reading, place) => {
    const found = probabilities(model, featuresOf(reading, asked));
    const weight = reading === whole ? 1 : weightOf(place, pieces.length);
    for (let at = 0; at < ratios.length; at++) {
      const ratio = (found[at] ?? 0) / (thresholds[at] ?? 1);
      ratios[at] = Math.max(ratios[at] ?? 0, isDanger[at] ? ratio : ratio * weight);
    }
  });
  const best = new Map<string, number>();
  if (readings.length > 0) labels.forEach((label, at) => best.set(label, ratios[at] ?? 0));
  // danger may stand in one clause of a sentence about business: a clause alone is a doubt, no alarm
  const sure = sureClause * (thresholds[labels.indexOf('crisis')] ?? 1);
  if (pieces.flatMap(clausesOf).some((clause) => crisis(featuresOf(clause, null)) >= sure))
    best.set('crisis', Math.max(best.get('crisis') ?? 0, doubtful));
  return best;
}

/** Labels from `least` times their threshold on; of yes / no / unknown to one question the strongest. */
export function decide(scores: Scores, asked: string | null, least = 1): Set<string> {
  const strongest = new Map<string, [string, number]>();
  for (const [label, ratio] of scores) {
    if (ratio < least) continue;
    const spoken = (spokenLabels as readonly string[]).includes(label);
    if (spoken && asked === null) continue;
    const family = spoken ? 'spoken' : /:(?:yes|no|unknown)$/.test(label) ? label.slice(0, label.lastIndexOf(':')) : label;
    if (ratio > (strongest.get(family)?.[1] ?? 0)) strongest.set(family, [label, ratio]);
  }
  for (const [one, other] of cannotBoth) dropWeaker(strongest, one, other);
  return new Set([...strongest.values()].map(([label]) => label));
}

/** Labels of different questions that cannot hold together: who cannot repay needs other terms. */
const cannotBoth = [
  ['needs_terms_change:no', 'can_repay:no'],
  ['needs_terms_change:yes', 'can_repay:yes'],
  ['considering_closure:no', 'wants_to_continue:no'],
] as const;

function dropWeaker(strongest: Map<string, [string, number]>, one: string, other: string): void {
  const entries = [...strongest].filter(([, [label]]) => label === one || label === other).sort((a, b) => a[1][1] - b[1][1]);
  if (entries.length === 2 && entries[0]) strongest.delete(entries[0][0]);
}
