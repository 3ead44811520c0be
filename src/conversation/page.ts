/** 相談シート and the owner's copy as pages: the words that lead to the link, or what is said where none can be made. */
import { say } from '../../flows/index.ts';
import { dayAfter } from '../clock.ts';
import type { Understanding } from '../understanding/types.ts';
import { copyMessage } from './copy.ts';
import { goOn, nothing, textMessage, type PageEffect, type Turned, type World } from './finish.ts';
import { japaneseDate } from './quote.ts';
import type { ConversationState } from './state.ts';

/** Hands out a page and goes on. Without links the text copy stands for both. */
export function pageTurn(kind: PageEffect['kind'], state: ConversationState, world: World, understood: Understanding = nothing): Turned {
  if (nothingYet(kind, state)) return goOn(state, [textMessage(kind === 'sheet' ? 'sheet_nothing' : 'copy_nothing')], understood, world);
  if (!world.pages) {
    const honest = kind === 'sheet' ? [textMessage('sheet_no_page')] : [];
    return goOn(state, [...honest, copyMessage(state, world)], understood, world);
  }
  const { days } = world.pages;
  const lead = textMessage(kind, { days: String(days), until: japaneseDate(dayAfter(world.day, days)) });
  const effect: PageEffect = { kind, label: say(`${kind}_link`), enough: say('page_enough') };
  return { ...goOn(state, [lead], understood, world), effects: [effect] };
}

/** A sheet tells of answers; a copy also of what was asked and told without any. */
const nothingYet = (kind: PageEffect['kind'], state: ConversationState): boolean =>
  state.answers.length === 0 && (kind === 'sheet' || state.turns <= 1);
