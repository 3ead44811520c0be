/** What is served as files: the widget's one script and the demo page. Both are read once, at start. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const scriptFile = new URL('../../dist/widget.js', import.meta.url);
const demoFolder = new URL('./demo/', import.meta.url);

/** The centre shown on the demo page. Nothing about it is known here: numbers and names are passed in. */
export interface Demo {
  name: string;
  /** As it is shown, e.g. with hyphens. */
  phone?: string;
  /** Opening hours in words. */
  hours?: string;
  privacyUrl?: string;
  /** Set in rehearsals only: the day answers are given for, in words. */
  today?: string;
}

/** `GET /widget.js`: loadable from every site, since it holds nothing secret. Throws when it was not built. */
export function widgetRoute(app: FastifyInstance): void {
  if (!existsSync(scriptFile)) throw new Error('dist/widget.js does not exist. Build it with "npm run build".');
  const script = readFileSync(scriptFile);
  const small = gzipSync(script, { level: 9 });
  const etag = `"${createHash('sha256').update(script).digest('base64url').slice(0, 22)}"`;
  app.get('/widget.js', (request, reply) => {
    void reply.headers({ etag, 'cache-control': 'public, max-age=300', vary: 'accept-encoding', 'access-control-allow-origin': '*' });
    if (request.headers['if-none-match']?.includes(etag)) return reply.code(304).send();
    void reply.type('text/javascript; charset=utf-8');
    return acceptsGzip(request) ? reply.header('content-encoding', 'gzip').send(small) : reply.send(script);
  });
}

const acceptsGzip = (request: FastifyRequest): boolean =>
  /\bgzip\b(?!\s*;\s*q=0(?:\.0+)?\s*(?:,|$))/.test(request.headers['accept-encoding'] ?? '');

/** `GET /`: the demo page of a centre with the widget on it, and its style. */
export function demoRoutes(app: FastifyInstance, demo: Demo): void {
  const page = demoPage(readFileSync(new URL('index.html', demoFolder), 'utf8'), demo);
  const style = readFileSync(new URL('demo.css', demoFolder));
  const send = (reply: FastifyReply, type: string, body: string | Buffer): FastifyReply =>
    reply.header('cache-control', 'no-cache').type(`${type}; charset=utf-8`).send(body);
  app.get('/', (_request, reply) => send(reply, 'text/html', page));
  app.get('/demo.css', (_request, reply) => send(reply, 'text/css', style));
}

/** `{{name}}` is filled in; `<!--if:name-->…<!--end-->` stays only when the value is given. */
export function demoPage(template: string, demo: Demo): string {
  const { phone } = demo;
  const values: Record<string, string | undefined> = { ...demo, dial: phone?.replaceAll(/[^\d+#*]/g, '').replaceAll('#', '%23') };
  return template
    .replaceAll(/<!--if:(\w+)-->([\s\S]*?)<!--end-->/g, (_all, name: string, inner: string) => (values[name] === undefined ? '' : inner))
    .replaceAll(/\{\{(\w+)\}\}/g, (_all, name: string) => escapeHtml(values[name] ?? ''));
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign);
