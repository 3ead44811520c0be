/** Rate limits as token buckets: a burst at once, then a steady rate. Kept in memory and bounded. */

export interface Rate {
  /** How many are given back in `per` milliseconds. */
  count: number;
  per: number;
  /** How many may come at once. */
  burst: number;
}

export interface WebLimits {
  /** New conversations of one address. */
  conversations: Rate;
  /** Turns of one conversation. */
  turns: Rate;
}

export const defaultLimits: WebLimits = {
  conversations: { count: 120, per: 3_600_000, burst: 40 },
  turns: { count: 30, per: 60_000, burst: 10 },
};

/** Beyond this many keys the least recently used one is forgotten (and starts afresh). */
const maxKeys = 20_000;

/** Returns a function that takes one from a key's bucket: 0 when allowed, else the seconds to wait. */
export function allowance(rate: Rate): (key: string, now: number) => number {
  const buckets = new Map<string, { left: number; at: number }>();
  const perOne = rate.per / rate.count;
  return (key, now) => {
    const before = buckets.get(key) ?? { left: rate.burst, at: now };
    const left = Math.min(rate.burst, before.left + Math.max(0, now - before.at) / perOne);
    const allowed = left >= 1;
    buckets.delete(key);
    buckets.set(key, { left: allowed ? left - 1 : left, at: now });
    if (buckets.size > maxKeys) buckets.delete(buckets.keys().next().value ?? key);
    return allowed ? 0 : Math.max(1, Math.ceil(((1 - left) * perOne) / 1000));
  };
}

/** The key of an address. One household or office has a whole IPv6 /64, so its first four groups count. */
export function addressKey(ip: string): string {
  if (!ip.includes(':') || ip.includes('.')) return ip.slice(ip.lastIndexOf(':') + 1);
  const [head = '', tail] = ip.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  return [...before, ...zeros, ...after].slice(0, 4).join(':');
}
