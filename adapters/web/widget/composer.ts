/** Where the person writes, and the way to erase what was written. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { words } from './words.ts';

/** In characters, as the server counts. */
const maxText = 20_000;
const length = (text: string): number => (text.length <= maxText ? text.length : Array.from(text).length);

export const fitsOnce = (text: string): boolean => length(text) <= maxText;

/** Safari ends a conversion with a late Enter that only its code gives away. */
// eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else tells it from a real Enter
const endsConversion = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229;

/** Enter sends, Shift+Enter is a new line. While kana are being converted Enter belongs to the input method. */
const startsSending = (event: KeyboardEvent): boolean => event.key === 'Enter' && !event.shiftKey && !endsConversion(event);

export interface ComposerView {
  written: string;
  busy: boolean;
  /** Why the last text was not taken. */
  refused: string | null;
  write: (text: string) => void;
  send: () => void;
}

export function composerView(view: ComposerView): TemplateResult {
  const warning = fitsOnce(view.written) ? view.refused : words.tooLong(length(view.written));
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    view.send();
  };
  const key = (event: KeyboardEvent): void => {
    if (!startsSending(event)) return;
    event.preventDefault();
    view.send();
  };
  return html`<form @submit=${submit}>
    ${warning === null ? nothing : html`<p class="warning" id="warning" role="alert">${warning}</p>`}
    <div class="field">
      <label class="hidden" for="text">${words.label}</label>
      <textarea
        id="text"
        rows="1"
        placeholder=${words.placeholder}
        aria-describedby=${warning === null ? nothing : 'warning'}
        enterkeyhint="send"
        autocomplete="off"
        .value=${live(view.written)}
        @input=${(event: InputEvent) => {
          view.write((event.target as HTMLTextAreaElement).value);
        }}
        @keydown=${key}
      ></textarea>
      <button type="submit" class="primary send" ?disabled=${view.busy || view.written.trim() === '' || !fitsOnce(view.written)}>
        ${words.send}
      </button>
    </div>
  </form>`;
}

export interface EraseView {
  /** Erasing asks once more. */
  asking: boolean;
  ask: () => void;
  keep: () => void;
  erase: () => void;
}

export function eraseView(view: EraseView): TemplateResult {
  const quiet = (label: string, act: () => void): TemplateResult =>
    html`<button type="button" class="quiet" @click=${act}>${label}</button>`;
  if (!view.asking) return html`<div class="ways"><span class="hint">${words.hint}</span>${quiet(words.erase, view.ask)}</div>`;
  return html`<div class="confirm" role="group" aria-label=${words.erase}>
    <p>${words.eraseSure}</p>
    ${quiet(words.eraseNo, view.keep)}${quiet(words.eraseYes, view.erase)}
  </div>`;
}
