/** Where the person writes. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { words } from './words.ts';

/** In characters, as the server counts. */
const maxText = 20_000;
const length = (text: string): number => (text.length <= maxText ? text.length : [...text].length);

export const fitsOnce = (text: string): boolean => length(text) <= maxText;

/** Enter sends, Shift+Enter is a new line. While kana are being converted Enter belongs to the input method (229: Safari's late Enter). */
export const startsSending = (event: KeyboardEvent): boolean => event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229;

export interface ComposerView {
  written: string;
  busy: boolean;
  /** Why the last text was not taken. */
  refused: string | null;
  write(text: string): void;
  key(event: KeyboardEvent): void;
  send(): void;
}

export function composerView(view: ComposerView): TemplateResult {
  const warning = fitsOnce(view.written) ? view.refused : words.tooLong(length(view.written));
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    view.send();
  };
  return html`<form @submit=${submit}>
    ${warning === null ? nothing : html`<p class="warning" id="warning" role="alert">${warning}</p>`}
    <div class="field">
      <label class="hidden" for="text">${words.label}</label>
      <textarea id="text" rows="1" placeholder=${words.placeholder} aria-describedby=${warning === null ? nothing : 'warning'} enterkeyhint="send" autocomplete="off"
        .value=${live(view.written)} @input=${(event: InputEvent) => { view.write((event.target as HTMLTextAreaElement).value); }} @keydown=${view.key}></textarea>
      <button type="submit" class="primary send" ?disabled=${view.busy || view.written.trim() === '' || !fitsOnce(view.written)}>${words.send}</button>
    </div>
  </form>`;
}
