/** The composition root: configuration, store, knowledge, channels, server. */
import pino, { type Logger } from 'pino';
import { onError, onUnknownPath } from '../adapters/web/problems.ts';
import { webRoutes } from '../adapters/web/routes.ts';
import { say } from '../flows/index.ts';
import { loadKnowledge } from '../knowledge/index.ts';
import { platformChannels, type PlatformChannels } from './channels.ts';
import { today } from './clock.ts';
import { ConfigError, readConfig, type Config } from './config.ts';
import { computing } from './conversation/compute.ts';
import { describing } from './conversation/describe.ts';
import type { CentreDesk } from './conversation/finish.ts';
import { createCore, type RunningCore } from './core.ts';
import { buildServer, createFigures, type Figures } from './server.ts';
import { openStore } from './store/open.ts';
import type { Store } from './store/store.ts';
import { dictionaryReady, loadUnderstanding } from './understanding/index.ts';

function coreOf(
  config: Config,
  store: Store,
  log: Logger,
  figures: Figures,
  push: PlatformChannels['push'],
  readable: Promise<void>,
): RunningCore {
  return createCore({
    store,
    readable,
    channels: push,
    computeTurn: computing(loadKnowledge(), config.TODAY, centreDesk(config), (channel) =>
      pageAddress(config, channel, '') === null ? undefined : { days: config.centre.links.days },
    ),
    pages: {
      lifeMs: config.centre.links.days * 86_400_000,
      perHour: config.centre.links.per_hour,
      address: (channel, path) => pageAddress(config, channel, path) ?? path,
    },
    failedText: say('turn_failed'),
    retentionDays: config.centre.retention_days,
    pageOf: describing(loadKnowledge(), config.TODAY),
    // an error's message may quote what a person said: only its kind and place are logged
    onTrouble: (trouble) =>
      log.error({ where: trouble.where, error: trouble.error instanceof Error ? trouble.error.name : 'unknown' }, 'trouble'),
    onEffect: (effect, { channel }) => {
      if (effect.kind === 'alert') figures.alerts.inc({ reason: effect.reason });
      log.info({ effect: effect.kind, channel }, 'effect');
    },
    onTurn: (channel, outcome) => figures.turns.inc({ channel, outcome }),
    onDelivered: ({ channel }, { status }) => figures.deliveries.inc({ channel, status }),
  });
}

/** Where a page of a path is; null where people could not open it. The web channel knows what address a request came to. */
function pageAddress({ PUBLIC_URL }: Config, channel: string, path: string): string | null {
  if (PUBLIC_URL !== undefined) return `${PUBLIC_URL.replace(/\/+$/, '')}${path}`;
  return channel === 'web' ? path : null;
}

/** Told at the start: nobody would notice what is missing. */
function warnOfMissingAddress(config: Config, log: Logger): void {
  const pushed = [...(config.LINE_CHANNEL_SECRET ? ['LINE'] : []), ...(config.SLACK_BOT_TOKEN ? ['Slack'] : [])];
  if (pushed.length > 0 && config.PUBLIC_URL === undefined)
    log.warn(`PUBLIC_URL is not set: ${pushed.join(' and ')} can give no link to the 相談シート. Set it to the address people can open.`);
}

/** The centre's telephone and hours, for people who want a human. */
function centreDesk({ centre }: Config): CentreDesk | undefined {
  if (!centre.phone) return undefined;
  const { name, phone } = centre;
  return { name, phone, ...(centre.hours ? { hours: say('weekday_hours', { hours: centre.hours.weekdays }) } : {}) };
}

function webChannel(config: Config, core: RunningCore): Parameters<typeof buildServer>[0]['channels'][number] {
  const { centre } = config;
  return async (app) =>
    webRoutes(app, {
      core,
      knownOrigins: config.WIDGET_ORIGINS,
      ...(config.PUBLIC_URL ? { publicUrl: config.PUBLIC_URL } : {}),
      limits: {
        conversations: { count: centre.limits.conversations_per_hour, per: 3_600_000, burst: centre.limits.conversations_burst },
        turns: { count: centre.limits.turns_per_minute, per: 60_000, burst: centre.limits.turns_burst },
      },
      demo: {
        name: centre.name,
        ...(centre.phone ? { phone: centre.phone } : {}),
        ...(centre.hours ? { hours: say('weekday_hours', { hours: centre.hours.weekdays }) } : {}),
        ...(centre.privacy_url ? { privacyUrl: centre.privacy_url } : {}),
        ...(config.TODAY ? { today: config.TODAY } : {}),
      },
    });
}

async function main(): Promise<void> {
  const config = readConfig();
  const log = pino({ level: 'info', redact: ['req.headers.authorization'] }, pino.destination(2));
  const store = await openStore(config, (error) => log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'store'));
  warnOfMissingAddress(config, log);
  const figures = createFigures(() => store.backlog());
  const understanding = loadUnderstanding();
  // it is awaited at the end; failing before that must not be taken for an error nobody handles
  understanding.catch(() => undefined);
  const platforms = platformChannels(config, {
    core: () => core,
    log,
    registry: figures.registry,
    onAlert: (reason, channel) => {
      figures.alerts.inc({ reason });
      log.info({ effect: 'alert', channel }, 'effect');
    },
  });
  const core = coreOf(config, store, log, figures, platforms.push, understanding);
  const app = await buildServer({
    logger: log,
    trustProxy: config.TRUST_PROXY,
    frameworkErrors: onError,
    onUnknownPath,
    figures,
    ready: {
      dictionary: dictionaryReady,
      store: async () =>
        store.ready().then(
          () => true,
          () => false,
        ),
    },
    channels: [webChannel(config, core), ...platforms.routes],
  });
  core.start();
  platforms.start();
  // at the entrance every text is searched for danger as it comes in: it must be readable by then
  if (config.centre.line.mode === 'entrance_only') await understanding;
  // pages, health and buttons are answered while the dictionary is loaded; texts wait for it
  const address = await app.listen({ port: config.PORT, host: config.HOST });
  await understanding;
  process.stdout.write(`みちしるべ ${address}  (answers for ${today(config.TODAY)})\n`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      void app
        .close()
        .then(() => platforms.stop())
        .then(() => core.stop())
        .then(() => store.close())
        .then(() => process.exit(0));
    });
  }
}

try {
  await main();
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
