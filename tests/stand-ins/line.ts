/**
 * A stand-in for LINE on a port of its own: checks what LINE checks (access token, reply tokens, retry keys, every limit of messages),
 * fails when told to, and sends signed webhooks. LINE forbids rehearsing against itself.
 */
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { refusals } from './line-limits.ts';

export interface Sent {
  by: 'reply' | 'push';
  to: string;
  messages: Record<string, unknown>[];
  key: string | null;
  /** Of a reply. */
  token: string | null;
  /** When it reached the person, ms. */
  at: number;
}

/** What goes wrong with the next request to `on`. `accept`: the message is taken all the same, only the answer is lost. */
export interface Fault {
  on: 'reply' | 'push';
  answer: { status: number; message?: string; headers?: Record<string, string> } | 'hang' | 'drop';
  accept?: boolean;
}

export interface LineStandInOptions {
  channelSecret?: string;
  accessToken?: string;
  botUserId?: string;
  now?: () => number;
  /** Pushes a month; null is without limit. */
  quota?: number | null;
}

type Event = Record<string, unknown>;
interface Token {
  to: string;
  until: number;
  used: boolean;
}
interface Answer {
  status: number;
  body: object;
  headers?: Record<string, string>;
}

const bad = (status: number, message: string): Answer => ({ status, body: { message } });

export interface LineStandIn {
  url: string;
  channelSecret: string;
  accessToken: string;
  botUserId: string;
  /** What reached people, in order. */
  sent: Sent[];
  /** Whom the loading animation was shown to. */
  loading: string[];
  /** Limits broken by what was sent. */
  refused: string[];
  /** What goes wrong next; each is used once. */
  faults: Fault[];
  /** People who blocked the account: pushes to them are answered with 200 and reach nobody. */
  blocked: Set<string>;
  pushes(): number;
  /** A reply token of a chat, valid for a minute from now. */
  replyToken(to: string): string;
  /** An event of a person; each a millisecond after the one before. `more` overrides anything. */
  event(type: string, person: string, more?: Event): Event;
  message(person: string, content: Event, more?: Event): Event;
  says(person: string, text: string, more?: Event): Event;
  taps(person: string, data: string, more?: Event): Event;
  /** The same event as LINE sends it again. */
  again(event: Event): Event;
  /** Sends events as LINE does, in the order given, signed over the raw body. */
  deliver(app: string, events: readonly Event[], as?: { destination?: string; secret?: string }): Promise<Response>;
  close(): Promise<void>;
}

/** Starts it on a free port. Close it at the end. */
export async function lineStandIn(options: LineStandInOptions = {}): Promise<LineStandIn> {
  const {
    channelSecret = 'secret-of-the-stand-in',
    accessToken = 'token-of-the-stand-in',
    botUserId = `U${'b'.repeat(32)}`,
    now = Date.now,
    quota = 200,
  } = options;
  const tokens = new Map<string, Token>();
  const keys = new Map<string, number>();
  const blocked = new Set<string>();
  const faults: Fault[] = [];
  const sent: Sent[] = [];
  const loading: string[] = [];
  const refused: string[] = [];
  let pushes = 0;

  function reply(body: Event): Answer {
    const token = tokens.get(String(body.replyToken));
    const wrong = refusals(body.messages);
    if (wrong.length > 0) return refuse(wrong);
    if (!token || token.used || now() > token.until) return bad(400, 'Invalid reply token');
    token.used = true;
    return take({
      by: 'reply',
      to: token.to,
      messages: body.messages as Sent['messages'],
      key: null,
      token: String(body.replyToken),
      at: now(),
    });
  }

  function push(body: Event, key: string | undefined): Answer {
    if (key !== undefined && !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(key)) return bad(400, 'Invalid retry key');
    const wrong = refusals(body.messages);
    if (wrong.length > 0) return refuse(wrong);
    if (key !== undefined && now() - (keys.get(key) ?? -Infinity) < 24 * 3_600_000)
      return { ...bad(409, 'The retry key is already accepted'), headers: { 'x-line-accepted-request-id': randomUUID() } };
    if (quota !== null && pushes >= quota) return bad(429, 'You have reached your monthly limit.');
    if (key !== undefined) keys.set(key, now());
    pushes++;
    return take({ by: 'push', to: String(body.to), messages: body.messages as Sent['messages'], key: key ?? null, token: null, at: now() });
  }

  function take(one: Sent): Answer {
    if (!blocked.has(one.to)) sent.push(one);
    return { status: 200, body: { sentMessages: one.messages.map(() => ({ id: randomBytes(9).toString('hex') })) } };
  }

  function refuse(wrong: string[]): Answer {
    refused.push(...wrong);
    return {
      status: 400,
      body: { message: `The request body has ${String(wrong.length)} error(s)`, details: wrong.map((message) => ({ message })) },
    };
  }

  function answer(path: string, body: Event, key: string | undefined): Answer {
    switch (path) {
      case 'POST /v2/bot/message/reply':
        return reply(body);
      case 'POST /v2/bot/message/push':
        return push(body, key);
      case 'POST /v2/bot/chat/loading/start':
        if (!/^U[0-9a-f]{32}$/.test(String(body.chatId)) || Number(body.loadingSeconds ?? 20) % 5 !== 0)
          return bad(400, 'Bad loading animation');
        loading.push(String(body.chatId));
        return { status: 202, body: {} };
      case 'GET /v2/bot/message/quota':
        return { status: 200, body: quota === null ? { type: 'none' } : { type: 'limited', value: quota } };
      case 'GET /v2/bot/message/quota/consumption':
        return { status: 200, body: { totalUsage: pushes } };
      default:
        return bad(404, 'Not found');
    }
  }

  const server = createServer((request, response) => void serve(request, response));
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answered = await respond(request);
    if (answered === 'drop') request.socket.destroy();
    else if (answered !== 'hang')
      response.writeHead(answered.status, { 'content-type': 'application/json', ...answered.headers }).end(JSON.stringify(answered.body));
  }

  async function respond(request: IncomingMessage): Promise<Answer | 'hang' | 'drop'> {
    const path = `${request.method ?? ''} ${request.url ?? ''}`;
    const body = await bodyOf(request);
    if (request.headers.authorization !== `Bearer ${accessToken}`) return bad(401, 'Authentication failed');
    const header = request.headers['x-line-retry-key'];
    const key = typeof header === 'string' ? header : undefined;
    const index = faults.findIndex((fault) => path.endsWith(`/message/${fault.on}`));
    const [fault] = index < 0 ? [] : faults.splice(index, 1);
    if (!fault) return answer(path, body, key);
    if (fault.accept) answer(path, body, key);
    if (typeof fault.answer === 'string') return fault.answer;
    const { status, message: why = 'made to fail', headers = {} } = fault.answer;
    return { ...bad(status, why), headers };
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const replyToken = (to: string): string => {
    const token = randomBytes(16).toString('hex');
    tokens.set(token, { to, until: now() + 60_000, used: false });
    return token;
  };
  let made = 0;
  const event = (type: string, person: string, more: Event = {}): Event => ({
    type,
    mode: 'active',
    timestamp: now() + made++,
    webhookEventId: `01${randomBytes(12).toString('hex').toUpperCase()}`,
    deliveryContext: { isRedelivery: false },
    source: { type: 'user', userId: person },
    ...(['unfollow', 'unsend', 'leave'].includes(type) ? {} : { replyToken: replyToken(person) }),
    ...more,
  });
  const message = (person: string, content: Event, more: Event = {}): Event =>
    event('message', person, { message: { id: randomBytes(9).toString('hex'), quoteToken: 'q', ...content }, ...more });

  const deliver = (
    app: string,
    events: readonly Event[],
    { destination = botUserId, secret = channelSecret }: { destination?: string; secret?: string } = {},
  ): Promise<Response> => {
    // a reply token is good for a minute from the webhook that brings it, also when that comes again
    for (const event of events as readonly (Event | null)[]) {
      const token = tokens.get(String(event?.replyToken));
      if (token) token.until = now() + 60_000;
    }
    // written with spaces: whoever parses and writes it again gets other bytes
    const body = JSON.stringify({ destination, events }, null, 1);
    const signature = createHmac('sha256', secret).update(body).digest('base64');
    return fetch(`${app}/webhooks/line`, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', 'x-line-signature': signature },
      body,
    });
  };

  return {
    url: `http://127.0.0.1:${String(port)}`,
    channelSecret,
    accessToken,
    botUserId,
    sent,
    loading,
    refused,
    faults,
    blocked,
    pushes: () => pushes,
    replyToken,
    event,
    message,
    says: (person: string, text: string, more: Event = {}) => message(person, { type: 'text', text }, more),
    taps: (person: string, data: string, more: Event = {}) => event('postback', person, { postback: { data }, ...more }),
    again: (one: Event): Event => ({ ...one, deliveryContext: { isRedelivery: true } }),
    deliver,
    close: (): Promise<void> =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<Event> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return parts.length === 0 ? {} : (JSON.parse(Buffer.concat(parts).toString('utf8')) as Event);
}

/** A person's id as LINE makes them. */
export const personId = (): string => `U${randomBytes(16).toString('hex')}`;
