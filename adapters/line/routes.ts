/** `POST /webhooks/line`: verifies the raw body, and answers 200 only when every event is stored. */
import { validateSignature } from '@line/bot-sdk';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { readWebhook, type Webhook } from './parse.ts';
import { problemOf, sendProblem, type ProblemName } from './problems.ts';

const maxBody = 1024 * 1024;
/** LINE counts an answer after 2 s as a failure; a little is left for the way back. */
const acceptWithinMs = 1_700;

export interface RouteOptions {
  channelSecret: string;
  /** The account's own user id; null: `destination` is not checked. */
  botUserId: string | null;
  /** Resolves when the events are durably stored. */
  hear: (events: readonly unknown[]) => Promise<void>;
}

/** A Fastify plugin. Register it as it is (never through fastify-plugin): its body parser is for this route only. */
export function lineRoutes(options: RouteOptions): FastifyPluginAsync {
  return async (app: FastifyInstance) => {
    app.removeAllContentTypeParsers();
    // the signature is of the bytes: a body parsed and written again has another one
    app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maxBody }, (_request, body, done) => done(null, body));
    app.setErrorHandler((error: { code?: string; statusCode?: number }, request, reply) => {
      const name = problemOf(error);
      if (name === 'line_internal') request.log.error({ err: error }, 'A LINE webhook request failed');
      return sendProblem(reply, name);
    });
    app.post('/webhooks/line', { bodyLimit: maxBody }, async (request, reply) => {
      const signature = request.headers['x-line-signature'];
      const read = verified(request.body, typeof signature === 'string' ? signature : '', options);
      if (typeof read === 'string') return sendProblem(reply, read);
      const stored = options.hear(read.events);
      const problem = await inTime(stored).catch((error: unknown) => {
        request.log.error({ err: nameOf(error) }, 'LINE events were not stored');
        return 'line_not_accepted' as const;
      });
      return problem === null ? reply.send({}) : sendProblem(reply, problem);
    });
  };
}

function verified(body: unknown, signature: string, { channelSecret, botUserId }: RouteOptions): Webhook | ProblemName {
  if (!Buffer.isBuffer(body) || signature === '' || !validateSignature(body, channelSecret, signature)) return 'line_signature_wrong';
  let webhook: Webhook;
  try {
    webhook = readWebhook(body);
  } catch {
    return 'line_body_malformed';
  }
  return botUserId !== null && webhook.destination !== botUserId ? 'line_destination_unknown' : webhook;
}

/** Storing goes on after the time is over: sent again, the events are then known. */
async function inTime(stored: Promise<void>): Promise<'line_not_accepted' | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'line_not_accepted'>((resolve) => {
    timer = setTimeout(() => resolve('line_not_accepted'), acceptWithinMs);
  });
  stored.catch(() => undefined);
  try {
    return await Promise.race([stored.then(() => null), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** An error's message may quote what was said. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
