/** Results, desks to call, notices. */
import { css } from 'lit';

export const cards = css`
  .card {
    width: 100%;
    padding: 20px;
    background: var(--card);
    border: 1px solid var(--line);
    border-radius: 16px;
  }
  .card > * + * {
    margin-top: 14px;
  }
  h2 {
    font-size: 18px;
    line-height: 1.6;
  }
  h3 {
    font-size: 15px;
    line-height: 1.6;
    color: var(--accent);
    margin-bottom: 4px;
  }
  .result {
    border-top: 4px solid var(--accent);
  }
  .eyebrow {
    font-size: 14px;
    font-weight: 700;
    color: var(--accent);
    letter-spacing: 0.04em;
  }
  .eyebrow + h2 {
    margin-top: 2px;
  }
  section li {
    position: relative;
    padding-left: 1.1em;
  }
  section li + li {
    margin-top: 4px;
  }
  section li::before {
    content: '';
    position: absolute;
    left: 2px;
    top: 0.75em;
    width: 6px;
    height: 6px;
    border-radius: 50%;
    background: var(--accent);
  }
  .more section + section {
    margin-top: 14px;
  }
  .more summary {
    min-height: 44px;
    font-weight: 700;
    color: var(--accent);
  }
  .card footer {
    padding-top: 12px;
    border-top: 1px solid var(--line);
    font-size: 13px;
    line-height: 1.7;
    color: var(--soft);
  }
  .small {
    font-size: 14px;
    color: var(--soft);
  }
  .tel {
    display: flex;
    flex-direction: column;
    padding: 8px 16px;
    border: 1.5px solid var(--accent);
    border-radius: 12px;
    color: inherit;
    text-decoration: none;
  }
  .tel .line {
    font-size: 14px;
    line-height: 1.6;
  }
  .tel .number {
    font-size: 22px;
    font-weight: 700;
    line-height: 1.5;
    letter-spacing: 0.03em;
    color: var(--accent);
  }
  .phone > p {
    margin-top: 6px;
  }
  .caution {
    font-size: 14px;
    color: var(--warm-ink);
  }
  .address .small {
    display: block;
  }
  .link {
    display: inline-block;
    min-height: 32px;
    color: var(--accent);
    font-weight: 600;
    text-underline-offset: 4px;
  }
  .link.primary {
    display: inline-flex;
    align-items: center;
    min-height: 44px;
    color: var(--on-accent);
    text-decoration: none;
  }
  .notice {
    width: 100%;
    padding: 14px 18px;
    border-radius: 12px;
    border: 1px solid var(--line);
    background: var(--card);
  }
  .notice.info {
    font-size: 15px;
    color: var(--soft);
  }
  .notice.safety,
  .notice.error {
    background: var(--warm);
    border: 0;
    border-left: 5px solid var(--warm-line);
    color: var(--warm-ink);
    font-weight: 600;
  }
`;
