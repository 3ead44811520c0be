/**
 * "LINE is the entrance only" (the government's guideline of 2021-04-30 asks that consultations are not kept on LINE's services):
 * buttons, numbers, codes and a few commands go on; anything written freely is neither read nor kept and is answered with a link.
 */
import type { messagingApi } from '@line/bot-sdk';
import type { Message, Said } from '../../src/channel.ts';
import { limits } from './limits.ts';
import { render } from './render.ts';
import { entranceNotice, humanButton } from './words.ts';

const numbers = /^\d{1,2}(?:[、,・\s]+\d{1,2}){0,19}$/;
/** Letters and digits, never digits alone: those may be a phone number or an account. */
const code = /^(?=.*\d)(?=.*[A-Z])[A-Z0-9]{2,8}(?:-?[A-Z0-9]{2,8})?$/i;
const commands = new Set([
  'はい',
  'いいえ',
  'わからない',
  '戻る',
  'やり直す',
  '最初からやり直す',
  '消して',
  'すべて消す',
  '人と話す',
  '相談を続ける',
  'やめる',
  '相談シート',
  '相談シートください',
  '相談シートをください',
  '印刷したい',
  'まとめて',
  '控えをください',
]);

/** Whether this may be said in LINE itself. */
export function mayEnter(said: Said): boolean {
  if ('address' in said) return false;
  if (!('text' in said)) return true;
  const text = said.text.normalize('NFKC').trim();
  return text.length <= 60 && (numbers.test(text) || code.test(text) || commands.has(text));
}

/** The link to the project's own page, and a way to a human that needs no words. */
export function entranceMessage(publicUrl: string): messagingApi.TextMessage {
  const action: messagingApi.PostbackAction = { type: 'postback', label: humanButton, displayText: humanButton, data: 'action:human' };
  return { type: 'text', text: entranceNotice(publicUrl), quickReply: { items: [{ type: 'action', action }] } };
}

/** Safety before everything: its words, and the link only where they leave the person without a button to go on. */
export function entranceSafety(warning: readonly Message[], publicUrl: string): messagingApi.Message[] {
  const said = render(warning, null);
  return said.at(-1)?.quickReply ? said : [...said, entranceMessage(publicUrl)].slice(0, limits.messages);
}
