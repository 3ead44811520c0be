/** Who may import whom, and a few things no file does. Read from the sources, so that a wrong import fails before it hurts. */
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path/posix';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { projectFiles, projectRoot } from './project.ts';

const read = (file: string): string => readFileSync(join(projectRoot, file), 'utf8');
const product = projectFiles(['src', 'flows', 'knowledge', 'adapters']).filter((file) => file.endsWith('.ts'));
const everyScript = projectFiles().filter((file) => /\.(ts|js)$/.test(file));

/** What a file imports: project paths (`src/channel.ts`) and names of packages or Node's own modules. */
function importsOf(file: string, source: string): string[] {
  return ts
    .preProcessFile(source, true, true)
    .importedFiles.map(({ fileName }) => (fileName.startsWith('.') ? normalize(join(dirname(file), fileName)) : fileName));
}

/** What puts everything together, and so may see everything. */
const compositionRoot = ['src/main.ts', 'src/channels.ts'];

const ours = (path: string): boolean => /^(src|flows|knowledge|adapters|tests|scripts)\//.test(path);

/** Whether a file may import a project path. The folders know nothing of what stands to the right of them: knowledge, flows, src, main. */
function may(file: string, imported: string): boolean {
  const from = file.split('/')[0] ?? '';
  const to = imported.split('/')[0] ?? '';
  if (to === 'tests' || to === 'scripts') return false;
  if (compositionRoot.includes(file)) return true;
  switch (from) {
    case 'knowledge':
      return to === 'knowledge';
    case 'flows':
      return to === 'flows' || to === 'knowledge';
    case 'src':
      return !compositionRoot.includes(imported) && ['src', 'flows', 'knowledge'].includes(to);
    case 'adapters':
      return (
        imported === 'src/channel.ts' || (to === 'adapters' && (channelOf(imported) === channelOf(file) || channelOf(imported) === ''))
      );
    default:
      return false;
  }
}

/** `adapters/line/render.ts` → line; what all channels share stands directly in adapters/. */
const channelOf = (file: string): string => (file.split('/').length > 2 ? (file.split('/')[1] ?? '') : '');

describe('imports', () => {
  test.each(product)('%s imports only what it may', (file) => {
    expect(importsOf(file, read(file)).filter((imported) => ours(imported) && !may(file, imported))).toEqual([]);
  });

  test('every import of the project names a file that exists', () => {
    const files = new Set(projectFiles());
    const missing = product.flatMap((file) =>
      importsOf(file, read(file))
        .filter((imported) => ours(imported) && !files.has(imported))
        .map((imported) => `${file} → ${imported}`),
    );
    expect(missing).toEqual([]);
  });

  test('every package imported by the product is a dependency of it', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
    const packageOf = (name: string): string =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/');
    const used = new Set(
      product
        .flatMap((file) => importsOf(file, read(file)))
        .filter((name) => !ours(name) && !name.startsWith('.') && !name.startsWith('node:'))
        .map(packageOf),
    );
    expect([...used].filter((name) => !(name in dependencies))).toEqual([]);
  });

  test('the rule refuses what it is there for', () => {
    expect(may('knowledge/index.ts', 'flows/index.ts')).toBe(false);
    expect(may('flows/triage.ts', 'src/channel.ts')).toBe(false);
    expect(may('src/core.ts', 'adapters/web/routes.ts')).toBe(false);
    expect(may('adapters/web/routes.ts', 'src/core.ts')).toBe(false);
    expect(may('adapters/line/render.ts', 'adapters/slack/render.ts')).toBe(false);
    expect(may('src/main.ts', 'adapters/web/routes.ts')).toBe(true);
    expect(
      importsOf(
        'adapters/web/routes.ts',
        "import type { Core } from '../../src/core.ts';\nexport { x } from './y.ts';\nconst z = await import('../../src/z.ts');",
      ),
    ).toEqual(['src/core.ts', 'adapters/web/y.ts', 'src/z.ts']);
  });
});

describe('a turn is pure', () => {
  const pure = product.filter((file) => file.startsWith('src/conversation/') || file.startsWith('knowledge/rules/'));

  test.each(pure)('%s reads no clock, no chance, no file, no network', (file) => {
    const source = read(file);
    expect(importsOf(file, source).filter((imported) => imported.startsWith('node:'))).toEqual([]);
    expect(source.match(/\bDate\b|Math\.random|\bprocess\.|\bfetch\(|setTimeout|\bawait\b|randomUUID|console\./g) ?? []).toEqual([]);
  });
});

describe('every file', () => {
  test.each(product)('%s is at most 300 lines', (file) => {
    expect(read(file).split('\n').length).toBeLessThanOrEqual(300);
  });

  test('no `any`', () => {
    const found = everyScript
      .filter((file) => file !== 'tests/architecture.test.ts')
      .flatMap((file) => [...read(file).matchAll(/(:|\bas|<|\|)\s*any\b(?! [a-z])/g)].map((match) => `${file}: ${match[0]}`));
    expect(found).toEqual([]);
  });

  test('the environment is read in src/config.ts only', () => {
    expect(product.filter((file) => file !== 'src/config.ts' && /process\.env|import\.meta\.env/.test(read(file)))).toEqual([]);
  });

  test('only syntax that Node can strip: no enum, namespace or parameter property', () => {
    const found = everyScript.filter((file) =>
      /^\s*(export )?(declare )?(const )?(enum|namespace) \w+|constructor\([^)]*\b(private|public|protected|readonly) /m.test(read(file)),
    );
    expect(found).toEqual([]);
  });

  test('no path of a machine', () => {
    const text = projectFiles().filter((file) => /\.(ts|js|json|ya?ml|md|css|html)$|\.ci\/run$/.test(file) && file !== 'package-lock.json');
    const machine = /(?<![\w.])\/(home|root|Users|work|mnt|private)\/[\w.-]+|[A-Z]:\\\\?Users|(?<![\w.'"`])\/tmp\/\w+/;
    expect(
      text
        .filter((file) => file !== 'tests/architecture.test.ts')
        .flatMap((file) => machine.exec(read(file))?.[0].concat(` in ${file}`) ?? []),
    ).toEqual([]);
  });

  test('the lock file names no registry', () => {
    expect(read('package-lock.json')).not.toContain('"resolved": "http');
  });

  test('generated files say from what and by which command', () => {
    expect(read('flows/README.md')).toContain('npm run accept');
  });
});
