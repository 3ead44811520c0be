/** The centre's file: what it promises must hold together. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readCentre, type Centre } from '../src/config.ts';

const folder = mkdtempSync(join(tmpdir(), 'michishirube-centre-'));
afterAll(() => rmSync(folder, { recursive: true }));

function centre(yaml: string): Centre {
  const path = join(folder, 'centre.yaml');
  writeFileSync(path, `name: 見本\n${yaml}`);
  return readCentre(path);
}

test('a link opens for seven days and six are made within an hour, unless the centre says otherwise', () => {
  expect(centre('').links).toEqual({ days: 7, per_hour: 6 });
  expect(centre('links: { days: 3 }').links).toEqual({ days: 3, per_hour: 6 });
});

test.each([
  ['retention_days: 5', 'at most retention_days'],
  ['links: { days: 0 }', 'links.days'],
  ['links: { days: 31 }', 'links.days'],
  ['links: { hours: 3 }', 'hours'],
])('%s stops the start', (yaml, why) => {
  expect(() => centre(yaml)).toThrow(why);
});
