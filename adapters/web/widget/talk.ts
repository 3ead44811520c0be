/** The conversation as the widget sees it: what was said, what is on its way, what failed. One message travels at a time. */
import { forget, keep, recall, type Entry, type OwnerEntry } from './memory.ts';
import { eraseConversation, Failure, openConversation, sendMessage, type Answer, type Opened, type Sent } from './server.ts';
import { words } from './words.ts';

const newId = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
};

export class Talk {
  entries: Entry[] = [];
  /** Nothing else can be sent while this is set. */
  busy: 'opening' | 'sending' | null = null;
  /** Why the conversation could not be opened, in words. */
  trouble: string | null = null;
  /** A text the server cannot take; the composer gives it back to the person. */
  refused: { text: string; detail: string } | null = null;
  /** Whether the panel was open; null when nothing was kept. */
  open: boolean | null = null;
  #conversation: Opened | null = null;
  #last: (() => Promise<void>) | null = null;
  readonly #server: string;
  readonly #longer: boolean;
  readonly #changed: () => void;

  /** `longer`: keep the conversation beyond this tab. `changed` is called after every change. */
  constructor(server: string, longer: boolean, changed: () => void) {
    this.#server = server;
    this.#longer = longer;
    this.#changed = changed;
    const kept = recall(server, longer);
    if (!kept) return;
    this.entries = kept.entries.map((entry) =>
      entry.who === 'owner' && entry.state === 'sending' ? { ...entry, state: 'failed', detail: '' } : entry,
    );
    this.#conversation = kept.conversation;
    this.open = kept.open;
  }

  /** The panel was opened: greets once; a message that a reload cut off is sent again under its id. */
  async start(): Promise<void> {
    if (this.busy) return;
    const cutOff = this.entries.find((entry) => entry.who === 'owner' && entry.detail === '');
    if (cutOff?.who === 'owner') return this.again(cutOff);
    if (this.#conversation || this.entries.length > 0) return;
    await this.#during('opening', async () => this.#hear(await this.#begin()));
  }

  /** Sends what was written or tapped. */
  async say(sent: Sent, shown: string): Promise<void> {
    if (this.busy) return;
    const entry: OwnerEntry = { who: 'owner', id: newId(), sent, shown, state: 'sending' };
    this.entries = [...this.entries, entry];
    await this.#deliver(entry);
  }

  /** Sends a failed message again, under the same id. */
  async again(entry: OwnerEntry): Promise<void> {
    if (!this.busy) await this.#deliver(entry);
  }

  /** Erases the conversation, there and here. */
  async erase(): Promise<void> {
    await this.#during('sending', async () => {
      if (this.#conversation) await eraseConversation(this.#server, this.#conversation).catch(ignoreGone);
      this.#forget([{ who: 'bot', id: newId(), messages: [{ kind: 'notice', tone: 'info', text: words.erased }] }]);
    });
  }

  get erased(): boolean {
    return this.#conversation === null && this.entries.length > 0 && this.entries.every((entry) => entry.who === 'bot');
  }

  /** Tries again what `trouble` tells of. */
  async retry(): Promise<void> {
    if (!this.busy) await this.#last?.();
  }

  /** Greets again, after erasing. */
  async startNew(): Promise<void> {
    this.entries = [];
    await this.start();
  }

  keepOpen(open: boolean): void {
    this.open = open;
    this.#keep();
  }

  async #deliver(entry: OwnerEntry): Promise<void> {
    this.refused = null;
    this.#replace(entry, { ...plain(entry), state: 'sending' });
    await this.#during('sending', async () => {
      const answer = await this.#post(entry).catch((failure: unknown) => this.#failed(entry, failure));
      if (!answer) return;
      this.#replace(entry, { ...plain(entry), state: 'sent' });
      this.#hear(answer);
      if (erasedBy(entry.sent, answer)) this.#forget(this.entries.slice(-1));
    });
  }

  async #post(entry: OwnerEntry): Promise<Answer> {
    if (!this.#conversation) await this.#begin();
    try {
      return await sendMessage(this.#server, this.#here(), entry.id, entry.sent);
    } catch (failure) {
      if (!(failure instanceof Failure) || failure.trouble !== 'gone') throw failure;
      await this.#begin();
      this.#say(words.resumed, entry);
      return sendMessage(this.#server, this.#here(), entry.id, entry.sent);
    }
  }

  async #begin(): Promise<Answer> {
    const { opened, answer } = await openConversation(this.#server);
    this.#conversation = opened;
    return answer;
  }

  #here(): Opened {
    if (!this.#conversation) throw new Failure('again', words.broken);
    return this.#conversation;
  }

  #hear(answer: Answer): void {
    if (answer.conversation !== undefined) this.#conversation = { ...this.#here(), id: answer.conversation };
    this.entries = [...this.entries, { who: 'bot', id: newId(), messages: answer.messages }];
  }

  /** A word of the widget itself, before an entry. */
  #say(text: string, before: Entry): void {
    const at = this.entries.findIndex((entry) => entry.id === before.id);
    this.entries = this.entries.toSpliced(at, 0, { who: 'bot', id: newId(), messages: [{ kind: 'notice', tone: 'info', text }] });
  }

  #failed(entry: OwnerEntry, failure: unknown): null {
    const detail = failure instanceof Failure ? failure.message : words.broken;
    if (failure instanceof Failure && failure.trouble === 'refused' && 'text' in entry.sent) {
      this.entries = this.entries.filter((one) => one.id !== entry.id);
      this.refused = { text: entry.sent.text, detail };
    } else this.#replace(entry, { ...plain(entry), state: 'failed', detail });
    return null;
  }

  #replace(entry: OwnerEntry, by: OwnerEntry): void {
    this.entries = this.entries.map((one) => (one.id === entry.id ? by : one));
  }

  #forget(left: Entry[]): void {
    this.#conversation = null;
    this.entries = left;
    forget(this.#server);
  }

  async #during(busy: 'opening' | 'sending', work: () => Promise<void>): Promise<void> {
    this.#last = () => this.#during(busy, work);
    this.busy = busy;
    this.trouble = null;
    this.#keep();
    this.#changed();
    await work().catch((failure: unknown) => {
      this.trouble = failure instanceof Failure ? failure.message : words.broken;
    });
    this.busy = null;
    this.#keep();
    this.#changed();
  }

  /** After erasing nothing is kept, until something is said again. */
  #keep(): void {
    if (!this.#conversation && !this.entries.some((entry) => entry.who === 'owner')) return;
    keep(this.#server, { conversation: this.#conversation, entries: this.entries, open: this.open ?? false }, this.#longer);
  }
}

const plain = ({ who, id, sent, shown, state }: OwnerEntry): OwnerEntry => ({ who, id, sent, shown, state });

/** The person confirmed erasing: the server asks no further. */
const erasedBy = (sent: Sent, answer: Answer): boolean =>
  'choice' in sent && sent.choice === 'action:erase' && !answer.choices.some((choice) => choice.id === 'action:erase');

function ignoreGone(failure: unknown): void {
  if (!(failure instanceof Failure) || failure.trouble !== 'gone') throw failure;
}
