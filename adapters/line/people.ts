/**
 * What was heard of people lately, where order matters and LINE does not keep it: a redelivered message from before somebody
 * blocked the account must not open their consultation again, a redelivered block must not erase a new one.
 * In memory and bounded: it narrows what an unordered redelivery can do, the store does not depend on it.
 */
const most = 10_000;

export interface People {
  /** Notes an event of a person; false when it is from before they left. */
  came(person: string, at: number): boolean;
  /** Notes that a person left; false when they came back since. */
  left(person: string, at: number): boolean;
  isGone(person: string): boolean;
  /** Notes a message taken back; `isUnsent` is then true for it. */
  unsent(message: string): void;
  isUnsent(message: string): boolean;
}

interface Seen {
  cameAt: number;
  leftAt: number;
}

export function recentPeople(): People {
  const seen = new Map<string, Seen>();
  const unsent = new Map<string, true>();
  const of = (person: string): Seen => seen.get(person) ?? { cameAt: -1, leftAt: -1 };
  return {
    came(person, at) {
      const { cameAt, leftAt } = of(person);
      if (at <= leftAt) return false;
      remember(seen, person, { cameAt: Math.max(cameAt, at), leftAt });
      return true;
    },
    left(person, at) {
      const { cameAt, leftAt } = of(person);
      if (at < cameAt) return false;
      remember(seen, person, { cameAt, leftAt: Math.max(leftAt, at) });
      return true;
    },
    isGone: (person) => of(person).leftAt > -1 && of(person).leftAt >= of(person).cameAt,
    unsent: (message) => remember(unsent, message, true),
    isUnsent: (message) => unsent.has(message),
  };
}

/** Sets a key and forgets the one not touched for longest. */
export function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}
