/** The turn as the store takes it: the world of the day the event came in, and the conversation's own pure turn. */
import type { Knowledge } from '../../knowledge/index.ts';
import { NotReadableYet } from '../advance.ts';
import { dictionaryReady, understand } from '../understanding/index.ts';
import { dayAt } from '../clock.ts';
import type { Incoming } from '../channel.ts';
import type { CentreDesk, World } from './finish.ts';
import type { ConversationState } from './state.ts';
import { turn, type Turned } from './turn.ts';

/**
 * A function that computes turns for a deployment. `rehearsed` fixes the day answers are given for; `pagesFor` tells where links can be
 * made. Throws NotReadableYet for a text before the dictionary is loaded.
 */
export function computing(
  knowledge: Knowledge,
  rehearsed?: string,
  centre?: CentreDesk,
  pagesFor: (channel: string) => World['pages'] = () => undefined,
): (state: ConversationState, incoming: Incoming) => Turned {
  return (state, incoming) => {
    const day = rehearsed ?? dayAt(incoming.at);
    const pages = pagesFor(incoming.channel);
    return turn(state, incoming.said, {
      knowledge,
      day,
      understand: (text, asked) => {
        if (!dictionaryReady()) throw new NotReadableYet('The dictionary is being loaded.');
        return understand(text, asked, day);
      },
      ...(centre ? { centre } : {}),
      ...(pages ? { pages } : {}),
    });
  };
}
