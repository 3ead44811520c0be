/**
 * Keyword rules, as somebody would write them down from the training utterances: per label the thirty runs of two to six characters that tell it
 * best apart (chi-square), each with the share of utterances with it that have the label. A label holds when a keyword of it stands in the text
 * whose share reaches a limit, tuned on utterances held out. Of yes, no and unknown to one question the surest holds.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { clean } from '../../src/understanding/clean.ts';
import { allLabels, spokenLabels } from '../../src/understanding/labels.ts';
import { seeded, shuffled } from '../training/chance.ts';
import type { Utterance } from '../utterances.ts';
import type { Peer } from './peers.ts';
import { bestOf, microF1 } from './tuning.ts';

interface Keyword {
  word: string;
  label: string;
  share: number;
}
interface Rules {
  keywords: Keyword[];
  limit: number;
}

const perLabel = 30;
const fewestUtterances = 5;
const [shortest, longest] = [2, 6];

const plain = (text: string): string => clean(text).toLowerCase();

function runsIn(text: string): Set<string> {
  const runs = new Set<string>();
  for (let at = 0; at < text.length; at++)
    for (let size = shortest; size <= longest && at + size <= text.length; size++) runs.add(text.slice(at, at + size));
  return runs;
}

/** Runs of characters with enough utterances, and in how many of each label they stand. */
function counted(utterances: readonly Utterance[]): Map<string, { all: number; of: Uint16Array }> {
  const all = new Map<string, number>();
  for (const { text } of utterances) for (const run of runsIn(plain(text))) all.set(run, (all.get(run) ?? 0) + 1);
  const frequent = [...all].filter(([, count]) => count >= fewestUtterances);
  const counts = new Map(frequent.map(([run, count]) => [run, { all: count, of: new Uint16Array(allLabels.length) }]));
  for (const { text, labels } of utterances)
    for (const run of runsIn(plain(text))) {
      const of = counts.get(run)?.of;
      if (of) for (const label of labels) of[allLabels.indexOf(label)]!++;
    }
  return counts;
}

/** Chi-square of a run (in `all` of `total` utterances, `both` of them with the label) and a label (in `of`). */
function chiSquare(both: number, all: number, of: number, total: number): number {
  const difference = both * total - all * of;
  return difference <= 0 ? 0 : (difference * difference * total) / (all * of * (total - all) * (total - of));
}

function keywordsOf(utterances: readonly Utterance[]): Keyword[] {
  const counts = counted(utterances);
  return allLabels.flatMap((label, place) => {
    const of = utterances.filter(({ labels }) => labels.includes(label)).length;
    return [...counts]
      .map(([word, one]) => ({ word, both: one.of[place]!, all: one.all }))
      .filter(({ both }) => both > 1)
      .map(({ word, both, all }) => ({ word, label, share: both / (all + 1), weight: chiSquare(both, all, of, utterances.length) }))
      .sort((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1))
      .slice(0, perLabel)
      .map(({ weight: _weight, ...keyword }) => keyword);
  });
}

/** Labels by the surest of their keywords in a text, surest first. */
function found(keywords: readonly Keyword[], text: string, asked: string | null): [string, number][] {
  const low = plain(text);
  const best = new Map<string, number>();
  for (const { word, label, share } of keywords) if (low.includes(word)) best.set(label, Math.max(best.get(label) ?? 0, share));
  const said = [...best].filter(([label]) => asked !== null || !(spokenLabels as readonly string[]).includes(label));
  return said.sort((a, b) => b[1] - a[1]);
}

const family = (label: string): string => label.replace(/:(?:yes|no|unknown)$/, '');

function decided(ranked: readonly (readonly [string, number])[], limit: number): string[] {
  const sure = ranked.filter(([, share]) => share >= limit).map(([label]) => label);
  return sure.filter((label, at) => sure.findIndex((other) => family(other) === family(label)) === at);
}

export const keywords: Peer = {
  async train(utterances, file) {
    const order = [...shuffled(utterances.length, seeded(11))].flatMap((at) => utterances[at] ?? []);
    const held = order.slice(0, Math.round(order.length / 5));
    const fromRest = keywordsOf(order.slice(held.length));
    const ranked = held.map(({ text, asked }) => found(fromRest, text, asked));
    const limit = bestOf([0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9], (one) =>
      microF1(
        held,
        ranked.map((list) => decided(list, one)),
      ),
    );
    writeFileSync(file, JSON.stringify({ keywords: keywordsOf(utterances), limit } satisfies Rules));
  },
  async load(file) {
    const rules = JSON.parse(readFileSync(file, 'utf8')) as Rules;
    return (text, asked) => {
      const ranked = found(rules.keywords, text, asked);
      const labels = decided(ranked, rules.limit);
      const likely = ranked.map(([label]) => label).filter((label) => !labels.includes(label));
      return { labels, likely: likely.slice(0, 3) };
    };
  },
};
