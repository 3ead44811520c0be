/** Lines of a byte stream: a line ends with \n and nothing else, and none is longer than a bound. */

/** Longest line kept; the rest of a longer one is dropped, its answer still comes. */
const longestLine = 1_000_000;

/** Yields each line's text; bytes that are no UTF-8 become U+FFFD. */
export async function* lines(input: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = (bytes: Uint8Array[]): string => new TextDecoder().decode(Buffer.concat(bytes));
  let kept: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of input) {
    let start = 0;
    for (let end = chunk.indexOf(10, start); end !== -1; end = chunk.indexOf(10, start)) {
      yield decoder([...kept, bounded(chunk.subarray(start, end), size)]);
      kept = [];
      size = 0;
      start = end + 1;
    }
    const rest = bounded(chunk.subarray(start), size);
    if (rest.length > 0) kept.push(rest);
    size += rest.length;
  }
  if (size > 0) yield decoder(kept);
}

const bounded = (bytes: Uint8Array, size: number): Uint8Array => bytes.subarray(0, Math.max(0, longestLine - size));
