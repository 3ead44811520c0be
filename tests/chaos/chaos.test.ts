/** The short form of `npm run chaos`: real processes, real kills, bad weather. */
import { expect, test } from 'vitest';
import { crashSeries, storm } from './storm.ts';

test(
  'nothing acknowledged is lost, taken twice, out of order or shown twice, whatever is killed and refused',
  { timeout: 120_000 },
  async () => {
    const [weathered, cut] = await Promise.all([
      storm({
        seed: 20261121,
        line: { people: 24, each: 3 },
        slack: { people: 6, each: 2 },
        pauseMs: 1500,
        killEveryMs: 4000,
        faultsPerSecond: 1,
        drainMs: 60_000,
      }),
      crashSeries([
        { channel: 'line', step: 'before writing the outbox' },
        { channel: 'slack', step: 'after sending' },
        { channel: 'line', step: 'after sending' },
      ]),
    ]);
    expect(weathered).toMatchObject({ broken: [], turns: { line: 72, slack: 12 } });
    expect(weathered.kills).toBeGreaterThan(0);
    expect(weathered.pages).toBeGreaterThan(0);
    expect(cut).toMatchObject({ broken: [], kills: 3, turns: { line: 2, slack: 1 }, doubles: 0, unknown: 0 });
  },
);
