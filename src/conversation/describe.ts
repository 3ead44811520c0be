/** The pages as the core takes them: the world of the day they are read on. */
import type { Knowledge } from '../../knowledge/index.ts';
import { dayAt, timeAt } from '../clock.ts';
import type { PageModel, Reply, Said } from '../channel.ts';
import { copyModel, type Told } from './copy_page.ts';
import { sheetModel } from './sheet.ts';
import { stateSchema } from './state.ts';

/** What is stored of a page; times in ms. */
interface Stored {
  kind: PageModel['kind'];
  state: string;
  expiresAt: number;
  said: readonly { at: number; said: Said | null; reply: Reply }[];
}

/** A function that builds pages for a deployment. `rehearsed` fixes the day answers are given for. */
export function describing(knowledge: Knowledge, rehearsed?: string): (stored: Stored, at: number) => PageModel {
  return (stored, at) => {
    const state = stateSchema.parse(JSON.parse(stored.state));
    const known = { knowledge, day: rehearsed ?? dayAt(at) };
    const until = `${dayAt(stored.expiresAt)} ${timeAt(stored.expiresAt)}`;
    return stored.kind === 'sheet'
      ? { kind: 'sheet', sheet: sheetModel(state, known, until) }
      : { kind: 'copy_page', copy: copyModel(state, toldIn(stored.said), known, until) };
  };
}

/** What was told turn by turn, with the labels of the buttons that were tapped: an earlier reply offered them. */
function toldIn(said: Stored['said']): Told[] {
  const labels = new Map<string, string>();
  return said.map((turn) => {
    const chose = turn.said !== null && 'choice' in turn.said ? (labels.get(turn.said.choice) ?? null) : null;
    for (const { id, label } of turn.reply.choices) labels.set(id, label);
    return { day: dayAt(turn.at), time: timeAt(turn.at), chose, messages: turn.reply.messages };
  });
}
