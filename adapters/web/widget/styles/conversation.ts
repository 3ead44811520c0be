/** Bubbles, choices, chips, what is going on. */
import { css } from 'lit';

export const conversation = css`
  .log {
    flex: 1;
    min-height: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 20px 16px 24px;
    position: relative;
  }
  .log:focus-visible {
    outline-offset: -4px;
  }
  .entry {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: 12px;
    margin-bottom: 20px;
  }
  .entry.owner {
    align-items: flex-end;
  }
  .bubble {
    max-width: 92%;
    padding: 10px 16px;
    border-radius: 16px;
  }
  .said {
    white-space: pre-line;
  }
  .bubble.bot {
    background: var(--card);
    border: 1px solid var(--line);
    border-top-left-radius: 4px;
  }
  .bubble.own {
    background: var(--own);
    border-bottom-right-radius: 4px;
    /* 20,000 characters are laid out at once: breaking by phrase would take seconds */
    word-break: normal;
    text-wrap: wrap;
    max-height: 16em;
    overflow-y: auto;
  }
  .why {
    margin-top: 4px;
    font-size: 14px;
    color: var(--soft);
  }
  summary {
    cursor: pointer;
    min-height: 32px;
    display: flex;
    align-items: center;
    gap: 6px;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary::before {
    content: '＋' / '';
    font-weight: 700;
    color: var(--accent);
  }
  details[open] > summary::before {
    content: '－' / '';
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    width: 100%;
  }
  .choice,
  .chip,
  .primary {
    min-height: 44px;
    border-radius: 22px;
    padding: 6px 18px;
    text-align: left;
    line-height: 1.5;
  }
  .choice {
    background: var(--card);
    border: 1.5px solid var(--accent);
    color: var(--accent);
    font-weight: 600;
  }
  @media (hover: hover) {
    .choice:hover {
      background: var(--own);
    }
    .mark[aria-pressed='true']:hover {
      background: var(--accent);
    }
  }
  .choice.way-out {
    border-color: var(--line);
    color: var(--soft);
    font-weight: 400;
  }
  .spent .choice {
    background: transparent;
    border: 1px solid var(--line);
    color: var(--soft);
    font-weight: 400;
  }
  .choice.taken {
    border-color: var(--accent);
    border-style: solid;
  }
  .mark[aria-pressed='true'] {
    background: var(--accent);
    color: var(--on-accent);
  }
  .choice.taken::before,
  .mark[aria-pressed='true']::before {
    content: '';
    display: inline-block;
    width: 0.38em;
    height: 0.72em;
    margin: 0 0.6em 0.12em 0.1em;
    border: solid currentColor;
    border-width: 0 2px 2px 0;
    transform: rotate(45deg);
  }
  .primary {
    border: 0;
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 700;
    padding: 6px 24px;
  }
  .primary[disabled] {
    background: var(--line);
    color: var(--soft);
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .chip {
    display: flex;
    align-items: center;
    gap: 10px;
    background: var(--own);
    border: 1px solid transparent;
    padding: 4px 14px;
    font-size: 15px;
  }
  .fix {
    font-size: 13px;
    color: var(--accent);
    text-decoration: underline;
    text-underline-offset: 3px;
    flex: none;
  }
  .waiting {
    display: flex;
    align-items: center;
    gap: 10px;
    color: var(--soft);
    font-size: 14px;
  }
  .dots {
    display: flex;
    gap: 5px;
  }
  .dots i {
    width: 8px;
    height: 8px;
    border-radius: 50%;
    background: var(--accent);
    animation: breathe 1.4s infinite ease-in-out;
  }
  .dots i:nth-child(2) {
    animation-delay: 0.2s;
  }
  .dots i:nth-child(3) {
    animation-delay: 0.4s;
  }
  @keyframes breathe {
    0%,
    70%,
    100% {
      opacity: 0.3;
    }
    35% {
      opacity: 1;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .dots i {
      animation: none;
      opacity: 0.7;
    }
  }
  .failed {
    display: flex;
    flex-direction: column;
    align-items: flex-end;
    gap: 8px;
    font-size: 14px;
    color: var(--warm-ink);
    text-align: right;
  }
`;
