/** Generated files are current. `npm run accept` refreshes what is cheap to generate. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { diagrams, diagramsFile, writeDiagrams } from '../scripts/diagrams.ts';
import { knowledgeReadme, readmeFile, writeKnowledgeReadme } from '../src/cli/knowledge_readme.ts';
import { sideTables, tables } from '../src/conversation/walk.ts';

test('flows/README.md shows the flows as they are (else: npm run accept)', () => {
  if (process.env.ACCEPT === '1') writeDiagrams();
  expect(readFileSync(diagramsFile, 'utf8')).toBe(diagrams());
});

test('the pictures show every state and every edge', () => {
  const text = diagrams();
  for (const table of [...tables.values(), ...sideTables.values()])
    for (const state of table.states.values()) {
      expect(text).toContain(state.kind === 'flow' ? `${state.id}_flow` : state.id);
      for (const target of state.edges.values()) {
        const end = table.states.get(target)?.kind === 'flow' ? `${target}_flow` : target;
        expect(text).toMatch(new RegExp(`${state.id} -- "[^"\\n]+" --> ${end}\\n`));
      }
    }
});

test('knowledge/README.md shows what is in force (else: npm run accept)', () => {
  if (process.env.ACCEPT === '1') writeKnowledgeReadme();
  expect(readFileSync(readmeFile, 'utf8')).toBe(knowledgeReadme());
});
