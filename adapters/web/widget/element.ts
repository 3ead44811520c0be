/** <michishirube-chat>: a button, and the panel with the conversation. Attributes: server, open ("" or "wide"), remember, centre. */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Choice } from '../../../src/channel.ts';
import { composerView, eraseView, fitsOnce } from './composer.ts';
import { entriesView, type Doing } from './entries.ts';
import { place, scrollToNews, wide } from './placing.ts';
import { styles } from './styles.ts';
import { Talk } from './talk.ts';
import { words } from './words.ts';

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
  #shownNews: string | undefined;
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
    this.#talk = new Talk(this.#origin(), this.remember, () => {
      this.#heard();
    });
    this.open = this.#talk.open ?? this.open;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('open') && (this.open || changed.get('open') === true)) this.#showOrHide();
    const log = this.#log;
    if (log && this.open) this.#shownNews = scrollToNews(log, this.#talk?.entries.at(-1), this.#shownNews);
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

  get #log(): HTMLElement | null {
    return this.renderRoot.querySelector('.log');
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
    place(dialog);
    if (this.#byHand && wide.matches) this.#field?.focus();
    this.#shownNews = undefined;
    void this.#talk?.start();
  }

  readonly #reshape = (): void => {
    const dialog = this.#dialog;
    if (!dialog?.open) return;
    dialog.close();
    place(dialog);
  };

  #heard(): void {
    const refused = this.#talk?.refused;
    if (refused && refused.text !== '') {
      this.written = this.written === '' ? refused.text : `${refused.text}\n${this.written}`;
      refused.text = '';
    }
    this.requestUpdate();
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
    this.#toLog();
  };

  /** Several answers go as their numbers: these name exactly what was tapped. */
  #chooseMarked(choices: readonly Choice[]): void {
    const chosen = choices.filter((choice) => this.marked.has(choice.id));
    const [only] = chosen;
    if (only && chosen.length === 1) {
      this.#choose(only);
      return;
    }
    const numbers = chosen.map((choice) => String(choices.indexOf(choice) + 1)).join('、');
    this.marked = new Set();
    void this.#talk?.say({ text: numbers }, chosen.map((choice) => choice.label).join('、'));
    this.#toLog();
  }

  #mark(id: string): void {
    const marked = new Set(this.marked);
    if (!marked.delete(id)) marked.add(id);
    this.marked = marked;
  }

  async #askErase(asking: boolean): Promise<void> {
    this.erasing = asking;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.foot .quiet')?.focus();
  }

  async #erase(): Promise<void> {
    this.erasing = false;
    this.#toLog();
    await this.#talk?.erase();
  }

  protected override render(): TemplateResult {
    return html`
      <button
        type="button"
        class="launcher"
        aria-haspopup="dialog"
        aria-expanded=${this.open ? 'true' : 'false'}
        ?hidden=${this.open && wide.matches}
        @click=${() => {
          this.show();
        }}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 5h16v11H10l-4 4v-4H4z" /></svg>${words.launcher}
      </button>
      <dialog
        class="panel"
        lang="ja"
        aria-labelledby="title"
        @close=${() => {
          this.open = this.#dialog?.open ?? false;
        }}
        @keydown=${(event: KeyboardEvent) => {
          this.#escape(event);
        }}
      >
        <div class="head">
          <div>
            <p id="title" class="title" tabindex="-1">${words.title}</p>
            <p class="subtitle">${this.centre ?? words.subtitle}</p>
          </div>
          <button
            type="button"
            class="close"
            aria-label=${words.close}
            @click=${() => {
              this.hide();
            }}
          >
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18" /></svg>
          </button>
        </div>
        <div class="log" role="log" aria-live="polite" aria-label=${words.log} tabindex="0">
          ${this.#talk ? entriesView(this.#talk, this.#doing) : nothing}
        </div>
        ${this.#foot()}
      </dialog>
    `;
  }

  #escape(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !event.isComposing && wide.matches) this.hide();
  }

  get #doing(): Doing {
    return {
      choose: this.#choose,
      marked: this.marked,
      mark: (id) => {
        this.#mark(id);
      },
      chooseMarked: (choices) => {
        this.#chooseMarked(choices);
      },
      again: (entry) => {
        void this.#talk?.again(entry);
        this.#toLog();
      },
      retry: () => {
        void this.#talk?.retry();
        this.#toLog();
      },
      startNew: () => {
        void this.#talk?.startNew();
        this.#toLog();
      },
    };
  }

  /** Where the focus goes when the button that had it disappears. */
  #toLog(): void {
    this.#log?.focus({ preventScroll: true });
  }

  #foot(): TemplateResult {
    return html`<div class="foot">
      ${composerView({
        written: this.written,
        busy: this.#talk?.busy !== null,
        refused: this.#talk?.refused?.detail ?? null,
        write: (text) => {
          this.written = text;
        },
        send: () => {
          this.#send();
        },
      })}
      ${eraseView({
        asking: this.erasing,
        ask: () => {
          void this.#askErase(true);
        },
        keep: () => {
          void this.#askErase(false);
        },
        erase: () => {
          void this.#erase();
        },
      })}
    </div>`;
  }
}
