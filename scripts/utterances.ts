/** Reads the training utterances of knowledge/language/utterances. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { allLabels } from '../src/understanding/labels.ts';

const folder = join(import.meta.dirname, '../knowledge/language/utterances');
const blockSchema = z.array(
  z.strictObject({ hand: z.string(), says: z.array(z.array(z.union([z.string(), z.number()]).transform(String)).min(1)) }),
);

export interface Utterance {
  text: string;
  asked: string | null;
  labels: string[];
  hand: string;
  file: string;
}

/** All utterances in file order. Throws on a label that is not in the vocabulary, naming file and text. */
export function readUtterances(): Utterance[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .flatMap((file) => {
      const blocks = blockSchema.safeParse(parse(readFileSync(join(folder, file), 'utf8')));
      if (!blocks.success) throw new Error(`knowledge/language/utterances/${file}: ${z.prettifyError(blocks.error)}`);
      return blocks.data.flatMap(({ hand, says }) => says.map((row) => utteranceOf(row, hand, file)));
    });
}

function utteranceOf([text = '', ...rest]: string[], hand: string, file: string): Utterance {
  const asked = rest.find((item) => item.startsWith('asked:'))?.slice('asked:'.length) ?? null;
  const labels = rest.filter((item) => !item.startsWith('asked:'));
  const unknown = labels.find((label) => !allLabels.includes(label));
  if (unknown !== undefined) throw new Error(`knowledge/language/utterances/${file}: "${text}" has the unknown label "${unknown}".`);
  return { text, asked, labels, hand, file };
}
