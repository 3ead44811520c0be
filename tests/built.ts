/** Before all tests: the widget they serve is built when it is missing (`npm ci` builds it through `prepare`). */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const project = join(import.meta.dirname, '..');

export default async function built(): Promise<void> {
  if (existsSync(join(project, 'dist/widget.js'))) return;
  await build({ root: project, configFile: join(project, 'vite.config.ts'), logLevel: 'warn' });
}
