/** <michishirube-chat>: a button, and the panel with the conversation. Attributes: server, open ("" or "wide"), remember, centre. */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Choice } from '../../../src/channel.ts';
import type { ChoiceView } from './choices.ts';
import { composerView, fitsOnce, startsSending } from './composer.ts';
import type { BotEntry, Entry, OwnerEntry } from './memory.ts';
import { messageView, said } from './messages.ts';
import { styles } from './styles.ts';
import { Talk } from './talk.ts';
import { words } from './words.ts';

const wide = matchMedia('(min-width: 640px) and (min-height: 480px)');

export class MichishirubeChat extends LitElement {
  /** Where the script came from: the server, unless the attribute says another. */
  static home = location.origin;
  static override styles = styles;
  static override properties = {
    server: { type: String },
    centre: { type: String },
    remember: { type: Boolean },
    // "wide": opens by itself only where the page stays visible beside it
    open: { converter: (value: string | null) => value !== null && (value !== 'wide' || wide.matches) },
    written: { state: true },
    erasing: { state: true },
    marked: { state: true },
  };

  declare server: string | null;
  declare centre: string | null;
  declare remember: boolean;
  declare open: boolean;
  declare written: string;
  declare erasing: boolean;
  declare marked: ReadonlySet<string>;
  #talk: Talk | null = null;
  #lastNews: string | undefined;
  /** Opened by the person: then focus moves into the panel. */
  #byHand = false;

  constructor() {
    super();
    this.server = null;
    this.centre = null;
    this.remember = false;
    this.open = false;
    this.written = '';
    this.erasing = false;
    this.marked = new Set();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    wide.addEventListener('change', this.#reshape);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    wide.removeEventListener('change', this.#reshape);
  }

  protected override willUpdate(): void {
    if (this.#talk) return;
    this.#talk = new Talk(this.#origin(), this.remember, () => { this.#heard(); });
    this.open = this.#talk.open ?? this.open;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('open') && (this.open || changed.get('open') === true)) this.#showOrHide();
    this.#scrollToNews();
  }

  /** Opens the panel. */
  show(): void {
    this.#byHand = true;
    this.open = true;
  }

  /** Closes the panel; the conversation stays. */
  hide(): void {
    this.open = false;
  }

  #origin(): string {
    try {
      return this.server === null ? MichishirubeChat.home : new URL(this.server, location.href).origin;
    } catch {
      return MichishirubeChat.home;
    }
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  get #field(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('textarea');
  }

  #showOrHide(): void {
    const dialog = this.#dialog;
    if (!dialog) return;
    if (this.open === dialog.open) return;
    this.#talk?.keepOpen(this.open);
    if (!this.open) {
      dialog.close();
      this.renderRoot.querySelector<HTMLButtonElement>('.launcher')?.focus();
      return;
    }
    this.#place(dialog);
    if (this.#byHand && wide.matches) this.#field?.focus();
    this.#lastNews = undefined;
    void this.#talk?.start();
  }

  /** On phones the panel covers the page: a modal keeps the focus inside. Beside a page it must not take the focus by itself. */
  #place(dialog: HTMLDialogElement): void {
    if (wide.matches) return void dialog.setAttribute('open', '');
    dialog.showModal();
    dialog.querySelector<HTMLElement>('.title')?.focus();
  }

  readonly #reshape = (): void => {
    const dialog = this.#dialog;
    if (!dialog?.open) return;
    dialog.close();
    this.#place(dialog);
  };

  #heard(): void {
    const refused = this.#talk?.refused;
    if (refused && refused.text !== '') {
      this.written = this.written === '' ? refused.text : `${refused.text}\n${this.written}`;
      refused.text = '';
    }
    this.requestUpdate();
  }

  /** What was just said begins at the top of the visible part, so that a long answer is read from its start; a failure shows its way out. */
  #scrollToNews(): void {
    const log = this.renderRoot.querySelector<HTMLElement>('.log');
    const last = this.#talk?.entries.at(-1);
    if (!log || !this.open || !last) return;
    const news = last.who === 'owner' ? `${last.id} ${last.state}` : last.id;
    if (news === this.#lastNews) return;
    const smooth = this.#lastNews !== undefined && !matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#lastNews = news;
    const owner = [...log.querySelectorAll<HTMLElement>('.entry.owner')].at(-1);
    const top = last.who === 'owner' ? log.scrollHeight : owner ? owner.offsetTop - 12 : 0;
    log.scrollTo({ top, behavior: smooth ? 'smooth' : 'auto' });
  }

  #send(): void {
    const text = this.written;
    if (text.trim() === '' || this.#talk?.busy || !fitsOnce(text)) return;
    this.written = '';
    this.marked = new Set();
    void this.#talk?.say({ text }, text.trim());
    this.#field?.focus();
  }

  readonly #choose = (choice: Choice): void => {
    if (this.#talk?.busy) return;
    this.marked = new Set();
    void this.#talk?.say({ choice: choice.id }, choice.label);
    this.renderRoot.querySelector<HTMLElement>('.log')?.focus({ preventScroll: true });
  };

  /** Several answers go as their numbers: these name exactly what was tapped. */
  #chooseMarked(choices: readonly Choice[]): void {
    const chosen = choices.filter((choice) => this.marked.has(choice.id));
    const [only] = chosen;
    if (only && chosen.length === 1) return this.#choose(only);
    const numbers = chosen.map((choice) => String(choices.indexOf(choice) + 1)).join('、');
    this.marked = new Set();
    void this.#talk?.say({ text: numbers }, chosen.map((choice) => choice.label).join('、'));
  }

  #mark(id: string): void {
    const marked = new Set(this.marked);
    if (!marked.delete(id)) marked.add(id);
    this.marked = marked;
  }

  async #erase(): Promise<void> {
    this.erasing = false;
    await this.#talk?.erase();
  }

  protected override render(): TemplateResult {
    return html`
      <button type="button" class="launcher" aria-haspopup="dialog" aria-expanded=${this.open ? 'true' : 'false'} ?hidden=${this.open && wide.matches} @click=${() => { this.show(); }}>
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 5h16v11H10l-4 4v-4H4z" /></svg>${words.launcher}
      </button>
      <dialog class="panel" lang="ja" aria-labelledby="title" @close=${() => { this.open = this.#dialog?.open ?? false; }} @keydown=${(event: KeyboardEvent) => { this.#escape(event); }}>
        <div class="head">
          <div><p id="title" class="title" tabindex="-1">${words.title}</p><p class="subtitle">${this.centre ?? words.subtitle}</p></div>
          <button type="button" class="close" aria-label=${words.close} @click=${() => { this.hide(); }}>
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18" /></svg>
          </button>
        </div>
        <div class="log" role="log" aria-live="polite" aria-label=${words.log} tabindex="0">
          ${repeat(this.#talk?.entries ?? [], (entry) => entry.id, (entry, index) => this.#entry(entry, index))} ${this.#below()}
        </div>
        ${this.#foot()}
      </dialog>
    `;
  }

  #escape(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !event.isComposing && wide.matches) this.hide();
  }

  #entry(entry: Entry, index: number): TemplateResult {
    return entry.who === 'owner' ? this.#ownerEntry(entry) : this.#botEntry(entry, index);
  }

  #ownerEntry(entry: OwnerEntry): TemplateResult {
    const failed = html`<div class="failed" role="alert">
      <p>${words.failed}${entry.detail ?? ''}</p>
      <button type="button" class="primary" ?disabled=${this.#talk?.busy} @click=${() => void this.#talk?.again(entry)}>${words.again}</button>
    </div>`;
    return html`<div class="entry owner">
      <p class="bubble own"><span class="hidden">${words.you}：</span>${said(entry.shown)}</p>
      ${entry.state === 'failed' ? failed : nothing}
    </div>`;
  }

  #botEntry(entry: BotEntry, index: number): TemplateResult {
    const following = this.#talk?.entries.slice(index + 1) ?? [];
    const answer = following.find((one) => one.who === 'owner');
    const view: ChoiceView = {
      spent: answer !== undefined,
      busy: this.#talk?.busy !== null,
      taken: answer && 'choice' in answer.sent ? answer.sent.choice : null,
      choose: this.#choose,
      marked: this.marked,
      mark: (id) => { this.#mark(id); },
      chooseMarked: (choices) => { this.#chooseMarked(choices); },
    };
    return html`<div class="entry bot">${entry.messages.map((message) => messageView(message, view))}</div>`;
  }

  /** What is going on, below the conversation. */
  #below(): TemplateResult | typeof nothing {
    const talk = this.#talk;
    if (talk?.busy) return html`<p class="waiting"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>${talk.busy === 'opening' ? words.opening : words.thinking}</p>`;
    if (talk?.trouble)
      return html`<div class="failed" role="alert"><p>${talk.trouble}</p><button type="button" class="primary" @click=${() => void talk.start()}>${words.reconnect}</button></div>`;
    if (talk?.erased) return html`<p class="take"><button type="button" class="primary" @click=${() => void talk.startNew()}>${words.startNew}</button></p>`;
    return nothing;
  }

  #foot(): TemplateResult {
    const confirm = html`<div class="confirm" role="group" aria-label=${words.erase}>
      <p>${words.eraseSure}</p>
      <button type="button" class="quiet" @click=${() => void this.#erase()}>${words.eraseYes}</button>
      <button type="button" class="quiet" @click=${() => { this.erasing = false; }}>${words.eraseNo}</button>
    </div>`;
    const ways = html`<div class="ways">
      <span class="hint">${words.hint}</span>
      <button type="button" class="quiet" @click=${() => { this.erasing = true; }}>${words.erase}</button>
    </div>`;
    return html`<div class="foot">
      ${composerView({
        written: this.written,
        busy: this.#talk?.busy !== null,
        refused: this.#talk?.refused?.detail ?? null,
        write: (text) => { this.written = text; },
        key: (event) => { if (startsSending(event)) { event.preventDefault(); this.#send(); } },
        send: () => { this.#send(); },
      })}
      ${this.erasing ? confirm : ways}
    </div>`;
  }
}
