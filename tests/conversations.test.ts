/** Every transcript of tests/conversations is said again and compared. Changed on purpose? Read the difference, then `npm run accept`. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../flows/flow.ts';
import { loadUnderstanding } from '../src/understanding/index.ts';
import { play, readTranscript } from './transcript.ts';

const folder = join(import.meta.dirname, 'conversations');
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.md'))
  .toSorted();
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
/** Rewriting accepts words, never another route. */
const accepting = process.env.ACCEPT === '1';

beforeAll(loadUnderstanding);

describe.each(files)('%s', (name) => {
  test('comes to its route', () => {
    const transcript = readTranscript(read(name));
    const expected = transcript.steps.flatMap(({ line, route }) => (route === undefined ? [] : [{ after: line, route }]));
    expect(play(transcript).routes).toEqual(expected);
  });

  test('says what it said (else: npm run accept)', () => {
    const { text } = play(readTranscript(read(name)));
    if (accepting) writeFileSync(join(folder, name), text);
    expect(text).toBe(read(name));
  });
});

test('each route has at least two transcripts', () => {
  const ends = files.map((name) => readTranscript(read(name)).steps.at(-1)?.route);
  for (const route of [...routes, 'crisis']) expect(ends.filter((end) => end === route).length, route).toBeGreaterThanOrEqual(2);
});

test('a transcript without its head or end is refused', () => {
  expect(() => readTranscript('# title\nowner: こんにちは')).toThrow('route');
  expect(() => readTranscript('# title\ntoday: 2026-11-21\nsends: letter\nroute: none')).toThrow('sticker');
});
