/** The project's own files, for tests that read them all. */
import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export const projectRoot = join(import.meta.dirname, '..');
const notOurs = new Set(['node_modules', 'dist', 'data', 'coverage', '.git']);

/** Paths from the project's root, with `/`, of all files below the given folders (all of them when none is given). */
export function projectFiles(folders: readonly string[] = ['.']): string[] {
  return folders.flatMap((folder) => filesBelow(join(projectRoot, folder))).toSorted();
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (notOurs.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() ? [relative(projectRoot, path).split(sep).join('/')] : [];
  });
}
