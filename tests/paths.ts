/** Every path through the flows, and every conversation of an owner who answers just what is asked. For the flow tests and diagrams. */
import { firstFlow, wordsFor, type FlowId } from '../flows/index.ts';
import type { AnswerValue, Answers } from '../knowledge/rules/index.ts';
import type { Day, Knowledge } from '../knowledge/index.ts';
import { stateOf, tables, walk, type TableState, type Walk } from '../src/conversation/walk.ts';

/** One edge taken out of one state. */
export interface Taken {
  state: TableState;
  event: string;
}
export interface Path {
  steps: Taken[];
  end: TableState;
}

const initial = (flow: FlowId): TableState => stateOf(flow, tables.get(flow)?.initial ?? '');
/** Far beyond what an acyclic flow of this size can have; a cycle hits it. */
const longest = 60;

/** All paths from a state. `through`: go on in the flow a hand-over names; otherwise the hand-over is the end. */
export function pathsFrom(state: TableState, through: boolean, steps: readonly Taken[] = []): Path[] {
  if (steps.length > longest)
    throw new Error(`A path of more than ${String(longest)} states through "${state.flow}.${state.id}": a cycle?`);
  if (state.kind === 'flow' && through) return pathsFrom(initial(state.id as FlowId), through, steps);
  if (state.edges.size === 0) return [{ steps: [...steps], end: state }];
  return [...state.edges].flatMap(([event, target]) => pathsFrom(stateOf(state.flow, target), through, [...steps, { state, event }]));
}

export const pathsOf = (flow: FlowId): Path[] => pathsFrom(initial(flow), false);
export const allPaths = (): Path[] => pathsFrom(initial(firstFlow), true);
export const allStates = (): TableState[] => [...tables.values()].flatMap((table) => [...table.states.values()]);

/** Values to try for a question: its answers, and for free values small, middle and absurd ones. */
export function valuesFor(state: Pick<TableState, 'name' | 'input' | 'edges'>): AnswerValue[] {
  switch (state.input) {
    case 'prefecture':
      return ['兵庫県', 'unknown'];
    case 'yen':
      return [1_000_000, 400_000_000, 90_000_000_000, 'unknown'];
    case 'people':
      return [1, 450, 90_000, 'unknown'];
    case 'several':
      return [['sales_down'], ['low_profit', 'wants_expert'], 'none', 'unknown'];
    case 'industry':
      return Object.keys(wordsFor(state.name).answers);
    case 'choice':
      return [...state.edges.keys()];
  }
}

/** A conversation of someone who answers only what is asked: how often each question was asked, and where it ended. */
export interface Asked {
  answers: Answers;
  questions: string[];
  /** How many questions were asked until the route was decided. */
  untilRoute: number;
  at: Walk;
}

/** Everything that can happen after `said`, answering each question as it is asked. */
export function conversationsAfter(
  said: Answers,
  knowledge: Knowledge,
  day: Day,
  before: readonly string[] = [],
  routeAt?: number,
): Asked[] {
  const at = walk(said, knowledge, day);
  const untilRoute = routeAt ?? (at.route === null ? undefined : before.length);
  const open = at.open;
  if (!open) return [{ answers: said, questions: [...before], untilRoute: untilRoute ?? before.length, at }];
  if (before.length > longest) throw new Error(`More than ${String(longest)} questions in a row, last "${open.name}".`);
  return valuesFor(open).flatMap((value) =>
    conversationsAfter(new Map([...said, [open.name, value]]), knowledge, day, [...before, open.name], untilRoute),
  );
}
