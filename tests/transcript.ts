/**
 * Conversations as Markdown, readable by anybody who knows the field: the owner's lines are the test, the bot's are
 * regenerated and compared.
 *
 *     # title
 *     today: 2026-11-21
 *     owner: 返済がきついです        what the owner writes
 *     taps: needs_terms_change:yes    a button, by its id
 *     sends: sticker                  something that cannot be read
 *     arrives                         the owner opens the chat
 *     bot: …                          everything said in answer, until the next line of the above
 *     route: 405                      where it stands after that: at the end always, in between where it matters; `none` while nothing is decided
 */
import { loadKnowledge } from '../knowledge/index.ts';
import { plainText, type Said } from '../src/channel.ts';
import { newConversation } from '../src/conversation/state.ts';
import { turn } from '../src/conversation/turn.ts';
import { understand } from '../src/understanding/index.ts';

export interface Transcript {
  title: string;
  today: string;
  /** The owner's lines as they stand in the file, with what they do. */
  steps: Step[];
}
interface Step {
  line: string;
  said: Said;
  /** The route expected after the step, where the transcript names one; the last always does. */
  route?: string;
}

const media = ['sticker', 'image', 'file', 'audio', 'other'] as const;

function saidBy(line: string): Said | undefined {
  if (line === 'arrives') return { arrived: true };
  const [, word, rest = ''] = /^(owner|taps|sends): ?(.*)$/.exec(line) ?? [];
  if (word === 'owner') return { text: rest };
  if (word === 'taps') return { choice: rest };
  if (word !== 'sends') return undefined;
  const kind = media.find((one) => one === rest);
  if (!kind) throw new Error(`"${line}": expected one of ${media.join(', ')}.`);
  return { media: kind };
}

/** Reads a transcript; what the bot said in it is not needed for that. Throws on a missing head or end. */
export function readTranscript(text: string): Transcript {
  const lines = text.split('\n');
  const value = (name: string): string | undefined =>
    lines
      .find((line) => line.startsWith(name))
      ?.slice(name.length)
      .trim();
  const title = value('# ');
  const today = value('today: ');
  const steps: Step[] = [];
  for (const line of lines) {
    const said = saidBy(line);
    const last = steps.at(-1);
    if (said) steps.push({ line, said });
    else if (last && line.startsWith('route: ')) last.route = line.slice('route: '.length).trim();
  }
  if (!title || !today || !steps.at(-1)?.route)
    throw new Error('A transcript needs "# title", "today: 2026-11-21", lines of the owner and "route: …" at its end.');
  return { title, today, steps };
}

/** The transcript with what the bot says now, and the routes it comes to where it names one. */
export function play(transcript: Transcript): { text: string; routes: { after: string; route: string }[] } {
  const day = transcript.today;
  const world = { knowledge: loadKnowledge(), day, understand: (text: string, asked: string | null) => understand(text, asked, day) };
  const routes: { after: string; route: string }[] = [];
  let state = newConversation();
  const blocks = transcript.steps.map(({ line, said, route }) => {
    const turned = turn(state, said, world);
    state = turned.state;
    if (route !== undefined) routes.push({ after: line, route: turned.route ?? 'none' });
    return `${line}\nbot: ${turned.messages.map(plainText).join('\n\n')}\n${route === undefined ? '' : `\nroute: ${route}\n`}`;
  });
  return { text: [`# ${transcript.title}\ntoday: ${day}\n`, ...blocks].join('\n'), routes };
}
