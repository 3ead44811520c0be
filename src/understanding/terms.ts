/** The domain's terms by longest match over a text and its reading: what kuromoji's dictionary cuts to pieces or does not know. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { startsOf } from './starts.ts';

const path = join(import.meta.dirname, '../../knowledge/language/terms.yaml');
const groups = z.record(z.string(), z.array(z.string()).min(1)).parse(parse(readFileSync(path, 'utf8')));

const terms = startsOf(
  Object.entries(groups).flatMap(([id, list]) => list.map((term) => ({ id, name: term.normalize('NFKC').toLowerCase() }))),
);

function matches(text: string): { id: string; at: number }[] {
  const low = text.toLowerCase();
  const found: { id: string; at: number }[] = [];
  for (let at = 0; at < low.length;) {
    const hit = terms.at(low, at).find(({ name }) => low.startsWith(name, at));
    if (hit) found.push({ id: hit.id, at });
    at += hit ? hit.name.length : 1;
  }
  return found;
}

/** Ids of the terms in a text, in order of appearance; one place gives one term, the longest. */
export const termsIn = (text: string): string[] => matches(text).map(({ id }) => id);

/** Where terms of some ids stand in a text. */
export const positionsOf = (text: string, ids: readonly string[]): number[] =>
  matches(text)
    .filter(({ id }) => ids.includes(id))
    .map(({ at }) => at);
