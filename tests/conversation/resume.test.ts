/** Coming back later, also after the flows changed: answers that still fit are kept, the person is told what is asked again. */
import { beforeAll, describe, expect, it } from 'vitest';
import { loadKnowledge } from '../../knowledge/index.ts';
import { newConversation, type Answer, type ConversationState } from '../../src/conversation/state.ts';
import { turn, type World } from '../../src/conversation/turn.ts';
import { loadUnderstanding, understand } from '../../src/understanding/index.ts';

let world: World;
beforeAll(async () => {
  await loadUnderstanding();
  const day = '2026-11-21';
  world = { knowledge: loadKnowledge(), day, understand: (text, asked) => understand(text, asked, day) };
});

const answered = (...pairs: [string, string][]): ConversationState => ({
  ...newConversation(),
  turns: pairs.length,
  answers: pairs.map(([question, value], at): Answer => ({ question, value, how: 'tapped', turn: at + 1 })),
});

const texts = (state: ConversationState): { said: string; question: string | null; route: string | null } => {
  const { messages, question, route } = turn(state, { arrived: true }, world);
  return { said: messages.map((message) => ('text' in message ? message.text : '')).join('\n'), question, route };
};

describe('resuming', () => {
  it('goes on where the conversation stood', () => {
    const { said, question, route } = texts(answered(['needs_terms_change', 'yes']));
    expect(said).toContain('おかえりなさい');
    expect({ question, route }).toEqual({ question: 'prefecture', route: '405' });
  });

  it('asks again what no longer fits the flows, says so, and keeps the rest', () => {
    const { said, question } = texts(answered(['needs_terms_change', 'an_answer_of_an_older_flow'], ['prefecture', '長野県']));
    expect(question).toBe('needs_terms_change');
    expect(said).toContain('もう一度うかがいます');
    const after = turn(answered(['needs_terms_change', 'yes'], ['prefecture', '長野県']), { text: 'こんばんは' }, world);
    expect(after.state.answers).toContainEqual({ question: 'prefecture', value: '長野県', how: 'tapped', turn: 2 });
  });

  it('passes over answers to questions that are no longer asked', () => {
    const { question, route } = texts(answered(['a_question_of_an_older_flow', 'yes'], ['needs_terms_change', 'yes']));
    expect({ question, route }).toEqual({ question: 'prefecture', route: '405' });
  });
});

describe('a button of the greeting tapped late', () => {
  it('does not overturn a result', () => {
    const decided = answered(['needs_terms_change', 'yes'], ['prefecture', '長野県']);
    const after = turn(decided, { choice: 'considering_closure:yes' }, world);
    expect(after.route).toBe('405');
    expect(after.state.answers.map(({ question }) => question)).not.toContain('considering_closure');
  });
});
