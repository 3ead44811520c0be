/** The HTTP server: channels' routes, health and figures. Nothing of the conversation is decided here. */
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyPluginAsync,
  type FastifyServerOptions,
  type RouteHandlerMethod,
} from 'fastify';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { noBacklog, type Backlog } from './store/store.ts';

/** Longest body any route takes, in bytes; routes may take less. */
const largestBody = 1_048_576;

export interface ServerOptions {
  logger: FastifyBaseLogger;
  /** Proxies in front whose forwarded addresses are believed. */
  trustProxy: number;
  /** What readiness depends on, by name. */
  ready: Readonly<Record<string, () => boolean | Promise<boolean>>>;
  figures: Figures;
  /** Answers to requests no route takes or that are malformed. */
  frameworkErrors?: FastifyServerOptions['frameworkErrors'];
  onUnknownPath?: RouteHandlerMethod;
  channels: readonly FastifyPluginAsync[];
}

export interface Figures {
  registry: Registry;
  turns: Counter<'channel' | 'outcome'>;
  alerts: Counter<'reason'>;
  deliveries: Counter<'channel' | 'status'>;
  waiting: Gauge<'kind'>;
}

/** Prometheus figures of one process; none of them carries what people say. */
export function createFigures(backlog: () => Promise<Backlog>): Figures {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'michishirube_' });
  const registers = [registry];
  return {
    registry,
    turns: new Counter({ name: 'michishirube_turns_total', help: 'Turns taken', labelNames: ['channel', 'outcome'], registers }),
    alerts: new Counter({
      name: 'michishirube_alerts_total',
      help: 'Turns in which a person may be in danger',
      labelNames: ['reason'],
      registers,
    }),
    deliveries: new Counter({
      name: 'michishirube_deliveries_total',
      help: 'Tries to deliver',
      labelNames: ['channel', 'status'],
      registers,
    }),
    waiting: new Gauge({
      name: 'michishirube_waiting',
      help: 'Events and deliveries that wait, were given up, or of which nobody knows whether they arrived',
      labelNames: ['kind'],
      registers,
      async collect() {
        // a store that does not answer must not take the other figures with it
        const found = await backlog().catch(() => noBacklog);
        for (const [kind, count] of Object.entries<number>({ ...found })) this.set({ kind }, count);
      },
    }),
  };
}

/** Builds the server; `listen` is the caller's. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: options.logger,
    trustProxy: (_address, hop) => hop < options.trustProxy,
    bodyLimit: largestBody,
    requestTimeout: 30_000,
    // addresses and message ids are enough to follow a request; bodies are never logged
    disableRequestLogging: true,
    ...(options.frameworkErrors ? { frameworkErrors: options.frameworkErrors } : {}),
  });
  if (options.onUnknownPath) app.setNotFoundHandler(options.onUnknownPath);
  app.get('/health/live', () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    const checks = await Promise.all(Object.entries(options.ready).map(async ([name, check]) => [name, await check()] as const));
    const ready = checks.every(([, ok]) => ok);
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready', ...Object.fromEntries(checks) });
  });
  app.get('/metrics', async (_request, reply) =>
    reply.type(options.figures.registry.contentType).send(await options.figures.registry.metrics()),
  );
  for (const channel of options.channels) await app.register(channel);
  return app;
}
