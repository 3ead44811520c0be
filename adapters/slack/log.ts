/** Where the channel reports to the operator, and Bolt through it. Bolt's debug and info lines would carry what people said. */
import { LogLevel, type Logger } from '@slack/bolt';

/** Any logger of the usual kind, such as Fastify's. */
export interface SlackLog {
  info(line: string): void;
  warn(line: string): void;
  error(line: string): void;
}

export function boltLogger(log: SlackLog): Logger {
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...said: unknown[]) => log.warn(line(said)),
    error: (...said: unknown[]) => log.error(line(said)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
}

/** Strings and the names of errors: their messages may quote a person. */
const line = (said: readonly unknown[]): string =>
  `Slack: ${said.map((one) => (typeof one === 'string' ? one : one instanceof Error ? one.name : '')).join(' ')}`.slice(0, 500);
