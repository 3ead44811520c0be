/** The widget's look: calm, warm, large enough to read at night on a phone. Contrast is AA in both schemes. */
import { css } from 'lit';

const colours = css`
  :host {
    --paper: #fbf8f2;
    --card: #ffffff;
    --ink: #2b2925;
    --soft: #5c574e;
    --line: #ddd5c7;
    --accent: #1f6259;
    --on-accent: #ffffff;
    --head: #1f6259;
    --on-head: #ffffff;
    --own: #dcece5;
    --warm: #fdf0e6;
    --warm-line: #b4531f;
    --warm-ink: #6f2f0c;
    --shadow: 0 12px 40px rgb(43 41 37 / 22%);
  }
  @media (prefers-color-scheme: dark) {
    :host {
      --paper: #1c1e1d;
      --card: #272a29;
      --ink: #f1ede5;
      --soft: #bdb7ab;
      --line: #454845;
      --accent: #8fd0c3;
      --on-accent: #10211e;
      --head: #1f3a34;
      --on-head: #f1ede5;
      --own: #23423b;
      --warm: #3a281d;
      --warm-line: #e79a68;
      --warm-ink: #ffd9bf;
      --shadow: 0 12px 40px rgb(0 0 0 / 60%);
    }
  }
`;

const frame = css`
  :host {
    all: initial;
    color-scheme: light dark;
    font: 16px/1.8 'Hiragino Sans', 'Hiragino Kaku Gothic ProN', 'Noto Sans JP', 'Noto Sans CJK JP', 'BIZ UDPGothic', 'Yu Gothic UI', Meiryo, system-ui, sans-serif;
    color: var(--ink);
  }
  * { box-sizing: border-box; }
  [hidden] { display: none !important; }
  p, ul, h2, h3 { margin: 0; padding: 0; overflow-wrap: anywhere; line-break: strict; word-break: auto-phrase; text-wrap: pretty; }
  ul { list-style: none; }
  button, textarea { font: inherit; color: inherit; }
  button { cursor: pointer; }
  button[disabled], button[aria-disabled='true'] { cursor: default; }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .launcher {
    position: fixed; right: max(20px, env(safe-area-inset-right)); bottom: max(20px, env(safe-area-inset-bottom)); z-index: 2147483000;
    display: flex; align-items: center; gap: 10px; min-height: 56px; padding: 0 24px 0 20px; border: 0; border-radius: 28px;
    background: var(--accent); color: var(--on-accent); font-weight: 700; letter-spacing: 0.04em; box-shadow: var(--shadow);
  }
  svg { width: 24px; height: 24px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
  .panel {
    position: fixed; inset: 0; z-index: 2147483001; width: 100%; height: 100dvh; max-width: none; max-height: none; margin: 0; padding: 0; border: 0;
    background: var(--paper); color: var(--ink); overflow: hidden;
  }
  .panel[open] { display: flex; flex-direction: column; }
  .panel::backdrop { background: var(--paper); }
  @media (min-width: 640px) and (min-height: 480px) {
    .panel { inset: auto 24px 24px auto; width: 432px; height: min(720px, 100dvh - 48px); border: 1px solid var(--line); border-radius: 16px; box-shadow: var(--shadow); }
  }
  .head { display: flex; align-items: center; justify-content: space-between; gap: 12px; padding: 12px 12px 12px 20px; background: var(--head); color: var(--on-head); }
  .title { font-size: 18px; font-weight: 700; line-height: 1.4; letter-spacing: 0.06em; outline: none; }
  .subtitle { font-size: 13px; line-height: 1.5; }
  .close { flex: none; display: grid; place-items: center; width: 44px; height: 44px; border: 0; border-radius: 22px; background: transparent; }
  .close:focus-visible { outline-color: currentColor; outline-offset: -4px; }
`;

const conversation = css`
  .log { flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain; padding: 20px 16px 24px; position: relative; }
  .log:focus-visible { outline-offset: -4px; }
  .entry { display: flex; flex-direction: column; align-items: flex-start; gap: 12px; margin-bottom: 20px; }
  .entry.owner { align-items: flex-end; }
  .bubble { max-width: 92%; padding: 10px 16px; border-radius: 16px; }
  .said { white-space: pre-line; }
  .bubble.bot { background: var(--card); border: 1px solid var(--line); border-top-left-radius: 4px; }
  .bubble.own { background: var(--own); border-bottom-right-radius: 4px; max-height: 16em; overflow-y: auto; }
  .why { margin-top: 4px; font-size: 14px; color: var(--soft); }
  summary { cursor: pointer; min-height: 32px; display: flex; align-items: center; gap: 6px; }
  summary::-webkit-details-marker { display: none; }
  summary::before { content: '＋' / ''; font-weight: 700; color: var(--accent); }
  details[open] > summary::before { content: '－' / ''; }
  .choices { display: flex; flex-wrap: wrap; gap: 8px; width: 100%; }
  .choice, .chip, .primary { min-height: 44px; border-radius: 22px; padding: 6px 18px; text-align: left; line-height: 1.5; }
  .choice { background: var(--card); border: 1.5px solid var(--accent); color: var(--accent); font-weight: 600; }
  @media (hover: hover) { .choice:hover { background: var(--own); } .mark[aria-pressed='true']:hover { background: var(--accent); } }
  .choice.way-out { border-color: var(--line); color: var(--soft); font-weight: 400; }
  .spent .choice { background: transparent; border: 1px solid var(--line); color: var(--soft); font-weight: 400; }
  .choice.taken { border-color: var(--accent); border-style: solid; }
  .mark[aria-pressed='true'] { background: var(--accent); color: var(--on-accent); }
  .choice.taken::before, .mark[aria-pressed='true']::before {
    content: ''; display: inline-block; width: 0.38em; height: 0.72em; margin: 0 0.6em 0.12em 0.1em; border: solid currentColor; border-width: 0 2px 2px 0; transform: rotate(45deg);
  }
  .primary { border: 0; background: var(--accent); color: var(--on-accent); font-weight: 700; padding: 6px 24px; }
  .primary[disabled] { background: var(--line); color: var(--soft); }
  .chips { display: flex; flex-wrap: wrap; gap: 8px; }
  .chip { display: flex; align-items: center; gap: 10px; background: var(--own); border: 1px solid transparent; padding: 4px 14px; font-size: 15px; }
  .fix { font-size: 13px; color: var(--accent); text-decoration: underline; text-underline-offset: 3px; flex: none; }
  .waiting { display: flex; align-items: center; gap: 10px; color: var(--soft); font-size: 14px; }
  .dots { display: flex; gap: 5px; }
  .dots i { width: 8px; height: 8px; border-radius: 50%; background: var(--accent); animation: breathe 1.4s infinite ease-in-out; }
  .dots i:nth-child(2) { animation-delay: 0.2s; }
  .dots i:nth-child(3) { animation-delay: 0.4s; }
  @keyframes breathe { 0%, 70%, 100% { opacity: 0.3; } 35% { opacity: 1; } }
  @media (prefers-reduced-motion: reduce) { .dots i { animation: none; opacity: 0.7; } }
  .failed { display: flex; flex-direction: column; align-items: flex-end; gap: 8px; font-size: 14px; color: var(--warm-ink); text-align: right; }
`;

const cards = css`
  .card { width: 100%; padding: 20px; background: var(--card); border: 1px solid var(--line); border-radius: 16px; }
  .card > * + * { margin-top: 14px; }
  h2 { font-size: 18px; line-height: 1.6; }
  h3 { font-size: 15px; line-height: 1.6; color: var(--accent); margin-bottom: 4px; }
  .result { border-top: 4px solid var(--accent); }
  .eyebrow { font-size: 14px; font-weight: 700; color: var(--accent); letter-spacing: 0.04em; }
  .eyebrow + h2 { margin-top: 2px; }
  section li { position: relative; padding-left: 1.1em; }
  section li + li { margin-top: 4px; }
  section li::before { content: ''; position: absolute; left: 2px; top: 0.75em; width: 6px; height: 6px; border-radius: 50%; background: var(--accent); }
  .more section + section { margin-top: 14px; }
  .more summary { min-height: 44px; font-weight: 700; color: var(--accent); }
  .card footer { padding-top: 12px; border-top: 1px solid var(--line); font-size: 13px; line-height: 1.7; color: var(--soft); }
  .small { font-size: 14px; color: var(--soft); }
  .tel { display: flex; flex-direction: column; padding: 8px 16px; border: 1.5px solid var(--accent); border-radius: 12px; color: inherit; text-decoration: none; }
  .tel .line { font-size: 14px; line-height: 1.6; }
  .tel .number { font-size: 22px; font-weight: 700; line-height: 1.5; letter-spacing: 0.03em; color: var(--accent); }
  .phone > p { margin-top: 6px; }
  .caution { font-size: 14px; color: var(--warm-ink); }
  .address .small { display: block; }
  .link { display: inline-block; min-height: 32px; color: var(--accent); font-weight: 600; text-underline-offset: 4px; }
  .notice { width: 100%; padding: 14px 18px; border-radius: 12px; border: 1px solid var(--line); background: var(--card); }
  .notice.info { font-size: 15px; color: var(--soft); }
  .notice.safety, .notice.error { background: var(--warm); border: 0; border-left: 5px solid var(--warm-line); color: var(--warm-ink); font-weight: 600; }
`;

const foot = css`
  .foot { padding: 12px 16px max(10px, env(safe-area-inset-bottom)); background: var(--card); border-top: 1px solid var(--line); }
  .field { display: flex; align-items: flex-end; gap: 10px; }
  textarea {
    flex: 1; min-width: 0; min-height: 48px; max-height: 8.5em; padding: 9px 14px; resize: none; field-sizing: content; background: var(--paper);
    border: 1.5px solid var(--soft); border-radius: 12px; line-height: 1.7; font-size: 16px;
  }
  textarea::placeholder { color: var(--soft); opacity: 1; }
  textarea:focus-visible { outline-offset: 0; border-color: var(--accent); }
  .send { flex: none; min-height: 48px; border-radius: 12px; padding: 6px 20px; }
  .warning { margin-bottom: 8px; font-size: 14px; color: var(--warm-ink); }
  .ways, .confirm { display: flex; align-items: center; justify-content: space-between; gap: 0 12px; margin-top: 4px; }
  .confirm { flex-wrap: wrap; justify-content: flex-start; }
  .confirm p { flex: 1 1 100%; font-size: 14px; }
  .hint { flex: 1; font-size: 12px; line-height: 1.5; color: var(--soft); }
  .quiet { flex: none; min-height: 44px; min-width: 44px; padding: 0 4px; border: 0; background: transparent; color: var(--soft); font-size: 13px; text-decoration: underline; text-underline-offset: 3px; }
`;

export const styles = [colours, frame, conversation, cards, foot];
