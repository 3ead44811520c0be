/**
 * A real Chromium for the page tests, on a machine where none is installed: it comes inside a package, with the few
 * system libraries it needs and a Japanese font. CHROMIUM_PATH uses an installed one instead.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { chromium, type Browser } from 'playwright-core';

const require = createRequire(import.meta.url);
const fontFolder = join(dirname(require.resolve('@fontsource/noto-sans-jp/package.json')), 'files');

/** Nothing is asked of the outside, and nothing needs rights of the system. */
const quietly = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--font-render-hinting=none',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/** Starts the browser; the first time on a machine it is unpacked (about two seconds). */
export async function startBrowser(): Promise<Browser> {
  const home = await unpacked();
  const installed = process.env.CHROMIUM_PATH;
  const libraries = [join(home, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  const env = {
    ...process.env,
    FONTCONFIG_PATH: home,
    FONTCONFIG_FILE: join(home, 'fonts.conf'),
    ...(installed ? {} : { LD_LIBRARY_PATH: libraries }),
  };
  return chromium.launch({ executablePath: installed ?? join(home, 'chromium'), args: quietly, env: defined(env), timeout: 30_000 });
}

const defined = (env: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));

/** A folder with everything, made once per version; renamed into place whole, so that tests beside each other never see half. */
async function unpacked(): Promise<string> {
  const installed = process.env.CHROMIUM_PATH !== undefined;
  if (!installed && (process.platform !== 'linux' || process.arch !== 'x64'))
    throw new Error(
      `The Chromium of the package runs on linux x64 only; this is ${process.platform} ${process.arch}. Set CHROMIUM_PATH to an installed Chromium.`,
    );
  const cache = join(import.meta.dirname, '../../node_modules/.cache');
  const home = join(cache, `michishirube-chromium-${installed ? 'fonts' : chromiumVersion()}`);
  if (existsSync(home)) return home;
  mkdirSync(cache, { recursive: true });
  const fresh = mkdtempSync(join(cache, 'fresh-'));
  if (!installed) await unpackChromium(fresh);
  unpackFonts(fresh, home);
  try {
    renameSync(fresh, home);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(home)) throw error;
  }
  return home;
}

function chromiumVersion(): string {
  const description = join(dirname(require.resolve('@sparticuz/chromium')), '../../package.json');
  return (JSON.parse(readFileSync(description, 'utf8')) as { version: string }).version;
}

/** The package unpacks its system libraries only where it believes to be on Lambda, and everything into the temporary folder. */
async function unpackChromium(into: string): Promise<void> {
  const before = { ...process.env };
  Object.assign(process.env, { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x', TMPDIR: into });
  try {
    const { default: packed } = await import('@sparticuz/chromium');
    await packed.executablePath();
  } finally {
    for (const name of ['AWS_EXECUTION_ENV', 'TMPDIR', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH']) restore(name, before[name]);
  }
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) Reflect.deleteProperty(process.env, name);
  else process.env[name] = value;
}

/** The fonts that pages in Japanese need, and a configuration that knows only them. */
function unpackFonts(into: string, home: string): void {
  mkdirSync(join(into, 'japanese'));
  for (const part of ['japanese', 'latin'])
    for (const weight of [400, 700]) {
      const font = readFileSync(join(fontFolder, `noto-sans-jp-${part}-${String(weight)}-normal.woff`));
      writeFileSync(join(into, 'japanese', `${part}-${String(weight)}.ttf`), fromWoff(font));
    }
  const known = `<dir>${join(home, 'japanese')}</dir><cachedir>${join(home, 'font-cache')}</cachedir>`;
  writeFileSync(join(into, 'fonts.conf'), `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${known}</fontconfig>`);
}

/** WOFF 1.0 is an OpenType font whose tables are deflated; fontconfig wants it plain. https://www.w3.org/TR/WOFF/ */
function fromWoff(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12);
  const directory = Buffer.alloc(12 + 16 * count);
  woff.copy(directory, 0, 4, 8);
  const power = Math.floor(Math.log2(count));
  directory.writeUInt16BE(count, 4);
  directory.writeUInt16BE(16 << power, 6);
  directory.writeUInt16BE(power, 8);
  directory.writeUInt16BE(16 * count - (16 << power), 10);
  const parts: Buffer[] = [directory];
  let offset = directory.length;
  for (let index = 0; index < count; index += 1) {
    const at = 44 + 20 * index;
    const [start, packed, length] = [4, 8, 12].map((field) => woff.readUInt32BE(at + field)) as [number, number, number];
    const bytes = woff.subarray(start, start + packed);
    const table = packed < length ? inflateSync(bytes) : bytes;
    woff.copy(directory, 12 + 16 * index, at, at + 4);
    woff.copy(directory, 16 + 16 * index, at + 16, at + 20);
    directory.writeUInt32BE(offset, 20 + 16 * index);
    directory.writeUInt32BE(length, 24 + 16 * index);
    const padding = Buffer.alloc((4 - (length % 4)) % 4);
    parts.push(table, padding);
    offset += length + padding.length;
  }
  return Buffer.concat(parts);
}
