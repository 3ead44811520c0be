/** Statements beyond doubt, sentence by sentence: they set labels and take their opposites away. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const words = z.array(z.string()).min(1);
const schema = z.array(z.strictObject({ labels: z.array(z.string()), not: z.array(z.string()), unless: words.optional(), says: words }));
const patterns = (list: readonly string[]): RegExp[] => list.map((one) => new RegExp(one, 'iu'));
const path = join(import.meta.dirname, '../../knowledge/language/statements.yaml');
const statements = schema
  .parse(parse(readFileSync(path, 'utf8')))
  .map(({ labels, not, unless = [], says }) => ({ labels, not, unless: patterns(unless), says: patterns(says) }));

/** Somebody else's repayment is no statement about one's own. */
const others = /知り合い|知人|友人|取引先|得意先|同業|親戚|兄|弟|隣/;

/** Applies statements to the labels of a text. `whole`: its sentences, where danger is heard; `said`: without what is denied. */
export function applyStatements(labels: Set<string>, whole: readonly string[], said: readonly string[]): void {
  const own = said.filter((sentence) => !others.test(sentence));
  for (const { labels: set, not, unless, says } of statements) {
    const read = set.includes('crisis') ? whole : own;
    const held = (sentence: string): boolean => says.some((one) => one.test(sentence)) && !unless.some((one) => one.test(sentence));
    if (!read.some(held)) continue;
    for (const label of not) labels.delete(label);
    for (const label of set) labels.add(label);
  }
}
