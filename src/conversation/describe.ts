/** The 相談シート as the core takes it: the world of the day it is read on. */
import type { Knowledge } from '../../knowledge/index.ts';
import { dayAt } from '../clock.ts';
import type { SheetModel } from '../channel.ts';
import { sheetModel } from './sheet.ts';
import type { ConversationState } from './state.ts';

/** A function that builds sheets for a deployment. `rehearsed` fixes the day answers are given for; times in ms. */
export function describing(
  knowledge: Knowledge,
  rehearsed?: string,
): (state: ConversationState, at: number, expires: number) => SheetModel {
  return (state, at, expires) => sheetModel(state, { knowledge, day: rehearsed ?? dayAt(at) }, dayAt(expires));
}
