/** Requests said in words that leave no doubt: 「戻る」「電話番号を教えて」. The rest is the model's. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const schema = z.array(z.strictObject({ label: z.string(), short: z.boolean().default(false), says: z.array(z.string()).min(1) }));
const path = join(import.meta.dirname, '../../knowledge/language/requests.yaml');
const requests = schema
  .parse(parse(readFileSync(path, 'utf8')))
  .map(({ label, short, says }) => ({ label, short, says: says.map((one) => new RegExp(one, 'u')) }));

/** A command is a short text; longer ones say more than the command. */
const shortText = 24;
/** Requests stand in the last sentences; of a long text only the end is matched. */
const readAtMost = 400;

/** Labels of the requests a cleaned text makes beyond doubt. */
export function plainRequests(text: string): string[] {
  const plain = text.slice(-readAtMost).replaceAll(/[\s。、!！.…~〜]+$/gu, '');
  return requests
    .filter(({ short, says }) => (!short || plain.length <= shortText) && says.some((one) => one.test(plain)))
    .map(({ label }) => label);
}
