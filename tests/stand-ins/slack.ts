/**
 * A stand-in of Slack's Web API on localhost: the methods the adapter uses, refusing like the platform (token, limits, rate), and able
 * to be slow, to fail and to be away. `slack-sender.ts` is its other side: what Slack sends us.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { refusal, type Block } from './slack-blocks.ts';
import { socketHub, type SocketHub } from './slack-socket.ts';

/** What the next call of a method meets. `loses`: it is carried out, but the answer never arrives. */
export type Fate =
  { delayMs: number } | { status: number; retryAfter?: string } | { error: string } | { drops: true } | { loses: true } | { hangs: true };

export interface Posted {
  channel: string;
  text: string;
  blocks: Block[];
  ts: string;
  at: number;
  args: Record<string, string>;
}

export interface SlackStandIn {
  /** For `SLACK_API_URL`. */
  url: string;
  port: number;
  posted: Posted[];
  /** What was sent to a `response_url`. */
  responses: Record<string, unknown>[];
  responseUrl: string;
  calls: string[];
  /** Why messages were refused. */
  refusals: string[];
  /** Queues fates for the next calls of a method. */
  next(method: string, ...fates: Fate[]): void;
  /** Forgets the fates that were not met yet. */
  calm(): void;
  /** The scope is missing from now on. */
  forbid(method: string): void;
  sockets: SocketHub;
  close(): Promise<void>;
}

export interface StandInOptions {
  botToken?: string;
  appToken?: string;
  port?: number;
  /** Least time between two messages of a channel, ms. */
  gapMs?: number;
}

export const tokens = { bot: 'xoxb-stand-in', app: 'xapp-stand-in' } as const;

type Args = Record<string, string>;
type Answer = Record<string, unknown>;

export async function startSlack(options: StandInOptions = {}): Promise<SlackStandIn> {
  const fates = new Map<string, Fate[]>();
  const forbidden = new Set<string>();
  const open = new Set<Socket>();
  const state = { posted: [] as Posted[], responses: [] as Record<string, unknown>[], calls: [] as string[], refusals: [] as string[] };
  const sockets = socketHub();
  const methods = methodsOf(state, options, () => stand.port);

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const raw = await bodyOf(request);
    if (request.url === '/respond') {
      state.responses.push(JSON.parse(raw) as Record<string, unknown>);
      return void response.writeHead(200).end('ok');
    }
    const method = (request.url ?? '').replace(/^\/api\//, '').replace(/\?.*$/, '');
    const args: Args = Object.fromEntries(new URLSearchParams(raw));
    state.calls.push(method);
    const fate = fates.get(method)?.shift();
    if (fate && 'hangs' in fate) return;
    if (fate && 'drops' in fate) return void request.socket.destroy();
    if (fate && 'status' in fate)
      return void response.writeHead(fate.status, fate.retryAfter === undefined ? {} : { 'retry-after': fate.retryAfter }).end('busy');
    if (fate && 'error' in fate) {
      json(response, { ok: false, error: fate.error });
      return;
    }
    if (fate && 'delayMs' in fate) await new Promise((resolve) => setTimeout(resolve, fate.delayMs));
    const answer = authorized(request, method, options) ??
      (forbidden.has(method) ? { ok: false, error: 'missing_scope' } : methods[method]?.(args)) ?? { ok: false, error: 'unknown_method' };
    if (fate && 'loses' in fate) return void request.socket.destroy();
    if (answer.error === 'ratelimited') return void response.writeHead(429, { 'retry-after': '1' }).end();
    json(response, answer);
  };

  const server = createServer((request, response) => void handle(request, response));
  server.on('connection', (socket: Socket) => void open.add(socket.on('close', () => open.delete(socket))));
  server.on('upgrade', (request, socket) => sockets.take(request, socket));
  await listening(server, options.port ?? 0);
  const port = (server.address() as AddressInfo).port;
  const stand: SlackStandIn = {
    ...state,
    url: `http://127.0.0.1:${String(port)}/api`,
    responseUrl: `http://127.0.0.1:${String(port)}/respond`,
    port,
    next: (method, ...more) => void fates.set(method, [...(fates.get(method) ?? []), ...more]),
    calm: () => fates.clear(),
    forbid: (method) => void forbidden.add(method),
    sockets,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
  return stand;
}

function methodsOf(
  state: Pick<SlackStandIn, 'posted' | 'refusals'>,
  { gapMs = 1000 }: StandInOptions,
  port: () => number,
): Record<string, (args: Args) => Answer> {
  const lastAt = new Map<string, number>();
  let count = 0;
  return {
    'auth.test': () => ({ ok: true, user_id: 'UBOT', bot_id: 'BBOT', team_id: 'T1' }),
    'apps.connections.open': () => ({ ok: true, url: `ws://127.0.0.1:${String(port())}/link` }),
    'conversations.open': ({ users = '' }) =>
      /^U\w+$/.test(users) ? { ok: true, channel: { id: `D${users.slice(1)}` } } : { ok: false, error: 'user_not_found' },
    'conversations.history': ({ channel, oldest = '0' }) => ({
      ok: true,
      messages: state.posted
        .filter((message) => message.channel === channel && Number(message.ts) >= Number(oldest))
        .map(({ args, ts, text }) => ({
          type: 'message',
          ts,
          text,
          ...(args.metadata === undefined ? {} : { metadata: JSON.parse(args.metadata) as unknown }),
        })),
    }),
    'chat.postMessage': (args) => {
      const { channel = '', text = '' } = args;
      if (!/^D\w+$/.test(channel)) return { ok: false, error: 'channel_not_found' };
      const now = Date.now();
      if (now - (lastAt.get(channel) ?? 0) < gapMs) return { ok: false, error: 'ratelimited' };
      const blocks: unknown = args.blocks === undefined ? undefined : JSON.parse(args.blocks);
      const refused = refusal({ text, blocks });
      if (refused) {
        state.refusals.push(`${refused.error}: ${refused.why}`);
        return { ok: false, error: refused.error };
      }
      lastAt.set(channel, now);
      const ts = `${String(Math.floor(now / 1000))}.${String(++count).padStart(6, '0')}`;
      state.posted.push({ channel, text, blocks: (blocks ?? []) as Block[], ts, at: now, args });
      return { ok: true, channel, ts };
    },
  };
}

function authorized(
  request: IncomingMessage,
  method: string,
  { botToken = tokens.bot, appToken = tokens.app }: StandInOptions,
): Answer | null {
  const expected = method === 'apps.connections.open' ? appToken : botToken;
  return request.headers.authorization === `Bearer ${expected}` ? null : { ok: false, error: 'invalid_auth' };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

const json = (response: ServerResponse, answer: Answer): void =>
  void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));

const listening = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => void server.once('error', reject).listen(port, '127.0.0.1', resolve));
