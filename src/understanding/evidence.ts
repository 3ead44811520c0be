/** Labels that decide the route need a word of their matter in the text. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { namesOtherMatter } from './matters.ts';

const schema = z.array(
  z.strictObject({ labels: z.array(z.string()).min(1), asked: z.array(z.string()), words: z.array(z.string()).min(1) }),
);
const path = join(import.meta.dirname, '../../knowledge/language/evidence.yaml');
const matters = schema.parse(parse(readFileSync(path, 'utf8')));

/** A reply this short needs no word of its matter: the question had it. */
const shortReply = 16;

/** Removes labels without any evidence. `reading` gives the text in hiragana, when it is needed; `asked` the open question. */
export function withEvidence(labels: Set<string>, text: string, reading: () => string, asked: string | null): Set<string> {
  const low = text.toLowerCase();
  let sounds: string | undefined;
  for (const matter of matters) {
    if (asked !== null && matter.asked.includes(asked) && text.length <= shortReply && !namesOtherMatter(text, asked)) continue;
    if (!matter.labels.some((label) => labels.has(label))) continue;
    if (matter.words.some((word) => low.includes(word) || (sounds ??= reading()).includes(word))) continue;
    for (const label of matter.labels) labels.delete(label);
  }
  return labels;
}
