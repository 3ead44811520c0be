/** Choices named by number or label instead of tapped. */
import { chosen, take, tapped } from './actions.ts';
import { choose } from './choose.ts';
import { offeredNow, type Turned, type World } from './finish.ts';
import { numbered } from './replies.ts';
import type { ConversationState } from './state.ts';
import type { Walk } from './walk.ts';

/** 「２」「1と3」: choices named by number. A question for a number takes it as its value. */
export function named(state: ConversationState, at: Walk, text: string, world: World): Turned | null {
  const figure = at.open !== null && (at.open.input === 'people' || at.open.input === 'yen' || numbered(at.open));
  const ids = figure && /\d|[一二三四五六七八九十]/.test(text.normalize('NFKC')) ? [] : choose(text, offeredNow(state));
  const [first] = ids;
  if (first === undefined) return null;
  const question = first.slice(0, first.indexOf(':'));
  const sameQuestion = ids.every((id) => id.startsWith(`${question}:`));
  if (ids.length > 1 && sameQuestion && at.open?.input === 'several')
    return tapped(
      state,
      question,
      ids.map((id) => id.slice(question.length + 1)),
      world,
    );
  return ids.length === 1 ? chosen(state, first, world) : null;
}

/** 「3です。従業員は12人です」: the choice a text begins with is taken, and the rest is read. */
export function begunByNumber(state: ConversationState, at: Walk, text: string): { state: ConversationState; rest: string } | null {
  const [, first = '', rest = ''] = /^([^。]{1,6})。(.+)$/su.exec(text.trim()) ?? [];
  const [id, ...others] = at.open && !numbered(at.open) ? choose(first, state.offered) : [];
  const open = at.open?.name ?? '';
  if (id === undefined || others.length > 0 || !/\d|[一二三四五六七八九十]/.test(first.normalize('NFKC')) || !id.startsWith(`${open}:`))
    return null;
  const taken = take(state, new Map([[open, id.slice(open.length + 1)]]), 'tapped');
  return { state: { ...taken, offered: [] }, rest };
}
