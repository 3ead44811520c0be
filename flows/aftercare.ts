/** Wording of what is said after a result, by phrase id: aftercare.ja.yaml. Figures come as places, or as quotations filled by the caller. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const file = 'aftercare.ja.yaml';

function readPhrases(): ReadonlyMap<string, string> {
  const found = z.record(z.string(), z.string().trim().min(1)).safeParse(parse(readFileSync(join(import.meta.dirname, file), 'utf8')));
  if (!found.success) throw new Error(`flows/${file}: ${z.prettifyError(found.error)}`);
  return new Map(Object.entries(found.data));
}

export const aftercarePhrases = readPhrases();

/** A phrase with its `{name}` places filled; quotations such as `{fact:…}` stay. A missing phrase is a defect. */
export function phrase(id: string, places: Readonly<Record<string, string>> = {}): string {
  const text = aftercarePhrases.get(id);
  if (text === undefined) throw new Error(`No phrase "${id}". Add it to flows/${file}.`);
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => places[name] ?? whole);
}
