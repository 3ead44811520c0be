import { describe, expect, it } from 'vitest';
import { addressKey, allowance, defaultLimits, type Rate } from '../../adapters/web/allowance.ts';
import { problemType } from '../../adapters/web/problems.ts';
import { ask, open, send } from './http.ts';
import { roomy, webServer } from './server.ts';

describe('an allowance', () => {
  it('gives a burst, then the steady rate', () => {
    const take = allowance({ count: 30, per: 60_000, burst: 10 });
    for (let i = 0; i < 10; i += 1) expect(take('a', 0)).toBe(0);
    expect(take('a', 0)).toBe(2);
    expect(take('a', 1999)).toBe(1);
    expect(take('a', 2000)).toBe(0);
    expect(take('a', 2000)).toBe(2);
    expect(take('b', 2000)).toBe(0);
  });

  it('lets 120 conversations an hour through after the burst, no more', () => {
    const take = allowance(defaultLimits.conversations);
    let opened = 0;
    for (let second = 0; second < 3600; second += 1) if (take('a', second * 1000) === 0) opened += 1;
    expect(opened).toBe(40 + 119);
  });

  it('is not confused by a clock that goes back', () => {
    const take = allowance({ count: 1, per: 1000, burst: 1 });
    expect(take('a', 10_000)).toBe(0);
    expect(take('a', 0)).toBe(1);
  });

  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
  ])('counts %s as %s', (ip, key) => {
    expect(addressKey(ip)).toBe(key);
  });
});

/** Gives back so slowly that a busy machine changes nothing. */
const slowly = (burst: number): Rate => ({ count: 1, per: 3_600_000, burst });

it('has the limits of the interface by default', () => {
  expect(defaultLimits).toEqual({
    conversations: { count: 120, per: 3_600_000, burst: 40 },
    turns: { count: 30, per: 60_000, burst: 10 },
  });
});

describe('over HTTP', () => {
  it('stops the 11th turn of a burst, of that conversation only', async () => {
    const server = await webServer({ limits: { ...roomy, turns: slowly(10) } });
    const [busy, calm] = [await open(server.url), await open(server.url)];
    for (let i = 0; i < 10; i += 1) expect((await send(server.url, busy, { id: String(i), text: 'こんにちは' })).status).toBe(200);
    const stopped = await send(server.url, busy, { id: '10', text: 'こんにちは' });
    expect(stopped.body).toMatchObject({ type: problemType('too_many_turns'), status: 429 });
    expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await send(server.url, calm, { id: '1', text: 'こんにちは' })).status).toBe(200);
    await server.close();
  });

  it('stops the 41st conversation of one address', async () => {
    const server = await webServer({ limits: { ...roomy, conversations: slowly(40) } });
    for (let i = 0; i < 40; i += 1) expect((await open(server.url)).token).toBeDefined();
    const stopped = await ask(`${server.url}/api/conversations`, { method: 'POST' });
    expect(stopped.body).toMatchObject({ type: problemType('too_many_conversations'), status: 429 });
    expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(3000);
    await server.close();
  });
});
