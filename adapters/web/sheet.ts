/** Routes of the 相談シート. The key stands in the address only: it is not logged, stored, or passed on as a referrer. */
import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Sheets } from '../../src/channel.ts';
import { Problem, problems, sendProblem } from './problems.ts';
import { sheetPage, wordsPage } from './sheet_page.ts';
import { sheetStyle } from './sheet_style.ts';

export interface SheetOptions {
  sheets: Sheets;
  /** The address people reach this server at, without a slash at its end; else the one a request came to. */
  publicUrl?: string | undefined;
  /** Who asks, and for which of their conversations; throws when they may not. */
  asker: (request: FastifyRequest, conversation: string) => Promise<string>;
}

/** One page with its own style and nothing else. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(sheetStyle).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const headers = {
  'content-security-policy': policy,
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'private, no-store',
};

/** `POST /api/conversations/:id/sheet`: makes a key. Register it where the conversation's routes are. */
export function sheetMaking(app: FastifyInstance, { sheets, publicUrl, asker }: SheetOptions): void {
  app.post<{ Params: { id: string } }>('/api/conversations/:id/sheet', async (request, reply) => {
    const { id } = request.params;
    const made = await sheets.create('web', await asker(request, id), id);
    if (made === null) throw new Problem('conversation_unknown');
    return reply.code(201).send({ url: addressOf(request, made.key, publicUrl), expires: new Date(made.expires).toISOString() });
  });
}

/** `GET /sheet/:key`: the page, for whoever holds the key. */
export function sheetReading(app: FastifyInstance, { sheets, publicUrl }: Pick<SheetOptions, 'sheets' | 'publicUrl'>): void {
  app.get<{ Params: { key: string } }>('/sheet/:key', async (request, reply) => {
    void reply.headers(headers);
    const { key } = request.params;
    const model = await sheets.read(key);
    if (model === null) return notThere(request, reply);
    return reply.type('text/html; charset=utf-8').send(sheetPage(model, addressOf(request, key, publicUrl)));
  });
}

function addressOf(request: FastifyRequest, key: string, publicUrl: string | undefined): string {
  return `${publicUrl?.replace(/\/+$/, '') ?? `${request.protocol}://${request.host}`}/sheet/${key}`;
}

/** People who open an old address get a page, programs the problem. */
function notThere(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (!request.headers.accept?.includes('text/html')) return sendProblem(reply, 'sheet_unknown');
  const { status, title, detail } = problems.sheet_unknown;
  return reply.code(status).type('text/html; charset=utf-8').send(wordsPage(title, detail));
}
