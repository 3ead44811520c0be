/** A real server on a free port with the web routes on it. */
import Fastify from 'fastify';
import { defaultLimits, type WebLimits } from '../../adapters/web/allowance.ts';
import { onError, onUnknownPath } from '../../adapters/web/problems.ts';
import { webRoutes } from '../../adapters/web/routes.ts';
import { talkingCore, type TalkingCore } from './core.ts';

export interface WebServer {
  url: string;
  core: TalkingCore;
  /** While set, requests wait this many milliseconds before they are answered. */
  delay: number;
  close(): Promise<void>;
}

export const demo = { name: 'あおぞら中小企業支援センター（見本）', phone: '00-0000-0000', hours: '平日 9時から17時' };
/** For tests that are not about limits. */
export const roomy: WebLimits = { conversations: { count: 1e6, per: 1000, burst: 1e6 }, turns: { count: 1e6, per: 1000, burst: 1e6 } };

export async function webServer(options: { limits?: WebLimits; knownOrigins?: string[] } = {}): Promise<WebServer> {
  const core = talkingCore();
  const app = Fastify({ frameworkErrors: onError });
  app.setNotFoundHandler(onUnknownPath);
  const server: WebServer = { url: '', core, delay: 0, close: () => app.close() };
  app.addHook('onRequest', (request, _reply, done) => {
    setTimeout(done, request.method === 'POST' ? server.delay : 0);
  });
  await app.register(webRoutes, { core, knownOrigins: options.knownOrigins ?? [], limits: options.limits ?? defaultLimits, demo });
  server.url = await app.listen({ port: 0, host: '127.0.0.1' });
  return server;
}
