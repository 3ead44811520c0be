/** The owner's copy of a conversation, in our words: what was heard, what came out of it. */
import { say, wording, wordsFor } from '../../flows/index.ts';
import type { Message } from '../channel.ts';
import { heard } from './questions.ts';
import { routeName } from './result.ts';
import { japaneseDate, quoting } from './quote.ts';
import { answersOf, type ConversationState } from './state.ts';
import { where, type World } from './finish.ts';

/** Never shown: what steers the conversation and says nothing of the firm. */
export const unspoken: ReadonlySet<string> = new Set(['request', 'place_candidates', 'desk_kind']);

/** What was heard and decided so far, to keep. */
export function copyMessage(state: ConversationState, world: World): Message {
  const lines = [...answersOf(state)]
    .filter(([question]) => !unspoken.has(question) && wording.has(question))
    .map(([question, value]) => `・${wordsFor(question).name}：${heard(question, value)}`);
  const { route } = where(state, world);
  const outcome = route === null ? [] : [say('copy_route', { route: routeName(route, quoting(world.knowledge, world.day)) })];
  const text =
    lines.length === 0
      ? say('copy_nothing')
      : [say('copy', { day: japaneseDate(world.day) }), ...lines, ...outcome, say('copy_end')].join('\n');
  return { kind: 'text', text };
}
