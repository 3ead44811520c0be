/** What a failed call to the Web API means for the message it should have sent. */
import { webApi } from '@slack/bolt';

/** `doubt`: it may have been posted. `blocks`: Slack refused their form, the text alone may pass. `afterMs` is what Slack asked for. */
export type Failure = { kind: 'retry'; reason: string; afterMs?: number } | { kind: 'doubt' | 'blocks' | 'dead'; reason: string };

/** Slack's documents say of these that "some aspect of the operation" may have succeeded. */
const halfDone = ['internal_error', 'fatal_error', 'request_timeout'];
const later = ['service_unavailable', 'team_added_to_org', 'org_level_email_display_disabled'];
const tooFast = ['ratelimited', 'rate_limited', 'message_limit_exceeded'];
/** Something the operator must put right; the row is kept as long as the outbox tries. */
const credentials = [
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'missing_scope',
  'no_permission',
  'access_denied',
];
const refusedBlocks = ['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long'];
/** Refused before anything was sent. */
const unreached = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'];

const unsaidWaitMs = 30_000;
const credentialsWaitMs = 60_000;

/** Reasons name codes only: no text of a message stands in them. */
export function failureOf(error: unknown): Failure {
  if (error instanceof webApi.WebAPIRateLimitedError)
    return { kind: 'retry', reason: 'Slack: too many messages (429)', afterMs: error.retryAfter * 1000 };
  if (error instanceof webApi.WebAPIPlatformError) return ofPlatform(error.data.error, error.data.response_metadata?.retryAfter);
  if (error instanceof webApi.WebAPIHTTPError) return ofStatus(error.statusCode);
  if (error instanceof webApi.WebAPIRequestError) return ofNetwork(error.original);
  // a 429 without a usable Retry-After is thrown as a bare Error
  if (error instanceof Error && error.message.startsWith('Retry header'))
    return { kind: 'retry', reason: 'Slack: 429 without Retry-After', afterMs: unsaidWaitMs };
  throw error;
}

function ofPlatform(code: string, retryAfter: number | undefined): Failure {
  // what is no code is no answer of the Web API, but a page of something in between
  const reason = /^[a-z_]{1,60}$/.test(code) ? `Slack: ${code}` : 'Slack: an answer that is no JSON';
  if (!/^[a-z_]{1,60}$/.test(code) || halfDone.includes(code)) return { kind: 'doubt', reason };
  if (tooFast.includes(code)) return { kind: 'retry', reason, afterMs: retryAfter === undefined ? unsaidWaitMs : retryAfter * 1000 };
  if (credentials.includes(code))
    return { kind: 'retry', reason: `${reason}; check SLACK_BOT_TOKEN and its scopes`, afterMs: credentialsWaitMs };
  if (later.includes(code)) return { kind: 'retry', reason };
  return { kind: refusedBlocks.includes(code) ? 'blocks' : 'dead', reason };
}

const ofStatus = (status: number): Failure => ({
  kind: status >= 500 || status === 408 ? 'doubt' : 'dead',
  reason: `Slack: HTTP ${String(status)}`,
});

function ofNetwork(error: Error): Failure {
  const code = error.cause instanceof Error && 'code' in error.cause ? String(error.cause.code) : error.name;
  return { kind: unreached.includes(code) ? 'retry' : 'doubt', reason: `Slack not reached: ${code}` };
}
