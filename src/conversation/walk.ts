/**
 * Where a conversation stands: found by walking the flows from the start with the answers given, until a question is
 * open or a result is reached. Machines become plain tables at load; a test proves table = XState's `transition()`.
 */
import { flows, firstFlow, sideFlows, type FlowId, type SideFlowId } from '../../flows/index.ts';
import type { Input, StateMeta } from '../../flows/flow.ts';
import { rules, type Answers } from '../../knowledge/rules/index.ts';
import type { Day, Knowledge } from '../../knowledge/index.ts';
import { given } from './state.ts';

export type StateKind = 'question' | 'rule' | 'flow' | 'result';

export interface TableState {
  flow: FlowId | SideFlowId;
  id: string;
  kind: StateKind;
  /** The question asked or rule followed. */
  name: string;
  input: Input;
  meta: StateMeta;
  edges: ReadonlyMap<string, string>;
}
export interface FlowTable {
  id: FlowId | SideFlowId;
  initial: string;
  states: ReadonlyMap<string, TableState>;
}

/** One state passed on the way. `presumed` answers were never given; `rule` ones follow from others. */
export interface Step {
  state: TableState;
  event: string;
  how: 'answered' | 'presumed' | 'rule';
}

export interface Walk {
  path: Step[];
  /** The open question, or null at a result. */
  open: TableState | null;
  result: TableState | null;
  /** Decided as soon as a state that carries a route is entered. */
  route: string | null;
  /** The wording's ending of the state the walk stands in. */
  ending: string | null;
}

/** The flows of the consultation. */
export const tables: ReadonlyMap<FlowId, FlowTable> = new Map((Object.keys(flows) as FlowId[]).map((id) => [id, tableOf(id, flows[id])]));
/** The flows opened beside it. */
export const sideTables: ReadonlyMap<SideFlowId, FlowTable> = new Map(
  (Object.keys(sideFlows) as SideFlowId[]).map((id) => [id, tableOf(id, sideFlows[id])]),
);

const tableNamed = (flow: string): FlowTable | undefined => tables.get(flow as FlowId) ?? sideTables.get(flow as SideFlowId);

interface StateConfig {
  tags?: string | readonly string[];
  meta?: StateMeta;
  on?: Record<string, unknown>;
}

function tableOf(id: FlowId | SideFlowId, machine: { config: object }): FlowTable {
  const config = machine.config as { initial?: unknown; states?: Record<string, StateConfig> };
  const states = new Map<string, TableState>();
  for (const [name, state] of Object.entries(config.states ?? {})) {
    const meta = state.meta ?? {};
    states.set(name, {
      flow: id,
      id: name,
      kind: state.tags as StateKind,
      name: meta.question ?? meta.rule ?? name,
      input: meta.input ?? 'choice',
      meta,
      edges: new Map(Object.entries(state.on ?? {}).map(([event, target]) => [event, String(target)])),
    });
  }
  return { id, initial: String(config.initial), states };
}

export function stateOf(flow: string, id: string): TableState {
  const state = tableNamed(flow)?.states.get(id);
  if (!state) throw new Error(`The flow "${flow}" has no state "${id}".`);
  return state;
}

/** The edge an answer takes out of a question: its own id, else `given`; undefined when the answer no longer fits. */
export function edgeFor(state: TableState, answers: Answers): string | undefined {
  const value = answers.get(state.name);
  if (value === undefined) return undefined;
  if (typeof value === 'string' && state.edges.has(value)) return value;
  if (Array.isArray(value) && value.length === 1 && state.edges.has(String(value[0]))) return String(value[0]);
  return state.edges.has('given') && value !== 'unknown' && value !== 'none' ? 'given' : undefined;
}

/** What is taken without asking: the presumed edge, unless something said points to the question. */
export function presumedEdge(state: TableState, answers: Answers): string | undefined {
  const { presume, presumeIf, askIf } = state.meta;
  if (presume === undefined) return undefined;
  if (askIf?.some((pair) => given(answers, pair))) return undefined;
  if (presumeIf && !presumeIf.some((pair) => given(answers, pair))) return undefined;
  return presume;
}

/** Walks from the start of `start` as far as the answers lead. */
export function walk(answers: Answers, knowledge: Knowledge, day: Day, start: FlowId | SideFlowId = firstFlow): Walk {
  const path: Step[] = [];
  let route: string | null = null;
  let flow: string = start;
  let id = tableNamed(start)?.initial ?? '';
  for (;;) {
    const state = stateOf(flow, id);
    route = state.meta.route ?? route;
    if (state.kind === 'flow') {
      flow = state.id;
      id = tableNamed(flow)?.initial ?? '';
      continue;
    }
    const at = { path, route, ending: state.meta.ending ?? null };
    if (state.kind === 'result') return { ...at, open: null, result: state };
    const step = stepFrom(state, answers, knowledge, day);
    if (!step) return { ...at, open: state, result: null };
    path.push(step);
    const target = state.edges.get(step.event);
    if (target === undefined) throw new Error(`"${flow}.${id}" has no edge "${step.event}".`);
    id = target;
  }
}

function stepFrom(state: TableState, answers: Answers, knowledge: Knowledge, day: Day): Step | undefined {
  if (state.kind === 'rule') {
    const rule = rules[state.name];
    if (!rule) throw new Error(`No rule "${state.name}". Add it to knowledge/rules/.`);
    return { state, event: rule(answers, knowledge, day), how: 'rule' };
  }
  const answered = edgeFor(state, answers);
  if (answered !== undefined) return { state, event: answered, how: 'answered' };
  const presumed = presumedEdge(state, answers);
  return presumed === undefined ? undefined : { state, event: presumed, how: 'presumed' };
}
