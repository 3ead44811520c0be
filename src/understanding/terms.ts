/** The domain's terms by longest match over a text and its reading: what kuromoji's dictionary cuts to pieces or does not know. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const path = join(import.meta.dirname, '../../knowledge/language/terms.yaml');
const groups = z.record(z.string(), z.array(z.string()).min(1)).parse(parse(readFileSync(path, 'utf8')));

/** Terms by first character, longest first. */
const byFirst = new Map<string, { term: string; id: string }[]>();
for (const [id, terms] of Object.entries(groups)) {
  for (const raw of terms) {
    const term = raw.normalize('NFKC').toLowerCase();
    const first = term[0] ?? '';
    byFirst.set(first, [...(byFirst.get(first) ?? []), { term, id }]);
  }
}
for (const list of byFirst.values()) list.sort((a, b) => b.term.length - a.term.length);

function* matches(text: string): Generator<{ id: string; at: number }> {
  const low = text.toLowerCase();
  for (let at = 0; at < low.length;) {
    const hit = byFirst.get(low[at] ?? '')?.find(({ term }) => low.startsWith(term, at));
    if (hit) yield { id: hit.id, at };
    at += hit ? hit.term.length : 1;
  }
}

/** Ids of the terms in a text, in order of appearance; one place gives one term, the longest. */
export const termsIn = (text: string): string[] => [...matches(text)].map(({ id }) => id);

/** Where terms of some ids stand in a text. */
export const positionsOf = (text: string, ids: readonly string[]): number[] =>
  [...matches(text)].filter(({ id }) => ids.includes(id)).map(({ at }) => at);
