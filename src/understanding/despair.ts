/** Words of despair that name no danger: the person is asked gently, whatever the model says. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const path = join(import.meta.dirname, '../../knowledge/language/despair.yaml');
const words = new RegExp(
  z
    .array(z.string())
    .min(1)
    .parse(parse(readFileSync(path, 'utf8')))
    .join('|'),
  'u',
);

/** In a longer text they stand beside what it is about. */
const shortText = 40;

/** Whether a short text despairs. */
export const despairs = (text: string): boolean => text.length <= shortText && words.test(text);

/** 「死にたいとかじゃなかです」: the thought itself is named and denied. Heard as such, and asked about once all the same. */
export const deniesDanger = (text: string): boolean =>
  /(?:死に|しに|消え)た(?:い|か)?(?:とか|なんて|わけ|とは|って(?:こと|わけ|意味)|んじゃ|の)(?:では|じゃ|ちゃ|や)?(?:な[いかく]|ありませ|違|ちが)/u.test(
    text,
  );
