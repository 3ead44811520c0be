/**
 * Pictures of the flows, generated from the machines and their wording: flows/README.md.
 * `npm run accept` writes it; tests/generated.test.ts fails when it is stale.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { firstFlow, sideFlows, wordsFor } from '../flows/index.ts';
import { sideTables, tables, type FlowTable, type TableState } from '../src/conversation/walk.ts';

const file = join(import.meta.dirname, '../flows/README.md');

/** Text inside a mermaid label: quotes and marks that mermaid would read are replaced. */
const plain = (text: string): string => text.replaceAll('"', '”').replaceAll('#', '＃').replaceAll('<', '＜').replaceAll('>', '＞');

function node(state: TableState): string {
  switch (state.kind) {
    case 'question':
      return `${state.id}["${state.id}<br>${plain(wordsFor(state.name).ask)}"]`;
    case 'rule':
      return `${state.id}{{"${state.id}（計算）"}}`;
    case 'flow':
      return `${idOf(state)}[["→ ${state.id}"]]`;
    case 'result':
      return `${state.id}(["${state.id}${state.meta.route === undefined ? '' : `：${state.meta.route}`}"])`;
  }
}

/** A hand-over may be named as a state of its own picture. */
const idOf = (state: TableState): string => (state.kind === 'flow' ? `${state.id}_flow` : state.id);

/** What an edge is called: the button's words, 「回答あり」 for a free value, the rule's own word. */
function edgeLabel(state: TableState, event: string): string {
  if (state.kind === 'rule') return event;
  return event === 'given' ? '回答あり' : (wordsFor(state.name).answers[event] ?? event);
}

function edges(state: TableState, table: FlowTable): string[] {
  const byTarget = new Map<string, string[]>();
  for (const [event, target] of state.edges) byTarget.set(target, [...(byTarget.get(target) ?? []), edgeLabel(state, event)]);
  return [...byTarget].map(([target, labels]) => {
    const to = table.states.get(target);
    return `  ${state.id} -- "${plain(labels.join(' / '))}" --> ${to ? idOf(to) : target}`;
  });
}

/** A line for each question that is not always asked. */
function presumed(state: TableState): string[] {
  const { presume, presumeIf, askIf } = state.meta;
  if (presume === undefined) return [];
  const taken = `- \`${state.id}\` is taken as \`${presume}\` without being asked`;
  const only = presumeIf ? ` when ${presumeIf.map((pair) => `\`${pair}\``).join(' or ')} was said` : '';
  const unless = askIf ? `, unless ${askIf.map((pair) => `\`${pair}\``).join(' or ')} was said` : '';
  return [`${taken}${only}${unless}.`];
}

function diagram(table: FlowTable): string {
  const { id } = table;
  const states = [...table.states.values()];
  const notAsked = states.filter((state) => state.meta.presume !== undefined).map((state) => state.id);
  const picture = [
    'flowchart TD',
    ...states.map((state) => `  ${node(state)}`),
    ...states.flatMap((state) => edges(state, table)),
    ...(notAsked.length > 0 ? ['  classDef presumed stroke-dasharray: 5 5', `  class ${notAsked.join(',')} presumed`] : []),
  ];
  const notes = states.flatMap(presumed);
  return [`## ${id}`, '', '```mermaid', ...picture, '```', ...(notes.length > 0 ? ['', ...notes] : []), ''].join('\n');
}

/** flows/README.md, whole. */
export function diagrams(): string {
  return [
    '# Flows',
    '',
    '<!-- Generated from flows/*.ts and flows/*.ja.yaml by scripts/diagrams.ts (`npm run accept`). Do not edit. -->',
    '',
    `Every conversation starts in \`${firstFlow}\`. A box is a question, a hexagon a calculation (\`knowledge/rules\`), a double box`,
    'goes on in another flow, a rounded box is a result with its route. A dashed question is not asked unless something said points to it.',
    'Safety is in no picture: it is answered before every state.',
    '',
    ...[...tables.values()].map(diagram),
    '# Side flows',
    '',
    'Opened by the person beside the consultation, by button or in words, and left at any time. Their results are told as a summary and',
    `decide no route: ${Object.keys(sideFlows)
      .map((id) => `\`${id}\``)
      .join(', ')}.`,
    '',
    ...[...sideTables.values()].map(diagram),
  ].join('\n');
}

export const writeDiagrams = (): void => {
  writeFileSync(file, diagrams());
};
export const diagramsFile = file;

if (process.argv[1] === import.meta.filename) writeDiagrams();
