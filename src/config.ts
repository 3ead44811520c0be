/** The only reader of the environment and of CENTRE_FILE. A wrong value stops the start with one sentence that names it. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const port = z.coerce.number('a port number from 0 to 65535').int().min(0).max(65535);
const text = z.string().trim().min(1);
const webUrl = z.url({ protocol: /^https?$/, error: 'an address such as https://example.jp' });

const environmentSchema = z.object({
  PORT: port.default(3000),
  HOST: text.default('127.0.0.1'),
  DATA_DIR: text.default('./data'),
  PUBLIC_URL: webUrl.optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'an address such as postgres://user:password@host/database' }).optional(),
  LINE_CHANNEL_SECRET: text.optional(),
  LINE_CHANNEL_ACCESS_TOKEN: text.optional(),
  LINE_BOT_USER_ID: text.optional(),
  LINE_API_BASE_URL: webUrl.optional(),
  SLACK_SIGNING_SECRET: text.optional(),
  SLACK_BOT_TOKEN: text.optional(),
  SLACK_APP_TOKEN: text.optional(),
  SLACK_API_URL: webUrl.optional(),
  SLACK_CASE_CHANNEL: text.optional(),
  WIDGET_ORIGINS: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((origin) => origin.trim())
        .filter((origin) => origin !== ''),
    )
    .pipe(z.array(webUrl)),
  CENTRE_FILE: text.default('./centre.yaml'),
  TRUST_PROXY: z.coerce.number('how many proxies stand in front, such as 1').int().min(0).max(10).default(0),
  TODAY: z.iso.date('a day such as 2026-11-21').optional(),
});
export type Environment = z.infer<typeof environmentSchema>;

const duration = z.string().regex(/^\d+[mhd]$/, 'a duration such as 15m, 1h or 2d');
const hours = z.string().regex(/^\d{1,2}:\d{2}-\d{1,2}:\d{2}$/, 'hours such as 9:00-17:00');

/** The centre a deployment serves. */
const centreSchema = z.strictObject({
  name: text,
  phone: z
    .string()
    .regex(/^[\d-]+$/, 'a phone number such as 00-0000-0000')
    .optional(),
  hours: z.strictObject({ weekdays: hours, closed: z.array(text).default([]) }).optional(),
  privacy_url: webUrl.optional(),
  retention_days: z.int().min(1).max(3650).default(90),
  limits: z
    .strictObject({
      conversations_per_hour: z.int().min(1).default(120),
      conversations_burst: z.int().min(1).default(40),
      turns_per_minute: z.int().min(1).default(30),
      turns_burst: z.int().min(1).default(10),
    })
    .prefault({}),
  slack: z
    .strictObject({
      default_channel: text.optional(),
      channels: z.record(z.string(), text).default({}),
      escalate: z.array(z.strictObject({ after: duration, to: text })).default([]),
      mask: z.boolean().default(true),
    })
    .prefault({}),
  line: z.strictObject({ mode: z.enum(['full', 'entrance_only']).default('full') }).prefault({}),
  /** Links to the 相談シート and to the owner's copy: how long each opens, how many of a conversation within an hour. */
  links: z.strictObject({ days: z.int().min(1).max(30).default(7), per_hour: z.int().min(1).max(40).default(6) }).prefault({}),
});
/** A page goes with its conversation: a link that promised longer would not keep its word. */
const consistentCentreSchema = centreSchema.refine(({ links, retention_days: kept }) => links.days <= kept, {
  path: ['links', 'days'],
  error: 'at most retention_days: what a link opens is erased with the conversation',
});
export type Centre = z.infer<typeof centreSchema>;

export interface Config extends Environment {
  centre: Centre;
}

/** A setting that cannot be used; its message is one sentence for the operator. */
export class ConfigError extends Error {}

/** Variables that only make sense together. */
const together: readonly (readonly [keyof Environment, keyof Environment])[] = [
  ['LINE_CHANNEL_SECRET', 'LINE_CHANNEL_ACCESS_TOKEN'],
  ['LINE_CHANNEL_ACCESS_TOKEN', 'LINE_CHANNEL_SECRET'],
];

/** Reads and checks the environment; empty variables count as unset. Throws ConfigError. */
export function readEnvironment(from: NodeJS.ProcessEnv = process.env): Environment {
  const set = Object.fromEntries(Object.entries(from).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const result = environmentSchema.safeParse(set);
  if (!result.success) {
    const issue = result.error.issues[0];
    const name = String(issue?.path[0] ?? 'The environment');
    throw new ConfigError(`${name} is "${set[name] ?? ''}"; expected ${issue?.message ?? 'another value'}.`);
  }
  for (const [one, other] of together) {
    if (result.data[one] !== undefined && result.data[other] === undefined)
      throw new ConfigError(`${one} is set but ${other} is not; set both or neither.`);
  }
  const slackWay = result.data.SLACK_SIGNING_SECRET ?? result.data.SLACK_APP_TOKEN;
  if (slackWay !== undefined && result.data.SLACK_BOT_TOKEN === undefined)
    throw new ConfigError('SLACK_SIGNING_SECRET or SLACK_APP_TOKEN is set but SLACK_BOT_TOKEN is not; set both or neither.');
  if (slackWay === undefined && result.data.SLACK_BOT_TOKEN !== undefined)
    throw new ConfigError('SLACK_BOT_TOKEN is set but neither SLACK_SIGNING_SECRET nor SLACK_APP_TOKEN is; set one of them or none.');
  return result.data;
}

/** Reads the centre's file. Throws ConfigError with the key that does not fit. */
export function readCentre(path: string): Centre {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch {
    throw new ConfigError(`CENTRE_FILE "${path}" cannot be read; expected a YAML file like the centre.yaml of the project.`);
  }
  const result = consistentCentreSchema.safeParse(parse(content));
  if (!result.success) throw new ConfigError(`CENTRE_FILE "${path}": ${z.prettifyError(result.error)}`);
  return result.data;
}

export function readConfig(from: NodeJS.ProcessEnv = process.env): Config {
  const environment = readEnvironment(from);
  return { ...environment, centre: readCentre(environment.CENTRE_FILE) };
}
