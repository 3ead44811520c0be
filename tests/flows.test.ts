/** The flows as a whole: every state, every edge, every path. What holds here holds for every conversation. */
import { describe, expect, test } from 'vitest';
import { initialTransition, transition } from 'xstate';
import { firstFlow, flows, phrases, wording, wordsFor, type FlowId } from '../flows/index.ts';
import { routes } from '../flows/flow.ts';
import { loadKnowledge } from '../knowledge/index.ts';
import { rules, type AnswerValue } from '../knowledge/rules/index.ts';
import { parts } from '../knowledge/rules/subsidy.ts';
import { edgeFor, sideTables, tables, type FlowTable, type TableState } from '../src/conversation/walk.ts';
import { allPaths, allStates, conversationsAfter, pathsOf, valuesFor } from './paths.ts';

const knowledge = loadKnowledge();
const day = '2026-11-21';
const flowIds = Object.keys(flows) as FlowId[];
const paths = allPaths();
const place = (state: TableState): string => `${state.flow}.${state.id}`;
const questions = allStates().filter((state) => state.kind === 'question');
/** Of the flows opened beside the consultation: tests/side_flows.test.ts looks at them. */
const sideStates = [...sideTables.values()].flatMap((table) => [...table.states.values()]);
/** Heard when somebody says it, asked by no flow. */
const onlyHeard = [
  ...['debt', 'monthly_repayment', 'business_age', 'tax_arrears', 'signals', 'desk_kind'],
  ...parts.map((part) => `estimate_${part}`),
];

function reachable(table: FlowTable): Set<string> {
  const seen = new Set<string>();
  const next = [table.initial];
  for (let id = next.pop(); id !== undefined; id = next.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    next.push(...(table.states.get(id)?.edges.values() ?? []));
  }
  return seen;
}

/** Names on a cycle of a graph, or an empty list. */
function cycle(edges: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const visit = (node: string, above: readonly string[]): string[] => {
    if (above.includes(node)) return [...above.slice(above.indexOf(node)), node];
    if (done.has(node)) return [];
    const found = (edges.get(node) ?? []).map((target) => visit(target, [...above, node])).find((one) => one.length > 0);
    done.add(node);
    return found ?? [];
  };
  return [...edges.keys()].map((node) => visit(node, [])).find((one) => one.length > 0) ?? [];
}

describe.each(flowIds)('the flow %s', (id) => {
  const table = tables.get(id);
  if (!table) throw new Error(`No table of "${id}".`);
  const states = [...table.states.values()];

  test('is data only: tags, meta, plain edges', () => {
    const config = flows[id].config as { states: Record<string, object> };
    expect(Object.keys(flows[id].config).filter((key) => !['id', 'initial', 'states', 'schemas'].includes(key))).toEqual([]);
    for (const [name, state] of Object.entries(config.states)) {
      expect(
        Object.keys(state).filter((key) => !['tags', 'meta', 'on', 'type'].includes(key)),
        name,
      ).toEqual([]);
      expect(
        Object.values((state as { on?: object }).on ?? {}).filter((target) => typeof target !== 'string'),
        name,
      ).toEqual([]);
    }
  });

  test('has states of the four kinds; questions and rules lead on, the others end', () => {
    for (const state of states) {
      expect(['question', 'rule', 'flow', 'result'], place(state)).toContain(state.kind);
      expect(state.edges.size > 0, place(state)).toBe(state.kind === 'question' || state.kind === 'rule');
      for (const target of state.edges.values()) expect(table.states.has(target), `${place(state)} → ${target}`).toBe(true);
      if (state.kind === 'flow') expect(flowIds, place(state)).toContain(state.id);
    }
  });

  test('reaches each of its states', () => {
    const unreached = states.map((state) => state.id).filter((name) => !reachable(table).has(name));
    expect(unreached).toEqual([]);
  });

  test('has no cycle', () => {
    expect(cycle(new Map(states.map((state) => [state.id, [...state.edges.values()]])))).toEqual([]);
  });

  test('moves as XState moves, on every path', () => {
    for (const path of pathsOf(id)) {
      let [snapshot] = initialTransition(flows[id]);
      for (const { state, event } of path.steps) {
        expect(snapshot.value).toBe(state.id);
        expect(snapshot.hasTag(state.kind)).toBe(true);
        [snapshot] = transition(flows[id], snapshot, { type: event });
      }
      expect(snapshot.value).toBe(path.end.id);
      expect(snapshot.status).toBe('done');
    }
  });
});

test('the flows hand over without a cycle, and every flow is reached', () => {
  const handovers = new Map(
    [...tables.values()].map((table) => [
      table.id,
      [...table.states.values()].filter((state) => state.kind === 'flow').map((state) => state.id),
    ]),
  );
  expect(cycle(handovers)).toEqual([]);
  const reached = new Set([firstFlow, ...[...handovers.values()].flat()]);
  expect(flowIds.filter((id) => !reached.has(id))).toEqual([]);
});

describe('wording', () => {
  test.each([...new Map(questions.map((state) => [place(state), state])).entries()])('%s has words for each of its edges', (_, state) => {
    const words = wordsFor(state.name);
    const free = [...state.edges.keys()].includes('given');
    for (const edge of state.edges.keys()) {
      if (edge === 'given') continue;
      expect(words.answers[edge], `a label for ${state.name}:${edge}`).toBeDefined();
      expect(words.heard[edge], `how ${state.name}:${edge} reads`).toBeDefined();
    }
    // every button leads somewhere, and every value can be said back
    for (const answer of Object.keys(words.answers)) {
      expect(
        edgeFor(state, new Map([[state.name, state.input === 'several' ? [answer] : answer]])),
        `${state.name}:${answer}`,
      ).toBeDefined();
      expect(words.heard[answer] ?? words.heard.given, `how ${state.name}:${answer} reads`).toBeDefined();
    }
    if (free && !['several', 'industry'].includes(state.input)) expect(words.heard.given).toContain('{value}');
  });

  test('nothing is worded that no flow asks', () => {
    const asked = new Set([...questions, ...sideStates].map((state) => state.name));
    expect([...wording.keys()].filter((id) => !asked.has(id) && !onlyHeard.includes(id))).toEqual([]);
  });

  test('わかりません is an answer to every question that is asked', () => {
    const asked = questions.filter((state) => state.meta.presume === undefined || state.meta.askIf || state.meta.presumeIf);
    expect(asked.filter((state) => !state.edges.has('unknown')).map(place)).toEqual([]);
  });

  test('endings have their phrase', () => {
    for (const state of allStates()) {
      const { ending, route } = state.meta;
      if (ending?.startsWith('size_')) expect([...phrases.keys()]).toContain(ending);
      if (route === 'handoff' && state.kind === 'result') expect([...phrases.keys()]).toContain(`handoff_${ending ?? 'human'}`);
    }
  });
});

describe('what a state declares', () => {
  test('a presumed answer is one of its edges; what lifts or needs a presumption can be said', () => {
    for (const state of questions) {
      const { presume, presumeIf = [], askIf = [] } = state.meta;
      if (presume !== undefined) expect([...state.edges.keys()], place(state)).toContain(presume);
      for (const pair of [...presumeIf, ...askIf]) {
        const [question = '', answer = ''] = pair.split(':');
        expect(Object.keys(wordsFor(question).heard), `${place(state)}: ${pair}`).toContain(answer);
      }
    }
  });

  test('every rule state has its rule, and every rule its state', () => {
    const named = new Set([...allStates(), ...sideStates].filter((state) => state.kind === 'rule').map((state) => state.name));
    expect([...named].toSorted()).toEqual(Object.keys(rules).toSorted());
  });

  test('every rule answers with an edge of its state, whatever was said; no edge is there for nothing', () => {
    const read = ['industry', 'employees', 'capital', 'trouble', 'needs_terms_change', 'can_repay'];
    let all: ReadonlyMap<string, AnswerValue>[] = [new Map()];
    for (const state of questions.filter((one) => read.includes(one.name))) {
      // an unknown industry ends its flow before any rule
      const values = valuesFor(state).filter((value) => state.name !== 'industry' || value !== 'unknown');
      all = all.flatMap((answers) => [answers, ...values.map((value) => new Map([...answers, [state.name, value]]))]);
    }
    for (const state of allStates().filter((one) => one.kind === 'rule')) {
      const found = new Set(all.map((answers) => rules[state.name]?.(answers, knowledge, day)));
      expect([...found].toSorted(), place(state)).toEqual([...state.edges.keys()].toSorted());
    }
  });
});

describe('every path', () => {
  test('ends in exactly one result', () => {
    expect(paths.filter((path) => path.end.kind !== 'result').map((path) => place(path.end))).toEqual([]);
    expect(paths.flatMap((path) => path.steps).filter((step) => step.state.kind === 'result')).toEqual([]);
  });

  test('asks no question twice', () => {
    for (const path of paths) {
      const asked = path.steps.filter((step) => step.state.kind === 'question').map((step) => step.state.name);
      expect(asked.filter((name, index) => asked.indexOf(name) !== index)).toEqual([]);
    }
  });

  test('reaches every result, and every route is the result of one', () => {
    const results = allStates().filter((state) => state.kind === 'result');
    const reached = new Set(paths.map((path) => place(path.end)));
    expect(results.map(place).filter((name) => !reached.has(name))).toEqual([]);
    expect([...new Set(results.map((state) => state.meta.route))].toSorted()).toEqual([...routes].toSorted());
  });

  test('keeps its route from where it is decided to the result', () => {
    for (const path of paths) {
      const decided = [...path.steps.map((step) => step.state), path.end]
        .map((state) => state.meta.route)
        .filter((route) => route !== undefined);
      expect(path.end.meta.route, place(path.end)).toBeDefined();
      // a firm far beyond every row of the table is the only one that is sent elsewhere after its route was named
      if (path.end.id !== 'too_large') expect(new Set(decided).size, place(path.end)).toBe(1);
    }
  });
});

describe('someone who answers only what is asked', () => {
  const plain = conversationsAfter(new Map(), knowledge, day);
  const hints: AnswerValue[] = [['debt_guarantee_worry'], ['already_rescheduled'], ['debt_guarantee_worry', 'already_rescheduled']];
  const hinted = hints.flatMap((signals) => conversationsAfter(new Map([['signals', signals]]), knowledge, day));
  const decided = [
    ...['yes', 'unknown'].map((value) => new Map<string, AnswerValue>([['considering_closure', value]])),
    ...['contact', 'human', 'out_of_scope'].map((value) => new Map<string, AnswerValue>([['request', value]])),
    new Map<string, AnswerValue>([
      ['debt_reduction', 'yes'],
      ['needs_terms_change', 'yes'],
    ]),
  ].flatMap((said) => conversationsAfter(said, knowledge, day));

  const most = (counts: readonly number[]): number => counts.reduce((highest, count) => Math.max(highest, count), 0);

  test('knows the route after at most 5 questions', () => {
    expect(most([...plain, ...hinted, ...decided].map((one) => one.untilRoute))).toBeLessThanOrEqual(5);
  });

  test('is at the end after at most 12 questions', () => {
    expect(most([...plain, ...hinted, ...decided].map((one) => one.questions.length))).toBeLessThanOrEqual(12);
  });

  test('is never asked the same again, nor what is presumed without a hint', () => {
    for (const one of [...plain, ...hinted, ...decided]) expect(new Set(one.questions).size).toBe(one.questions.length);
    const asked = new Set(plain.flatMap((one) => one.questions));
    expect(['request', 'considering_closure', 'debt_reduction'].filter((name) => asked.has(name))).toEqual([]);
  });

  test('comes to every result of every flow, by answers and rules as they are', () => {
    const reached = new Set([...plain, ...hinted, ...decided].map((one) => (one.at.result ? place(one.at.result) : '')));
    const results = allStates().filter((state) => state.kind === 'result');
    expect(results.map(place).filter((name) => !reached.has(name))).toEqual([]);
  });

  test('has a route at every end', () => {
    expect([...plain, ...hinted, ...decided].filter((one) => one.at.route === null || one.at.route !== one.at.result?.meta.route)).toEqual(
      [],
    );
  });
});
