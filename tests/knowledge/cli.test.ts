/** `npm run knowledge`: what it finds, what it refuses, and that the check fails on what is wrong. */
import { describe, expect, test } from 'vitest';
import { loadKnowledge, type Fact, type Knowledge } from '../../knowledge/index.ts';
import { knowledgeCommand, unanswered } from '../../src/cli/knowledge.ts';
import { openMemoryStore } from '../../src/store/open.ts';
import type { TurnWrite } from '../../src/store/store.ts';

const knowledge = loadKnowledge();
const today = '2026-11-21';
const run = (...args: string[]): { text: string; failed?: true } => knowledgeCommand(knowledge, args, today);

/** The knowledge with one fact changed. */
function withFact(id: string, change: (fact: Fact) => Fact): Knowledge {
  const fact = knowledge.facts.get(id);
  if (!fact) throw new Error(`No fact "${id}".`);
  return { ...knowledge, facts: new Map([...knowledge.facts, [id, change(fact)]]) };
}

describe('check', () => {
  test('the shipped knowledge has no error', () => {
    expect(run('check').failed).toBeUndefined();
    expect(run('check').text).toMatch(/0 errors/);
  });

  test.each<[string, string, (fact: Fact) => Fact, string]>([
    [
      'an overlap',
      'kakushin_activity_count',
      (fact) => ({ ...fact, values: fact.values.map((row) => ({ ...row, from: '2020-01-01', to: undefined })) }),
      'two values hold',
    ],
    [
      'a gap',
      'kakushin_activity_count',
      (fact) => ({ ...fact, values: fact.values.map((row, at) => (at === 0 ? row : { ...row, from: '2016-07-01', to: '2020-08-31' })) }),
      'Declare the gap',
    ],
    [
      'a source that is not there',
      'vup_cap',
      (fact) => ({ ...fact, values: fact.values.map((row) => ({ ...row, source: 'nowhere' })) }),
      'no source "nowhere"',
    ],
  ])('%s fails it', (_, id, change, message) => {
    const found = knowledgeCommand(withFact(id, change), ['check'], today);
    expect(found.failed).toBe(true);
    expect(found.text).toContain(message);
  });

  test('a desk that is missing fails it, an overdue recheck only warns', () => {
    const without = { ...knowledge, desks: knowledge.desks.filter((desk) => desk.id !== 'kakushin_nara') };
    expect(knowledgeCommand(without, ['check'], today).text).toContain('none for 奈良県');
    const later = knowledgeCommand(knowledge, ['check'], '2030-01-01');
    expect(later.failed).toBeUndefined();
    expect(later.text).toContain('to be checked again');
  });
});

describe('show, diff, sources', () => {
  test('a fact on a day', () => {
    expect(run('show', 'vup_cap', '--on', '2020-12-31').text).toContain('→ 20万円');
    expect(run('show', 'vup_cap').text).toContain('→ 25万円');
  });
  test('a desk, a programme, a faq entry', () => {
    expect(run('show', 'kyogikai_nara').text).toContain('0742-52-5110');
    expect(run('show', 'keiei_kakushin').text).toContain('programme');
    expect(run('show', 'subsidy_vup').text).toContain('25万円');
  });
  test('what differs between two days', () => {
    expect(run('diff', '2022-03-31', '2022-04-01').text).toContain(
      'fact kyogikai_name: 経営改善支援センターと中小企業再生支援協議会 → 中小企業活性化協議会',
    );
    expect(run('diff', today, today).text).toBe(`0 differ between ${today} and ${today}.`);
  });
  test('what rests on a source', () => {
    expect(run('sources', 'kinki-meti-2026-01').text).toContain('fact vup_cap');
  });
  test.each([
    [['show', 'nope']],
    [['sources', 'nope']],
    [['show', 'vup_cap', '--on', 'gestern']],
    [['diff', today]],
    [[]],
    [['constructor']],
  ])('%j is refused with a sentence', (args) => {
    expect(() => run(...args)).toThrow(/Nothing has|No source|not a day|Usage/);
  });
});

test('unanswered questions are counted by topic, without words', async () => {
  const store = openMemoryStore();
  const write: TurnWrite = {
    status: 'done',
    state: '{}',
    reply: '{"messages":[],"question":null,"choices":[],"route":null}',
    push: false,
    effects: [{ kind: 'unanswered', topics: ['deadline', 'reuse'] }],
    reason: null,
  };
  const key = { channel: 'web', person: 'p' };
  const said = (event: string): Parameters<typeof store.step>[1] => ({ ...key, event, at: 1, said: { text: 'ひみつの質問' } });
  expect(await unanswered(store)).toBe('Every question had its answer.');
  await store.step(key, said('1'), () => write);
  await store.step(key, said('2'), () => ({ ...write, effects: [{ kind: 'unanswered', topics: [] }] }));
  await store.step(key, said('3'), () => ({ ...write, effects: [{ kind: 'unanswered', topics: ['deadline'] }] }));
  expect((await unanswered(store)).split('\n').toSorted()).toEqual(['1\t(not understood)', '1\treuse', '2\tdeadline']);
  await store.close();
});
