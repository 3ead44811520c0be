/** Everything the LINE webhook can refuse (RFC 9457, `application/problem+json`). Read by operators: LINE shows status codes only. */
import type { FastifyReply } from 'fastify';

export const problems = {
  line_signature_wrong: {
    status: 401,
    title: 'The signature does not fit',
    detail: 'x-line-signature must be the HMAC-SHA256 of the raw body. Check LINE_CHANNEL_SECRET, and that no proxy changes the body.',
  },
  line_destination_unknown: {
    status: 403,
    title: 'Meant for another account',
    detail: 'The destination is not LINE_BOT_USER_ID. Check the webhook address of the other account.',
  },
  line_body_malformed: { status: 400, title: 'Not a webhook of LINE', detail: 'The body must be JSON with an array of events.' },
  line_body_too_large: { status: 413, title: 'Too large', detail: 'A webhook request may have 1 MiB.' },
  line_not_accepted: {
    status: 503,
    title: 'Not stored yet',
    detail: 'The events could not be stored in time. LINE sends them again when redelivery is switched on.',
  },
  line_request_malformed: {
    status: 400,
    title: 'The request cannot be read',
    detail: 'Send the webhook as LINE does: POST with a JSON body.',
  },
  line_internal: { status: 500, title: 'A fault on our side', detail: 'The log says more.' },
} as const;
export type ProblemName = keyof typeof problems;

export function sendProblem(reply: FastifyReply, name: ProblemName): FastifyReply {
  const { status, title, detail } = problems[name];
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify({ type: `urn:michishirube:problem:${name}`, title, status, detail }));
}

/** Which problem an error of the framework or our own is. */
export function problemOf(error: { code?: string; statusCode?: number }): ProblemName {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return 'line_body_too_large';
  const status = error.statusCode ?? 500;
  return status >= 400 && status < 500 ? 'line_request_malformed' : 'line_internal';
}
