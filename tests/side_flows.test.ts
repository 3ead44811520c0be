/** The flows opened after a result: acyclic, worded, every state reached, every answer counted. They are wired in flows/index.ts. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { initialTransition, transition } from 'xstate';
import { estimate } from '../flows/estimate.ts';
import type { StateMeta } from '../flows/flow.ts';
import { growthCheck } from '../flows/growth_check.ts';
import { questionWordingSchema, type QuestionWording } from '../flows/index.ts';
import { resourcesCheck } from '../flows/resources_check.ts';
import { wishes } from '../flows/wishes.ts';
import { loadKnowledge } from '../knowledge/index.ts';
import { growthEdition } from '../knowledge/rules/growth.ts';
import { growthQuestions, growthReached, growthRequest } from '../knowledge/rules/growth_answers.ts';
import type { AnswerValue, Rule } from '../knowledge/rules/index.ts';
import { resourceQuestions, wishQuestions } from '../src/conversation/checks.ts';
import { projectRoot } from './project.ts';

const knowledge = loadKnowledge();
const flows = { estimate, growth_check: growthCheck, resources_check: resourcesCheck, wishes };
type FlowName = keyof typeof flows;
const names = Object.keys(flows) as FlowName[];
const rules: Record<string, Rule> = { growth_edition: growthEdition, growth_reached: growthReached };

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
    expect(Object.keys(words).toSorted()).toEqual(questions.map(([id]) => id).toSorted());
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

  test('ends short, and open at the first figure that is not known or cannot be', () => {
    expect(walked(figures(101), '2026-11-21').end).toBe('growth_short');
    const open = figures(110).set('growth_labour_cost_now', 'unknown');
    expect(walked(open, '2026-11-21')).toMatchObject({ end: 'growth_open', asked: { length: 5 } });
    expect(walked(figures(110).set('growth_employees_now', 0), '2026-11-21').end).toBe('growth_open');
  });
});
