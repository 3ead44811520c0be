/** The widget's look: calm, warm, large enough to read at night on a phone. */
import { cards } from './styles/cards.ts';
import { colours } from './styles/colours.ts';
import { conversation } from './styles/conversation.ts';
import { foot } from './styles/foot.ts';
import { frame } from './styles/frame.ts';

export const styles = [colours, frame, conversation, cards, foot];
