/** The flows opened beside the consultation: acyclic, worded, every state reached, every answer counted, every path walked. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { initialTransition, transition } from 'xstate';
import type { StateMeta } from '../flows/flow.ts';
import { questionWordingSchema, sideFlows as flows, type QuestionWording, type SideFlowId } from '../flows/index.ts';
import { loadKnowledge } from '../knowledge/index.ts';
import { growthFigureProblem, growthQuestions, growthRequest } from '../knowledge/rules/growth_answers.ts';
import { rules, type AnswerValue } from '../knowledge/rules/index.ts';
import { parts } from '../knowledge/rules/subsidy.ts';
import { resourceQuestions, wishQuestions } from '../src/conversation/checks.ts';
import { sideTables, walk } from '../src/conversation/walk.ts';
import { pathsFrom, valuesFor } from './paths.ts';
import { projectRoot } from './project.ts';

const knowledge = loadKnowledge();
type FlowName = SideFlowId;
const names = Object.keys(flows) as FlowName[];
/** Heard when a fee is said in parts, never asked. */
const onlyHeard = parts.map((part) => `estimate_${part}`);

interface State {
  tags: string;
  meta?: StateMeta;
  on?: Record<string, string>;
}
const config = (name: FlowName): { initial: string; states: Record<string, State> } =>
  flows[name].config as unknown as { initial: string; states: Record<string, State> };

function wordingOf(name: FlowName): Record<string, QuestionWording> {
  const file: unknown = parse(readFileSync(join(projectRoot, `flows/${name}.ja.yaml`), 'utf8'));
  return Object.fromEntries(Object.entries(file as Record<string, unknown>).map(([id, words]) => [id, questionWordingSchema.parse(words)]));
}

/** States reached from one; a cycle throws. */
function reached(states: Record<string, State>, id: string, above: readonly string[] = []): Set<string> {
  if (above.includes(id)) throw new Error(`A cycle: ${[...above, id].join(' → ')}`);
  const targets = [...new Set(Object.values(states[id]?.on ?? {}))];
  return new Set([id, ...targets.flatMap((target) => [...reached(states, target, [...above, id])])]);
}

describe.each(names)('%s', (name) => {
  const { initial, states } = config(name);
  const words = wordingOf(name);
  const questions = Object.entries(states).filter(([, state]) => state.tags === 'question');

  test('is acyclic, reaches each of its states, ends in results', () => {
    const found = reached(states, initial);
    expect(Object.keys(states).filter((id) => !found.has(id))).toEqual([]);
    for (const [id, state] of Object.entries(states)) {
      expect(['question', 'rule', 'result'], id).toContain(state.tags);
      expect(Object.keys(state.on ?? {}).length > 0, id).toBe(state.tags !== 'result');
      if (state.tags === 'result') expect(state.meta?.ending, id).toBeDefined();
    }
  });

  test('every answer has its button and reads back; わからない is always one of them', () => {
    for (const [id, state] of questions) {
      const edges = Object.keys(state.on ?? {});
      expect(edges, id).toContain('unknown');
      for (const edge of edges.filter((one) => one !== 'given')) {
        expect(words[id]?.answers[edge], `${id}:${edge}`).toBeDefined();
        expect(words[id]?.heard[edge], `${id}:${edge}`).toBeDefined();
      }
      const given = edges.includes('given');
      for (const answer of Object.keys(words[id]?.answers ?? {})) {
        expect(edges.includes(answer) || given, `${id}:${answer}`).toBe(true);
        expect(words[id]?.heard[answer], `${id}:${answer}`).toBeDefined();
      }
      if (given && state.meta?.input !== 'several') expect(words[id]?.heard.given, id).toContain('{value}');
    }
    const asked = Object.keys(words).filter((id) => !onlyHeard.includes(id));
    expect(asked.toSorted()).toEqual(questions.map(([id]) => id).toSorted());
  });

  test('moves as XState moves, along every edge', () => {
    for (const [id, state] of Object.entries(states))
      for (const [event, target] of Object.entries(state.on ?? {})) {
        const snapshot = flows[name].resolveState({ value: id });
        expect(transition(flows[name], snapshot, { type: event })[0].value).toBe(target);
      }
    expect(initialTransition(flows[name])[0].value).toBe(initial);
  });
});

describe.each(names)('every conversation of %s', (name) => {
  const table = sideTables.get(name);
  if (!table) throw new Error(`No table of "${name}".`);
  const ends = [...table.states.values()].filter((state) => state.kind === 'result').map((state) => state.id);

  test('every path ends in a result, asks nothing twice and carries no route', () => {
    const initial = table.states.get(table.initial);
    const paths = initial ? pathsFrom(initial, false) : [];
    expect(new Set(paths.map((path) => path.end.id))).toEqual(new Set(ends));
    for (const path of paths) {
      const asked = path.steps.filter((step) => step.state.kind === 'question').map((step) => step.state.name);
      expect(new Set(asked).size).toBe(asked.length);
      expect([...path.steps.map((step) => step.state), path.end].some((state) => state.meta.route !== undefined)).toBe(false);
    }
  });

  test('whatever is answered, question by question, it ends', () => {
    // the first, a middle and the last of the values of each question, a different mix each time
    for (let mix = 0; mix < 200; mix++) {
      const answers = new Map<string, AnswerValue>();
      let at = walk(answers, knowledge, '2026-11-21', name);
      for (let asked = 0; at.open; asked++) {
        expect(asked, [...answers.keys()].join(' ')).toBeLessThanOrEqual(12);
        const values = valuesFor(at.open);
        answers.set(at.open.name, values[(mix * 7 + asked * (mix % 3)) % values.length] ?? 'unknown');
        at = walk(answers, knowledge, '2026-11-21', name);
      }
      expect(ends).toContain(at.result?.id);
      expect(at.route).toBeNull();
    }
  });
});

describe('what the flows ask is what the rules and messages read', () => {
  const asked = (name: FlowName): string[] =>
    Object.entries(config(name).states).flatMap(([id, state]) => (state.tags === 'question' ? [id] : []));

  test('checks', () => {
    expect(asked('resources_check')).toEqual(resourceQuestions);
    expect(asked('wishes')).toEqual(wishQuestions);
    const items = ['kakushin_check_people', 'kakushin_check_money', 'kakushin_check_things'].map(
      (id) => knowledge.facts.get(id)?.values[0]?.value,
    );
    expect(items.flat().length).toBe(resourceQuestions.length);
    const wished = ['management', 'people', 'sales', 'products', 'finance'].map(
      (field) => knowledge.facts.get(`kakushin_wish_${field}`)?.values[0]?.value,
    );
    const words = wordingOf('wishes');
    expect(wished.map((list) => (Array.isArray(list) ? list.length : 0))).toEqual(
      wishQuestions.map((id) => Object.keys(words[id]?.answers ?? {}).length - 2),
    );
  });

  test('growth: each figure of both ends', () => {
    const figures = Object.values(growthQuestions).flatMap((question) => [`${question}_now`, `${question}_then`]);
    expect(asked('growth_check').toSorted()).toEqual(['growth_years', 'growth_research_years', ...figures].toSorted());
    const answers = new Map<string, AnswerValue>([
      ['growth_years', '4'],
      ['growth_research_years', '0'],
      ...figures.map((id, index): [string, AnswerValue] => [id, index + 1]),
    ]);
    const request = growthRequest(answers, '2026-11-21');
    expect(request).toMatchObject({ years: 4, researchYears: 0 });
    expect(
      [request.before, request.after]
        .flatMap((year) => Object.values(year as Record<string, unknown>))
        .filter((value) => typeof value !== 'number'),
    ).toEqual([]);
  });
});

/** Walks the growth check with figures, as the walk of the conversation does. */
function walked(answers: ReadonlyMap<string, AnswerValue>, day: string): { asked: string[]; end: string } {
  const { initial, states } = config('growth_check');
  const asked: string[] = [];
  let id = initial;
  for (let steps = 0; steps < 40; steps++) {
    const state = states[id];
    if (!state || state.tags === 'result') return { asked, end: id };
    const value = answers.get(id);
    const event =
      state.tags === 'rule'
        ? (rules[state.meta?.rule ?? id]?.(answers, knowledge, day) ?? '')
        : typeof value === 'number'
          ? 'given'
          : String(value ?? 'unknown');
    if (state.tags === 'question') asked.push(id);
    id = state.on?.[event] ?? `no edge ${event} in ${id}`;
  }
  throw new Error('The growth check does not end.');
}

describe('the growth check as it is asked', () => {
  const figures = (then: number): Map<string, AnswerValue> =>
    new Map<string, AnswerValue>([
      ['growth_years', '3'],
      ['growth_research_years', '0'],
      ...Object.values(growthQuestions).flatMap((question): [string, AnswerValue][] => [
        [`${question}_now`, 100],
        [`${question}_then`, question === growthQuestions.employees ? 100 : then],
      ]),
    ]);

  test('asks for the figure of its edition only', () => {
    const now = walked(figures(110), '2026-11-21');
    expect(now.end).toBe('growth_passes');
    expect(now.asked).toHaveLength(12);
    expect(now.asked.join()).not.toContain('ordinary_profit');
    const then = walked(figures(110), '2020-06-01');
    expect(then.end).toBe('growth_passes');
    expect(then.asked).toHaveLength(11);
    expect(then.asked.join()).not.toMatch(/wages|research/);
  });

  test('names what is wrong with a figure as soon as it is said', () => {
    const problem = (question: string, value: number): string | undefined => growthFigureProblem(question, value)?.problem;
    expect(problem('growth_employees_now', 0)).toBe('not_positive');
    expect(problem('growth_employees_then', 0.5)).toBeUndefined();
    expect(problem('growth_labour_cost_now', -1)).toBe('negative');
    expect(problem('growth_operating_profit_now', -1)).toBeUndefined();
    expect(problem('growth_ordinary_profit_then', -1)).toBeUndefined();
    expect(problem('growth_wages_then', 0.5)).toBe('not_whole');
    expect(problem('growth_depreciation_now', 1e13)).toBe('too_large');
    expect(growthFigureProblem('growth_employees_then', 0)).toMatchObject({ figure: 'employees.after', read: 0 });
    expect(problem('growth_years', 9)).toBeUndefined();
  });

  test('ends short, and open at the first figure that is not known or cannot be', () => {
    expect(walked(figures(101), '2026-11-21').end).toBe('growth_short');
    const open = figures(110).set('growth_labour_cost_now', 'unknown');
    expect(walked(open, '2026-11-21')).toMatchObject({ end: 'growth_open', asked: { length: 5 } });
    expect(walked(figures(110).set('growth_employees_now', 0), '2026-11-21').end).toBe('growth_open');
  });
});
