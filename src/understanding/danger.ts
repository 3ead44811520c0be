/** Danger is heard anywhere: passages of a long text that name it are read although the rest of the middle is not. */
import { sentences } from './clean.ts';
import { positionsOf } from './terms.ts';

const dangers = ['death', 'illegal_lender'];
/** Characters read before and after a term. */
const around = 60;
const mostPassages = 20;

/** Sentences around terms of danger in the part of a cleaned text that is not read closely. */
export function dangerPassages(whole: string, closelyRead: string): string[] {
  if (whole.length <= closelyRead.length) return [];
  const passages: string[] = [];
  let readTo = 0;
  for (const at of positionsOf(whole, dangers)) {
    if (at < readTo) continue;
    readTo = at + around;
    passages.push(whole.slice(Math.max(0, at - around), readTo));
    if (passages.length === mostPassages) break;
  }
  return passages.flatMap(sentences);
}
