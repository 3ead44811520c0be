/** Everything the five documents say is carried by something, or it is written why not; and what is asked of it is answered by it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadKnowledge, type FaqEntry } from '../../knowledge/index.ts';
import { plainText } from '../../src/channel.ts';
import { newConversation } from '../../src/conversation/state.ts';
import { turn } from '../../src/conversation/turn.ts';
import { answerMessage } from '../../src/conversation/side.ts';
import { loadUnderstanding, understand } from '../../src/understanding/index.ts';

const knowledge = loadKnowledge();
const day = '2026-11-21';

const row = z.union([
  z
    .array(z.string())
    .min(2)
    .transform(([what = '', ...by]) => ({ row: what, by, holds: [] as string[] })),
  z.strictObject({ row: z.string(), by: z.array(z.string()).min(1), holds: z.array(z.string()).default([]) }),
  z.strictObject({ row: z.string(), why: z.string().min(5) }),
]);
const pages = z
  .array(z.strictObject({ document: z.string(), page: z.string(), rows: z.array(row).min(1) }))
  .parse(parse(readFileSync(join(import.meta.dirname, 'coverage.yaml'), 'utf8')));

/** Everything that may carry a row, by id, as the text it stands in. */
const carriers = new Map<string, string>();
const carry = (id: string, what: unknown): void => void carriers.set(id, `${carriers.get(id) ?? ''}${JSON.stringify(what)}`);
for (const fact of knowledge.facts.values()) carry(fact.id, fact);
for (const programme of knowledge.programmes.values()) carry(programme.id, programme);
for (const desk of knowledge.desks) carry(desk.id, desk);
for (const entry of knowledge.faq) carry(entry.id, entry);

describe('coverage', () => {
  test('all five documents are there, each a source', () => {
    const documents = [...new Set(pages.map(({ document }) => document))];
    expect(documents.toSorted()).toEqual([
      'flyer-2013',
      'flyer-2015',
      'kakushin-guidebook-2020-03',
      'kinki-meti-2026-01',
      'smrj-pamphlet-2020',
    ]);
    for (const document of documents) expect(knowledge.sources.has(document), document).toBe(true);
  });

  test.each(pages)('$document: $page', ({ rows }) => {
    for (const one of rows) {
      if ('why' in one) continue;
      for (const id of one.by) expect(carriers.has(id), `${one.row}: ${id}`).toBe(true);
      for (const text of one.holds)
        expect(
          one.by.some((id) => carriers.get(id)?.includes(text)),
          `${one.row}: ${text} in ${one.by.join(', ')}`,
        ).toBe(true);
    }
  });

  test('every fact of the five documents is named by a row', () => {
    const named = new Set(pages.flatMap(({ rows }) => rows.flatMap((one) => ('by' in one ? one.by : []))));
    const quotedBy = (id: string): boolean => [...named].some((one) => carriers.get(one)?.includes(`:${id}}`));
    const documents = new Set(pages.map(({ document }) => document));
    const unnamed = [...knowledge.facts.values()].filter(
      (fact) => fact.values.every((value) => documents.has(value.source)) && !named.has(fact.id) && !quotedBy(fact.id),
    );
    expect(unnamed.map((fact) => fact.id)).toEqual([]);
  });
});

describe('every question is answered by its own entry', () => {
  beforeAll(loadUnderstanding);

  /** What is said to a first question, as one text. */
  function said(text: string): string {
    const world = { knowledge, day, understand: (words: string, asked: string | null) => understand(words, asked, day) };
    const before = turn(newConversation(), { arrived: true }, world).state;
    return turn(before, { text }, world).messages.map(plainText).join('\n');
  }
  const answerOf = (entry: FaqEntry): string => plainText(answerMessage(entry, knowledge, day)).split('\n出典')[0] ?? '';

  test.each(knowledge.faq.map((entry): [string, FaqEntry] => [entry.id, entry]))('%s', (_, entry) => {
    const answer = said(entry.asks[0] ?? '');
    // a desk named itself is shown as a card
    const numbers = [...entry.answer.matchAll(/\{desk:([\w-]+)\}/g)].flatMap(
      ([, id]) => knowledge.desks.find((desk) => desk.id === id)?.phones[0]?.value ?? [],
    );
    if (!numbers.some((number) => answer.includes(number))) expect(answer).toContain(answerOf(entry));
  });
});
