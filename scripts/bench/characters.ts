/** Our understanding without kuromoji: no words, no readings; the model sees runs of characters and the terms of the field. */
import { readWordsBy } from '../../src/understanding/tokens.ts';
import * as ours from './ours.ts';
import type { Peer } from './peers.ts';

/** A piece as one token that is no word; commas by themselves, because clauses end there. */
const uncut = (piece: string): { surface_form: string; basic_form: string; pos: string; pos_detail_1: string }[] =>
  piece
    .split(/(、)/)
    .filter((part) => part !== '')
    .map((part) => ({ surface_form: part, basic_form: '、', pos: '記号', pos_detail_1: '*' }));

function without(peer: Peer): Peer {
  return {
    train(utterances, file) {
      readWordsBy(uncut);
      return peer.train(utterances, file);
    },
    load(file) {
      readWordsBy(uncut);
      return peer.load(file);
    },
  };
}

export const whole = without(ours.whole);
export const modelAlone = without(ours.modelAlone);
