/** What goes wrong on the platforms' side while the program runs: refusals, lost answers, silence. */
import type { Fate } from '../stand-ins/slack.ts';
import type { Fault } from '../stand-ins/line.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import type { chance } from './ledger.ts';
import type { World } from './world.ts';

const lineAnswers: readonly Fault['answer'][] = [
  { status: 500 },
  { status: 503 },
  { status: 429, headers: { 'retry-after': '1' } },
  'drop',
  'drop',
];
const slackFates: readonly Fate[] = [
  { status: 500 },
  { status: 503 },
  { status: 429, retryAfter: '1' },
  { drops: true },
  { loses: true },
  { loses: true },
  { delayMs: 1500 },
  { error: 'internal_error' },
];

export interface Weather {
  faults: number;
  /** Clears the sky: what was to go wrong and did not yet is dropped. */
  stop(): Promise<void>;
}

/** Faults at random, about `perSecond` of them on each platform; a few are silences until the program's own time limit. */
export function badWeather({ line, slack }: World, dice: ReturnType<typeof chance>, perSecond: number): Weather {
  let on = true;
  const weather: Weather = {
    faults: 0,
    async stop() {
      on = false;
      await over;
    },
  };
  const posts = (): number => slack.calls.filter((method) => method === 'chat.postMessage').length;
  const storm = async (): Promise<void> => {
    let met = -1;
    while (on) {
      await sleep((dice.number() * 2 * 1000) / perSecond);
      const silent = dice.of(0.04);
      const answer = silent ? 'hang' : dice.one(lineAnswers);
      // a 429 says that nothing was taken; all others leave it open
      const mayTake = typeof answer === 'string' || answer.status !== 429;
      // one fault waits at a time: else a single reply would meet them all, one after the other
      if (line.faults.length < 2) {
        line.faults.push({ on: dice.of(0.7) ? 'reply' : 'push', answer, accept: mayTake && dice.of(0.5) });
        weather.faults++;
      }
      if (posts() > met) {
        met = posts();
        slack.next('chat.postMessage', silent ? { hangs: true } : dice.one(slackFates));
        if (dice.of(0.2)) slack.next('conversations.history', { status: 500 });
        weather.faults++;
      }
    }
    line.faults.length = 0;
    slack.calm();
  };
  const over = storm();
  return weather;
}
