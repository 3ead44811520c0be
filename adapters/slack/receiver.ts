/**
 * Takes Slack's requests in: `POST /webhooks/slack` on Fastify, and the way from there through Bolt. Bolt acknowledges events before
 * its listeners run; here the answer goes out after them, so that nothing is acknowledged that is not stored.
 */
import { verifySlackRequest, type App, type Receiver } from '@slack/bolt';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SlackLog } from './log.ts';

/** Slack's largest events (a message of 40,000 characters with its blocks) stay well below. */
const bodyLimit = 1024 * 1024;
/** Slack waits 3 s. An answer that says "not yet" makes it come again; what was begun goes on and is recognised then. */
const answerWithinMs = 2500;
const oldestSeconds = 300;

export interface Retry {
  num?: number;
  reason?: string;
}

/** Lets Bolt handle a request's body and resolves with what a listener acknowledged with, once all have ended. Rejects when one failed. */
export type Dispatch = (body: Record<string, unknown>, retry?: Retry) => Promise<unknown>;

/** Bolt's Receiver: only the way in; who calls `dispatch` is the transport. */
export function ownReceiver(): { receiver: Receiver; dispatch: Dispatch } {
  let app: App | undefined;
  const receiver: Receiver = {
    init: (given) => void (app = given),
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
  const dispatch: Dispatch = async (body, { num, reason } = {}) => {
    let answer: unknown;
    const ack = (given?: unknown): Promise<void> => Promise.resolve(void (answer = given));
    await app?.processEvent({
      body,
      ack,
      ...(num === undefined ? {} : { retryNum: num }),
      ...(reason === undefined ? {} : { retryReason: reason }),
    });
    return answer;
  };
  return { receiver, dispatch };
}

export interface WebhookOptions {
  signingSecret: string;
  dispatch: Dispatch;
  log: SlackLog;
  /** ms since the epoch; tests stand elsewhere in time. */
  now?: () => number;
}

/** A Fastify plugin (register it without a prefix). Bodies stay bytes: the signature is over them. */
export function webhookRoutes(options: WebhookOptions) {
  return async (app: FastifyInstance): Promise<void> => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser<Buffer>('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) => done(null, body));
    app.post('/webhooks/slack', { bodyLimit }, (request, reply) => receive(request, reply, options));
  };
}

async function receive(request: FastifyRequest, reply: FastifyReply, options: WebhookOptions): Promise<FastifyReply> {
  const raw = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
  const body = parseBody(raw, request.headers['content-type'] ?? '');
  // Slack's check of the certificate carries no signature and asks for nothing
  if (body?.ssl_check !== undefined && body.command === undefined) return reply.code(200).send();
  const refused = signatureProblem(request, raw, options);
  if (refused !== null) return problem(reply, 401, refused);
  if (body === null) return problem(reply, 400, 'The body is neither JSON nor a form with a JSON payload.');
  if (body.type === 'url_verification') return reply.code(200).send({ challenge: String(body.challenge) });
  return answered(request, reply, body, options);
}

/** What a listener answered, within Slack's patience. */
async function answered(
  request: FastifyRequest,
  reply: FastifyReply,
  body: Record<string, unknown>,
  options: WebhookOptions,
): Promise<FastifyReply> {
  const handled = await inTime(options.dispatch(body, retryOf(request)), options.log);
  if (handled === 'late') return problem(reply, 503, 'Not stored in time; send it again.');
  if (handled === 'failed') return problem(reply, 500, 'It could not be handled; send it again.');
  const { answer } = handled;
  if (answer === undefined || answer === '') return reply.code(200).send();
  return reply.code(200).send(typeof answer === 'string' ? { text: answer } : answer);
}

function retryOf({ headers }: FastifyRequest): Retry {
  const num = Number(headers['x-slack-retry-num']);
  const reason = headers['x-slack-retry-reason'];
  return { ...(Number.isInteger(num) ? { num } : {}), ...(typeof reason === 'string' ? { reason } : {}) };
}

async function inTime(dispatched: Promise<unknown>, log: SlackLog): Promise<{ answer: unknown } | 'late' | 'failed'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => (timer = setTimeout(resolve, answerWithinMs, 'late')));
  const handled = dispatched.then(
    (answer) => ({ answer }),
    (error: unknown) => {
      log.error(`Slack: a request could not be handled (${error instanceof Error ? error.name : typeof error}); Slack will send it again`);
      return 'failed' as const;
    },
  );
  const first = await Promise.race([handled, late]);
  clearTimeout(timer);
  return first;
}

/** null when the request is Slack's and at most five minutes old. */
function signatureProblem(request: FastifyRequest, body: string, { signingSecret, now = Date.now }: WebhookOptions): string | null {
  const signature = request.headers['x-slack-signature'];
  const at = Number(request.headers['x-slack-request-timestamp']);
  if (typeof signature !== 'string' || !Number.isInteger(at)) return 'The signature headers are missing.';
  // Bolt refuses what is old; what claims to come from the future would stay valid for longer
  if (at > now() / 1000 + oldestSeconds) return 'The timestamp lies in the future.';
  try {
    verifySlackRequest({
      signingSecret,
      body,
      headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': at },
      nowMilliseconds: now(),
    });
    return null;
  } catch {
    return 'The signature does not match, or the request is older than five minutes.';
  }
}

/** Events come as JSON, commands as a form, interactions as a form with JSON in `payload`. */
function parseBody(raw: string, contentType: string): Record<string, unknown> | null {
  try {
    const form = contentType.startsWith('application/x-www-form-urlencoded') ? new URLSearchParams(raw) : null;
    const payload = form === null ? raw : form.get('payload');
    const body: unknown = payload === null ? Object.fromEntries(form ?? []) : JSON.parse(payload);
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

const problem = (reply: FastifyReply, status: number, detail: string): FastifyReply =>
  reply
    .code(status)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify({ type: 'urn:michishirube:problem:slack_request', title: 'The request of Slack was not taken', status, detail }));
