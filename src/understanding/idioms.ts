/** Figures of speech that name death and mean none are read as 「とても」. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const path = join(import.meta.dirname, '../../knowledge/language/idioms.yaml');
const idioms = new RegExp(
  z
    .array(z.string())
    .min(1)
    .parse(parse(readFileSync(path, 'utf8')))
    .join('|'),
  'gu',
);

/** A sentence with its harmless idioms replaced. */
export const withoutIdioms = (sentence: string): string => sentence.replaceAll(idioms, 'とても');
