/** The web channel: what the widget asks for. Verifies, parses, hands over to the core, answers; decides nothing. */
import { randomUUID } from 'node:crypto';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Core, Reply, Sheets } from '../../src/channel.ts';
import { addressKey, allowance, type WebLimits } from './allowance.ts';
import { bearer, maxBody, newToken, parseJson, parseMessage, personOf } from './incoming.ts';
import { demoRoutes, widgetRoute, type Demo } from './pages.ts';
import { onError, Problem } from './problems.ts';
import { sheetMaking, sheetReading, withAddresses } from './sheet.ts';

export interface WebOptions {
  /** Its `sheets`, where it has them, give the 相談シート. */
  core: Core & { readonly sheets?: Sheets };
  /** The address people reach this server at, for links; else the one a request came to. */
  publicUrl?: string;
  /** Sites that may embed the widget, e.g. `https://example.jp`; the same origin always may. */
  knownOrigins: readonly string[];
  limits: WebLimits;
  /** The centre of the demo page; null serves none. */
  demo: Demo | null;
}

interface Params {
  Params: { id: string };
}
const channel = 'web';

/** A Fastify plugin with the routes of the widget, except events. Register it without a prefix. */
export async function webRoutes(app: FastifyInstance, options: WebOptions): Promise<void> {
  app.setErrorHandler(onError);
  await app.register(helmet, safetyHeaders);
  await app.register(cors, {
    origin: [...options.knownOrigins],
    methods: ['GET', 'POST', 'DELETE'],
    allowedHeaders: ['authorization', 'content-type', 'last-event-id'],
    exposedHeaders: ['retry-after'],
    maxAge: 600,
  });
  onlyJson(app);
  widgetRoute(app);
  if (options.demo) demoRoutes(app, options.demo);
  const { sheets } = options.core;
  if (sheets) sheetReading(app, { sheets, publicUrl: options.publicUrl });
  await app.register(async (api) => conversationRoutes(api, options));
}

/** Styles are constructed sheets and one file; scripts are our own. `widget.js` must load on other sites. */
const safetyHeaders = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      connectSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'self'"],
    },
  },
  crossOriginResourcePolicy: { policy: 'cross-origin' as const },
  // whether the whole domain is HTTPS only is for whoever runs it to say
  strictTransportSecurity: false,
};

/** Bodies are read as bytes: what is not UTF-8 is refused instead of being guessed. */
function onlyJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer', bodyLimit: maxBody }, (_request, body, done) => {
    try {
      done(null, parseJson(body));
    } catch (error) {
      done(error as Error);
    }
  });
}

function conversationRoutes(app: FastifyInstance, { core, publicUrl, knownOrigins, limits }: WebOptions): void {
  const mayOpen = allowance(limits.conversations);
  const mayTurn = allowance(limits.turns);
  app.addHook('onRequest', async (request) => refuseUnknownSites(request, knownOrigins));
  app.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'));

  /** Whose turn it is, when the conversation is theirs and not too many came. */
  const turnOf = async (request: FastifyRequest, conversation: string): Promise<string> => {
    const person = personOf(bearer(request.headers.authorization));
    const wait = mayTurn(person, Date.now());
    if (wait > 0) throw new Problem('too_many_turns', wait);
    await ownConversation(core, person, conversation);
    return person;
  };

  app.post('/api/conversations', { bodyLimit: maxBody }, async (request, reply) => {
    const wait = mayOpen(addressKey(request.ip), Date.now());
    if (wait > 0) throw new Problem('too_many_conversations', wait);
    const token = newToken();
    const person = personOf(token);
    const said = await core.converse({ channel, person, event: `arrived:${randomUUID()}`, at: Date.now(), said: { arrived: true } });
    const conversation = await core.conversationOf(channel, person);
    if (conversation === null)
      throw new Error('The core opened no conversation for a person who arrived. Expected an id from conversationOf.');
    const { messages, question, choices } = said;
    return reply.code(201).send({ conversation, token, messages, question, choices });
  });

  app.post<Params>('/api/conversations/:id/messages', { bodyLimit: maxBody }, async (request) => {
    const conversation = request.params.id;
    const person = await turnOf(request, conversation);
    const { id, said } = parseMessage(request.body);
    const reply = await core.converse({ channel, person, event: `${conversation}:${id}`, at: Date.now(), said });
    const messages = withAddresses(reply.messages, request, publicUrl);
    return { ...spoken(reply), messages, ...(await movedTo(core, person, conversation)) };
  });

  if (core.sheets) sheetMaking(app, { sheets: core.sheets, publicUrl, asker: async (request, id) => turnOf(request, id) });

  app.delete<Params>('/api/conversations/:id', async (request, reply) => {
    const person = personOf(bearer(request.headers.authorization));
    await ownConversation(core, person, request.params.id);
    await core.erase(channel, person);
    return reply.code(204).send();
  });
}

const spoken = ({ messages, question, choices, route }: Reply): Reply => ({ messages, question, choices, route });

/**
 * The conversation named in the path, if it is this person's. やり直す may have closed it: what is sent under its id is
 * meant for the one that followed. Throws `token_wrong`, `conversation_unknown`.
 */
async function ownConversation(core: Core, person: string, id: string): Promise<string> {
  if ((await core.conversationOf(channel, person)) === null) throw new Problem('token_wrong');
  if (!(await core.owns(channel, person, id))) throw new Problem('conversation_unknown');
  return id;
}

/** やり直す may have closed the conversation and opened another: the widget goes on there. */
async function movedTo(core: Core, person: string, before: string): Promise<{ conversation?: string }> {
  const now = await core.conversationOf(channel, person);
  return now === null || now === before ? {} : { conversation: now };
}

/** CORS keeps other sites from reading answers; this keeps them from opening conversations in a visitor's name. */
function refuseUnknownSites(request: FastifyRequest, knownOrigins: readonly string[]): void {
  const site = request.headers['sec-fetch-site'];
  const foreign = site === 'cross-site' || site === 'same-site';
  if (foreign && !knownOrigins.includes(request.headers.origin ?? '')) throw new Problem('origin_unknown');
}
