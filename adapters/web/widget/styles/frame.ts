/** The button, the panel and its head. */
import { css } from 'lit';

export const frame = css`
  :host {
    all: initial;
    color-scheme: light dark;
    font:
      16px/1.8 'Hiragino Sans',
      'Hiragino Kaku Gothic ProN',
      'Noto Sans JP',
      'Noto Sans CJK JP',
      'BIZ UDPGothic',
      'Yu Gothic UI',
      Meiryo,
      system-ui,
      sans-serif;
    color: var(--ink);
  }
  * {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  p,
  ul,
  h2,
  h3 {
    margin: 0;
    padding: 0;
    overflow-wrap: anywhere;
    line-break: strict;
    word-break: auto-phrase;
    text-wrap: pretty;
  }
  ul {
    list-style: none;
  }
  button,
  textarea {
    font: inherit;
    color: inherit;
  }
  button {
    cursor: pointer;
  }
  button[disabled],
  button[aria-disabled='true'] {
    cursor: default;
  }
  :focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .launcher {
    position: fixed;
    right: max(20px, env(safe-area-inset-right));
    bottom: max(20px, env(safe-area-inset-bottom));
    z-index: 2147483000;
    display: flex;
    align-items: center;
    gap: 10px;
    min-height: 56px;
    padding: 0 24px 0 20px;
    border: 0;
    border-radius: 28px;
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 700;
    letter-spacing: 0.04em;
    box-shadow: var(--shadow);
  }
  svg {
    width: 24px;
    height: 24px;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linejoin: round;
    stroke-linecap: round;
  }
  .panel {
    position: fixed;
    inset: 0;
    z-index: 2147483001;
    width: 100%;
    height: 100dvh;
    max-width: none;
    max-height: none;
    margin: 0;
    padding: 0;
    border: 0;
    background: var(--paper);
    color: var(--ink);
    overflow: hidden;
  }
  .panel[open] {
    display: flex;
    flex-direction: column;
  }
  .panel::backdrop {
    background: var(--paper);
  }
  @media (min-width: 640px) and (min-height: 480px) {
    .panel {
      inset: auto 24px 24px auto;
      width: 432px;
      height: min(720px, 100dvh - 48px);
      border: 1px solid var(--line);
      border-radius: 16px;
      box-shadow: var(--shadow);
    }
  }
  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    padding: 12px 12px 12px 20px;
    background: var(--head);
    color: var(--on-head);
  }
  .title {
    font-size: 18px;
    font-weight: 700;
    line-height: 1.4;
    letter-spacing: 0.06em;
    outline: none;
  }
  .subtitle {
    font-size: 13px;
    line-height: 1.5;
  }
  .close {
    flex: none;
    display: grid;
    place-items: center;
    width: 44px;
    height: 44px;
    border: 0;
    border-radius: 22px;
    background: transparent;
  }
  .close:focus-visible {
    outline-color: currentColor;
    outline-offset: -4px;
  }
`;
