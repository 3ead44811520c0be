/** What is measured side by side, each in a process of its own. */
import type { Answer } from '../grading.ts';
import type { Utterance } from '../utterances.ts';

export type Understands = (text: string, asked: string | null) => Answer | Promise<Answer>;

export interface Peer {
  /** Trains from utterances and writes what `load` reads. */
  train(utterances: readonly Utterance[], file: string): Promise<void>;
  load(file: string): Promise<Understands>;
}

/** Loaded when asked for, so that a process holds its own peer only. */
export const peers = {
  ours: async () => (await import('./ours.ts')).whole,
  ours_model: async () => (await import('./ours.ts')).modelAlone,
  characters: async () => (await import('./characters.ts')).whole,
  characters_model: async () => (await import('./characters.ts')).modelAlone,
  nlpjs: async () => (await import('./nlpjs.ts')).nlpjs,
  keywords: async () => (await import('./keywords.ts')).keywords,
} satisfies Record<string, () => Promise<Peer>>;

export type PeerName = keyof typeof peers;
