/** Choices as real buttons. A used or outdated one looks spent but still works: the server says where we are. */
import { html, type TemplateResult } from 'lit';
import type { Choice } from '../../../src/channel.ts';
import { words } from './words.ts';

export interface ChoiceView {
  /** The conversation has gone on since. */
  spent: boolean;
  /** A message is on its way: buttons wait. */
  busy: boolean;
  /** The choice that was taken, if any. */
  taken: string | null;
  choose: (choice: Choice) => void;
  /** Ids marked of a question that takes several; `mark` adds or removes one. */
  marked: ReadonlySet<string>;
  mark: (id: string) => void;
  /** Answers with the marked choices. */
  chooseMarked: (choices: readonly Choice[]) => void;
}

/** Offered beside every question: they must not outshine its answers. */
const wayOut = (choice: Choice, asking: boolean): boolean =>
  asking ? choice.id.startsWith('action:') : ['action:go_back', 'action:human', 'action:restart'].includes(choice.id);
/** 「どれもない」「わからない」 stand alone. */
const alone = (choice: Choice): boolean => choice.id.startsWith('action:') || /:(none|unknown)$/.test(choice.id);

/** `asking`: they belong to a question. */
export function choiceButtons(choices: readonly Choice[], view: ChoiceView, asking = false): TemplateResult {
  return html`<ul class="choices ${view.spent ? 'spent' : ''}">
    ${choices.map((choice) => html`<li>${button(choice, view, asking)}</li>`)}
  </ul>`;
}

function button(choice: Choice, view: ChoiceView, asking: boolean): TemplateResult {
  const taken = view.taken === choice.id;
  return html`<button
    type="button"
    class="choice ${wayOut(choice, asking) ? 'way-out' : ''} ${taken ? 'taken' : ''}"
    aria-disabled=${view.busy ? 'true' : 'false'}
    @click=${() => {
      view.choose(choice);
    }}
  >
    ${choice.label}${taken ? html`<span class="hidden">（${words.chosen}）</span>` : ''}
  </button>`;
}

/** Several can be marked, then sent together. */
export function severalButtons(choices: readonly Choice[], view: ChoiceView): TemplateResult {
  const marks = choices.filter((choice) => !alone(choice));
  const toggle = (choice: Choice): TemplateResult =>
    html`<li>
      <button
        type="button"
        class="choice mark"
        aria-pressed=${view.marked.has(choice.id) ? 'true' : 'false'}
        @click=${() => {
          view.mark(choice.id);
        }}
      >
        ${choice.label}
      </button>
    </li>`;
  return html`<ul class="choices" aria-label=${words.several}>
      ${marks.map(toggle)}
    </ul>
    <p class="take">
      <button
        type="button"
        class="primary"
        ?disabled=${view.marked.size === 0 || view.busy}
        @click=${() => {
          view.chooseMarked(choices);
        }}
      >
        ${words.sendChosen}
      </button>
    </p>
    ${choiceButtons(choices.filter(alone), view, true)}`;
}
