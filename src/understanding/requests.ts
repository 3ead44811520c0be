/** Requests said in words that leave no doubt: 「戻る」「電話番号を教えて」「数値チェックをしたい」. The rest is the model's. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const asking = { short: z.boolean().default(false), says: z.array(z.string()).min(1) };
const schema = z.array(z.union([z.strictObject({ label: z.string(), ...asking }), z.strictObject({ topic: z.string(), ...asking })]));
const path = join(import.meta.dirname, '../../knowledge/language/requests.yaml');
const requests = schema
  .parse(parse(readFileSync(path, 'utf8')))
  .map(({ short, says, ...asked }) => ({ ...asked, short, says: says.map((one) => new RegExp(one, 'u')) }));

/** A command is a short text; longer ones say more than the command. */
const shortText = 24;
/** Requests stand in the last sentences; of a long text only the end is matched. */
const readAtMost = 400;

interface Asked {
  /** Labels of the requests. */
  requests: string[];
  /** What it wants to see of a result, or of a check: no label of the vocabulary. */
  topics: string[];
}

/** What a cleaned text asks for beyond doubt. */
export function plainlyAsked(text: string): Asked {
  const plain = text.slice(-readAtMost).replace(/[\s。、!！.…~〜]+$/u, '');
  const asked = requests.filter(({ short, says }) => (!short || plain.length <= shortText) && says.some((one) => one.test(plain)));
  return {
    requests: asked.flatMap((one) => ('label' in one ? [one.label] : [])),
    topics: asked.flatMap((one) => ('topic' in one ? [one.topic] : [])),
  };
}
