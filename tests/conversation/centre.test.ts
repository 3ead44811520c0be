import { beforeAll, describe, expect, test } from 'vitest';
import { loadKnowledge } from '../../knowledge/index.ts';
import { plainText } from '../../src/channel.ts';
import { newConversation } from '../../src/conversation/state.ts';
import { turn, type World } from '../../src/conversation/turn.ts';
import { loadUnderstanding, understand } from '../../src/understanding/index.ts';

const day = '2026-11-21';
beforeAll(loadUnderstanding);

function saidTo(text: string, centre?: World['centre']): string {
  const world: World = {
    knowledge: loadKnowledge(),
    day,
    understand: (said, asked) => understand(said, asked, day),
    ...(centre ? { centre } : {}),
  };
  return turn(newConversation(), { text }, world).messages.map(plainText).join('\n');
}

describe('someone who wants to talk to a human', () => {
  test('is given the centre with telephone and hours, and told that nobody reads along', () => {
    const said = saidTo('人と話したいです', { name: '見本センター', phone: '00-0000-0000', hours: '平日 9:00-17:00' });
    expect(said).toContain('見本センター');
    expect(said).toContain('00-0000-0000（平日 9:00-17:00）');
    expect(said).toContain('いま人は読んでいません');
  });

  test('is given no number when the centre has told us none', () => {
    expect(saidTo('人と話したいです')).not.toContain('見本センター');
  });
});
