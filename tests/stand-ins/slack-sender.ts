/** What Slack sends us: signed events, commands and interactions, with retries, in any order. */
import { createHmac, randomUUID } from 'node:crypto';
import type { Posted } from './slack.ts';

export interface SenderOptions {
  /** Where our server listens. */
  base: string;
  secret: string;
  responseUrl?: string;
}

export interface Delivery {
  /** Seconds since the epoch the request claims; default now. */
  at?: number;
  signature?: string;
  retry?: number;
  eventId?: string;
  ts?: string;
  event?: Record<string, unknown>;
}

export interface Answered {
  status: number;
  body: string;
  ms: number;
}

let count = 0;
/** A Slack timestamp; later calls give later ones. */
export const nextTs = (): string => `${String(Math.floor(Date.now() / 1000))}.${String(++count).padStart(6, '0')}`;

export const sign = (secret: string, at: number, body: string): string =>
  `v0=${createHmac('sha256', secret)
    .update(`v0:${String(at)}:${body}`)
    .digest('hex')}`;

export const messageEvent = (
  user: string,
  text: string,
  { eventId = `Ev${randomUUID()}`, ts = nextTs(), event = {} }: Delivery = {},
): Record<string, unknown> => ({
  token: 'unused',
  team_id: 'T1',
  api_app_id: 'A1',
  type: 'event_callback',
  event_id: eventId,
  event_time: Math.floor(Number(ts)),
  authorizations: [{ enterprise_id: null, team_id: 'T1', user_id: 'UBOT', is_bot: true, is_enterprise_install: false }],
  event: { type: 'message', channel: `D${user.slice(1)}`, channel_type: 'im', user, text, ts, event_ts: ts, ...event },
});

export interface SlackSender {
  post(body: string, type: string, delivery?: Delivery): Promise<Answered>;
  json(body: unknown, delivery?: Delivery): Promise<Answered>;
  form(fields: Record<string, string>, delivery?: Delivery): Promise<Answered>;
  message(user: string, text: string, delivery?: Delivery): Promise<Answered>;
  command(user: string, command: string, text?: string, trigger?: string): Promise<Answered>;
  /** Taps a button of a posted message by its value's choice; the same `actionTs` is the same tap. */
  tap(user: string, message: Posted, choice: string, actionTs?: string): Promise<Answered>;
}

export function slackSender({ base, secret, responseUrl = 'http://127.0.0.1:9/none' }: SenderOptions): SlackSender {
  const post = async (body: string, type: string, delivery: Delivery = {}): Promise<Answered> => {
    const at = delivery.at ?? Math.floor(Date.now() / 1000);
    const began = performance.now();
    const response = await fetch(`${base}/webhooks/slack`, {
      method: 'POST',
      body,
      headers: {
        'content-type': type,
        'x-slack-request-timestamp': String(at),
        'x-slack-signature': delivery.signature ?? sign(secret, at, body),
        ...(delivery.retry === undefined ? {} : { 'x-slack-retry-num': String(delivery.retry), 'x-slack-retry-reason': 'http_timeout' }),
      },
    });
    return { status: response.status, body: await response.text(), ms: performance.now() - began };
  };
  const json = (body: unknown, delivery?: Delivery): Promise<Answered> => post(JSON.stringify(body), 'application/json', delivery);
  const form = (fields: Record<string, string>, delivery?: Delivery): Promise<Answered> =>
    post(new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded', delivery);
  return {
    post,
    json,
    form,
    message: (user, text, delivery = {}) => json(messageEvent(user, text, delivery), delivery),
    command: (user, command, text = '', trigger = randomUUID()) =>
      form({
        command,
        text,
        user_id: user,
        user_name: 'adviser',
        team_id: 'T1',
        channel_id: 'C1',
        channel_name: 'general',
        response_url: responseUrl,
        trigger_id: trigger,
        api_app_id: 'A1',
      }),
    tap: (user, message, choice, actionTs = nextTs()) => form({ payload: JSON.stringify(tapOf(user, message, choice, actionTs)) }),
  };
}

export function tapOf(user: string, message: Posted, choice: string, actionTs: string): Record<string, unknown> {
  const buttons = message.blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
  const button = buttons.find(({ value }) => value?.startsWith(`${choice}|`));
  if (!button) throw new Error(`No button "${choice}" among ${buttons.map(({ value }) => value).join(', ')}.`);
  return {
    type: 'block_actions',
    team: { id: 'T1', domain: 'centre' },
    user: { id: user, username: 'adviser', team_id: 'T1' },
    api_app_id: 'A1',
    trigger_id: randomUUID(),
    container: { type: 'message', message_ts: message.ts, channel_id: message.channel, is_ephemeral: false },
    channel: { id: message.channel, name: 'directmessage' },
    response_url: 'http://127.0.0.1:9/none',
    actions: [{ ...button, block_id: 'b', action_ts: actionTs }],
  };
}
