/** How each kind of message looks. Every text is put in as text, never as HTML. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Message, PhoneLine, Section } from '../../../src/channel.ts';
import { choiceButtons, severalButtons, type ChoiceView } from './choices.ts';
import { telLink, webLink } from './links.ts';
import { words } from './words.ts';

type Of<Kind extends Message['kind']> = Extract<Message, { kind: Kind }>;
type Shown = TemplateResult | typeof nothing;

/** A message; a kind this widget does not know shows nothing. */
export function messageView(message: Message, view: ChoiceView): Shown {
  switch (message.kind) {
    case 'text':
      return bubble(message.text);
    case 'question':
      return questionView(message, view);
    case 'choices':
      return html`${bubble(message.text)}${choiceButtons(message.choices, view)}`;
    case 'understood':
      return understoodView(message, view);
    case 'result':
      return resultView(message);
    case 'contact':
      return contactView(message);
    case 'link':
      return html`<p class="alone">${linkView(message.label, message.url, 'primary')}</p>`;
    case 'notice':
      return noticeView(message);
    default:
      return nothing;
  }
}

const bubble = (text: string): Shown => (text === '' ? nothing : html`<p class="bubble bot">${said(text)}</p>`);

/** A text with its line breaks. They are shown by an inline element, so that how a template is laid out never shows. */
export const said = (text: string): TemplateResult => html`<span class="said">${text}</span>`;

function questionView(message: Of<'question'>, view: ChoiceView): Shown {
  const why =
    message.why === undefined
      ? nothing
      : html`<details class="why">
          <summary>${words.why}</summary>
          <p>${message.why}</p>
        </details>`;
  const buttons = message.several && !view.spent ? severalButtons(message.choices, view) : choiceButtons(message.choices, view, true);
  return html`<div class="bubble bot">
      <p>${said(message.text)}</p>
      ${why}
    </div>
    ${buttons}`;
}

function understoodView(message: Of<'understood'>, view: ChoiceView): Shown {
  const chip = ({ label, change }: { label: string; change: string }): TemplateResult =>
    html`<li>
      <button
        type="button"
        class="chip"
        aria-label="「${label}」を${words.fix}"
        aria-disabled=${view.busy ? 'true' : 'false'}
        @click=${() => {
          view.choose({ id: change, label: `「${label}」を直す` });
        }}
      >
        <span>${label}</span><span class="fix">${words.fix}</span>
      </button>
    </li>`;
  return html`${bubble(message.text)}${
    message.items.length === 0
      ? nothing
      : html`<ul class="chips">
          ${message.items.map(chip)}
        </ul>`
  }`;
}

const shownSections = 3;

function resultView(message: Of<'result'>): Shown {
  const rest = message.sections.slice(shownSections);
  return html`<article class="card result">
    ${message.image === undefined ? nothing : html`<p class="eyebrow">${message.image}</p>`}
    <h2>${message.title}</h2>
    <p>${said(message.summary)}</p>
    ${message.sections.slice(0, shownSections).map(sectionView)}
    ${
      rest.length === 0
        ? nothing
        : html`<details class="more">
            <summary>${words.more}</summary>
            ${rest.map(sectionView)}
          </details>`
    }
    <footer>
      <p>${words.asOf(message.asOf)}</p>
      ${message.sources.length === 0 ? nothing : html`<p>${words.sources}：${message.sources.join('、')}</p>`}
    </footer>
  </article>`;
}

const sectionView = (section: Section): Shown =>
  html`<section>
    <h3>${section.title}</h3>
    ${section.text === undefined ? nothing : html`<p>${said(section.text)}</p>`}
    ${
      section.points === undefined
        ? nothing
        : html`<ul>
            ${section.points.map((point) => html`<li>${point}</li>`)}
          </ul>`
    }
  </section>`;

function contactView(message: Of<'contact'>): Shown {
  return html`<article class="card contact">
    <h2>${message.title}</h2>
    ${message.text === undefined ? nothing : html`<p>${said(message.text)}</p>`} ${message.phones.map(phoneView)}
    ${message.address === undefined ? nothing : html`<p class="address"><span class="small">${words.address}</span>${message.address}</p>`}
    ${message.links.map((link) => html`<p>${linkView(link.label, link.url)}</p>`)}
    ${message.source === undefined ? nothing : html`<footer><p>${message.source}</p></footer>`}
  </article>`;
}

function phoneView(line: PhoneLine): Shown {
  const notes = [line.hours, line.asOf].filter((note) => note !== undefined);
  return html`<div class="phone">
    <a class="tel" href=${telLink(line.dial)} aria-label="${line.label} ${line.number} に${words.call}">
      <span class="line">${line.label}</span><span class="number">${line.number}</span>
    </a>
    ${line.caution === undefined ? nothing : html`<p class="caution">${line.caution}</p>`}
    ${notes.length === 0 ? nothing : html`<p class="small">${notes.join('　')}</p>`}
  </div>`;
}

function linkView(label: string, url: string, look = ''): Shown {
  const href = webLink(url);
  if (href === null) return html`<span>${label}</span>`;
  return html`<a class="link ${look}" href=${href} target="_blank" rel="noopener noreferrer"
    >${label}<span class="hidden">（${words.newWindow}）</span></a
  >`;
}

const noticeView = (message: Of<'notice'>): Shown =>
  html`<p class="notice ${message.tone}" role=${message.tone === 'info' ? 'note' : 'alert'}>${said(message.text)}</p>`;
