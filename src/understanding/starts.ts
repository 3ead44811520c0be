/** Names looked up at each place of a text: by how they begin, the longest first. */

interface Named {
  name: string;
}

export interface Starts<Entry extends Named> {
  /** The names that may stand at a place of a text, the longest first; they still have to be compared. */
  at(text: string, at: number): readonly Entry[];
}

/** Entries by the two characters they begin with (or the one they are). Of equal length the first given comes first. */
export function startsOf<Entry extends Named>(entries: readonly Entry[]): Starts<Entry> {
  const byLength = entries.toSorted((a, b) => b.name.length - a.name.length);
  const pairs = Map.groupBy(byLength, ({ name }) => name.slice(0, 2));
  // most characters begin no name: that is seen without cutting the text
  const begins = new Uint8Array(0x10000);
  for (const { name } of byLength) begins[name.charCodeAt(0)] = 1;
  for (const [start, list] of pairs) if (start.length === 2) list.push(...(pairs.get(start.charAt(0)) ?? []));
  return {
    at(text, at) {
      if (begins[text.charCodeAt(at)] !== 1) return none;
      return pairs.get(text.slice(at, at + 2)) ?? pairs.get(text.charAt(at)) ?? none;
    },
  };
}

const none: readonly never[] = [];
