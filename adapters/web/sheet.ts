/** Routes of the 相談シート and of the owner's copy. The key stands in the address only: it is not logged, stored, or passed on as a referrer. */
import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Message, Sheets } from '../../src/channel.ts';
import { copyPage } from './copy_page.ts';
import { wordsPage } from './paper.ts';
import { Problem, problems, sendProblem } from './problems.ts';
import { sheetPage } from './sheet_page.ts';
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
    if (made === 'too_many') throw new Problem('too_many_sheets');
    return reply
      .code(201)
      .send({ url: addressOf(request, `/sheet/${made.key}`, publicUrl), expires: new Date(made.expires).toISOString() });
  });
}

/** `GET /sheet/:key`: the page, for whoever holds the key. */
export function sheetReading(app: FastifyInstance, { sheets, publicUrl }: Pick<SheetOptions, 'sheets' | 'publicUrl'>): void {
  app.get<{ Params: { key: string } }>('/sheet/:key', async (request, reply) => {
    void reply.headers(headers);
    const { key } = request.params;
    const page = await sheets.read(key);
    if (page === null) return notThere(request, reply);
    const address = addressOf(request, `/sheet/${key}`, publicUrl);
    const html = page.kind === 'sheet' ? sheetPage(page.sheet, address) : copyPage(page.copy, address);
    return reply.type('text/html; charset=utf-8').send(html);
  });
}

function addressOf(request: FastifyRequest, path: string, publicUrl: string | undefined): string {
  return `${publicUrl?.replace(/\/+$/, '') ?? `${request.protocol}://${request.host}`}${path}`;
}

/** A link that is a path of this server, as an address: the widget may stand on another site. */
export function withAddresses(messages: readonly Message[], request: FastifyRequest, publicUrl: string | undefined): Message[] {
  return messages.map((message) =>
    message.kind === 'link' && message.url.startsWith('/') ? { ...message, url: addressOf(request, message.url, publicUrl) } : message,
  );
}

/** People who open an old address get a page, programs the problem. */
function notThere(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (!request.headers.accept?.includes('text/html')) return sendProblem(reply, 'sheet_unknown');
  const { status, title, detail } = problems.sheet_unknown;
  return reply.code(status).type('text/html; charset=utf-8').send(wordsPage(title, detail));
}
