/** Where the person writes. */
import { css } from 'lit';

export const foot = css`
  .foot {
    padding: 12px 16px max(10px, env(safe-area-inset-bottom));
    background: var(--card);
    border-top: 1px solid var(--line);
  }
  .field {
    display: flex;
    align-items: flex-end;
    gap: 10px;
  }
  textarea {
    flex: 1;
    min-width: 0;
    min-height: 48px;
    max-height: 8.5em;
    padding: 9px 14px;
    resize: none;
    field-sizing: content;
    background: var(--paper);
    border: 1.5px solid var(--soft);
    border-radius: 12px;
    line-height: 1.7;
    font-size: 16px;
  }
  textarea::placeholder {
    color: var(--soft);
    opacity: 1;
  }
  textarea:focus-visible {
    outline-offset: 0;
    border-color: var(--accent);
  }
  .send {
    flex: none;
    min-height: 48px;
    border-radius: 12px;
    padding: 6px 20px;
  }
  .warning {
    margin-bottom: 8px;
    font-size: 14px;
    color: var(--warm-ink);
  }
  .ways,
  .confirm {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0 12px;
    margin-top: 4px;
  }
  .confirm {
    flex-wrap: wrap;
    justify-content: flex-start;
  }
  .confirm p {
    flex: 1 1 100%;
    font-size: 14px;
  }
  .hint {
    flex: 1;
    font-size: 12px;
    line-height: 1.5;
    color: var(--soft);
  }
  .quiet {
    flex: none;
    min-height: 44px;
    min-width: 44px;
    padding: 0 4px;
    border: 0;
    background: transparent;
    color: var(--soft);
    font-size: 13px;
    text-decoration: underline;
    text-underline-offset: 3px;
  }
`;
