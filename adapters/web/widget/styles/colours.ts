/** The colours of both schemes. Contrast is AA in each. */
import { css } from 'lit';

export const colours = css`
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
