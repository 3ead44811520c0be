/** The conversation so far, and what is going on below it. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ChoiceView } from './choices.ts';
import type { BotEntry, OwnerEntry } from './memory.ts';
import { messageView, said } from './messages.ts';
import type { Talk } from './talk.ts';
import { words } from './words.ts';

/** What can be done in the conversation. */
export interface Doing extends Pick<ChoiceView, 'choose' | 'marked' | 'mark' | 'chooseMarked'> {
  again: (entry: OwnerEntry) => void;
  retry: () => void;
  startNew: () => void;
}

export function entriesView(talk: Talk, doing: Doing): TemplateResult {
  const view = repeat(
    talk.entries,
    (entry) => entry.id,
    (entry, index) => (entry.who === 'owner' ? ownerEntry(entry, talk, doing) : botEntry(entry, index, talk, doing)),
  );
  return html`${view}${below(talk, doing)}`;
}

function ownerEntry(entry: OwnerEntry, talk: Talk, doing: Doing): TemplateResult {
  const again = primary(words.again, () => {
    doing.again(entry);
  });
  const failed = html`<div class="failed" role="alert">
    <p>${words.failed}${entry.detail ?? ''}</p>
    ${talk.busy ? nothing : again}
  </div>`;
  return html`<div class="entry owner">
    <p class="bubble own"><span class="hidden">${words.you}：</span>${said(entry.shown)}</p>
    ${entry.state === 'failed' ? failed : nothing}
  </div>`;
}

function botEntry(entry: BotEntry, index: number, talk: Talk, doing: Doing): TemplateResult {
  const answer = talk.entries.slice(index + 1).find((one) => one.who === 'owner');
  const taken = answer && 'choice' in answer.sent ? answer.sent.choice : null;
  const view: ChoiceView = { ...doing, spent: answer !== undefined, busy: talk.busy !== null, taken };
  return html`<div class="entry bot">${entry.messages.map((message) => messageView(message, view))}</div>`;
}

const dots = html`<span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>`;
const primary = (label: string, act: () => void): TemplateResult =>
  html`<button type="button" class="primary" @click=${act}>${label}</button>`;

function below(talk: Talk, doing: Doing): TemplateResult | typeof nothing {
  if (talk.busy) return html`<p class="waiting">${dots}${talk.busy === 'opening' ? words.opening : words.thinking}</p>`;
  if (talk.trouble !== null)
    return html`<div class="failed" role="alert">
      <p>${talk.trouble}</p>
      ${primary(words.retry, doing.retry)}
    </div>`;
  return talk.erased ? html`<p class="take">${primary(words.startNew, doing.startNew)}</p>` : nothing;
}
