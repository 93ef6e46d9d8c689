// The only reader of the environment. Every setting is here once, with its default and its purpose; `.env.example` is
// generated from it (`npm run env-example`). Only entry points read this file.
import { z } from 'zod';
import { addressRanges, webhookSources } from './config/address-ranges.ts';
import { database } from './config/database.ts';
import { development } from './config/development.ts';
import { isPrivate } from './config/hosts.ts';
import { limits, wholeNumber } from './config/limits.ts';
import { isProduction, unsafeSettings } from './config/production.ts';
import { retention } from './config/retention.ts';
import { readSecretFiles } from './config/secret-files.ts';
import { signIn } from './config/sign-in.ts';
import { workerVersion } from './config/worker-version.ts';

const port = wholeNumber(1, 65535);

const apiKey = z
  .string()
  .regex(/^gw_[a-z0-9]{8}_[A-Za-z0-9_-]{43}$/, 'must be gw_, 8 characters, _, and 43 characters of base64url');

/** Data keys go to a key service over plain HTTP on this machine only. */
const vaultKey = String.raw`[a-z0-9-]+:([A-Za-z0-9+/]{43}=|https://[^,\s]+|http://(127\.0\.0\.1|localhost|\[::1\])[:/][^,\s]*)`;

const settings = {
  ...database,
  GANGWAY_VAULT_KEYS: z
    .string()
    .regex(
      new RegExp(`^${vaultKey}([,\\r\\n]+${vaultKey})*$`),
      'must be id:base64 of 32 bytes, one a line or comma separated; `openssl rand -base64 32` makes one',
    )
    .describe(
      'Key-encryption keys, id:base64 of 32 bytes or id:address of a service, the first one wraps. Better: GANGWAY_VAULT_KEYS_FILE.',
    ),
  GANGWAY_API_KEY: apiKey.describe('The first API key of the tenant `default`. The API stores its hash at start.'),
  GANGWAY_OPERATOR_KEY: apiKey
    .optional()
    .describe("An operator's API key, which belongs to no tenant. The API stores its hash at start."),
  GANGWAY_HOST: z.string().default('127.0.0.1').describe('Address that API and simulator listen on.'),
  GANGWAY_API_PORT: port.default(3000).describe('Port of the API.'),
  GANGWAY_METRICS_PORT: port
    .optional()
    .describe('Port on which the API answers GET /metrics, without a key: keep it private. Off if unset.'),
  GANGWAY_METRICS_HOST: z
    .string()
    .optional()
    .describe('Address on which API and worker answer GET /metrics. Default: GANGWAY_HOST.'),
  GANGWAY_WORKER_METRICS_PORT: port
    .optional()
    .describe('Port on which the worker answers GET /metrics. As above. Off if unset.'),
  GANGWAY_WORKER_READY_PORT: port
    .optional()
    .describe('Port on which the worker answers GET /readyz: 200 while Temporal sees it at work. Off if unset.'),
  GANGWAY_PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Address at which Plaid reaches the API. Needed with Plaid; the simulator finds it on this machine.'),
  GANGWAY_WEBHOOK_SOURCES: webhookSources.describe(
    "Address ranges from which the API accepts webhooks, comma separated; `plaid` means Plaid's. Default: all, if signed.",
  ),
  GANGWAY_TRUSTED_PROXIES: addressRanges.describe(
    'Address ranges of the proxies before the API, whose X-Forwarded-For the API believes. Default: none.',
  ),
  ...limits,
  ...retention,
  GANGWAY_NOTIFY_INTERNAL: z
    .enum(['0', '1'])
    .default('0')
    .describe('Development: 1 lets notifications go to this machine, also by http. `npm run dev` sets it.'),
  GANGWAY_SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe('Mail server for emails to applicants, smtps:// or smtp:// (then STARTTLS). Emails are off if unset.'),
  GANGWAY_SMTP_FROM: z
    .string()
    .regex(
      /^([^<>@\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/,
      'must be name@example.com or Name <name@example.com>',
    )
    .optional()
    .describe('Sender of emails. Needed with GANGWAY_SMTP_URL.'),
  ...signIn,
  GANGWAY_FEED_SECONDS: wholeNumber(1, 86400)
    .default(900)
    .describe('Seconds between two reads of a feed without a webhook, in case webhooks stop.'),
  GANGWAY_TRANSACTIONS_SECONDS: wholeNumber(1, 604_800)
    .default(86_400)
    .describe("Seconds between two reads of an Item's transactions without a webhook, if the tenant asked for them."),
  GANGWAY_RECONCILE_HOURS: wholeNumber(0, 168)
    .default(6)
    .describe('Hours between two reconciliations of all cases with Temporal and Plaid. 0: none, as in development.'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('OpenTelemetry collector for traces, OTLP over HTTP; other OTEL_* settings count too. Off if unset.'),
  GANGWAY_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('Lowest level that is logged.'),
  PLAID_CLIENT_ID: z.string().optional().describe("Plaid's client id. Development uses the simulator if unset."),
  PLAID_SECRET: z.string().optional().describe("Plaid's secret."),
  PLAID_ENV: z.enum(['sandbox', 'production']).default('sandbox').describe("Plaid's environment."),
  PLAID_BASE_URL: z.url().optional().describe('Address of Plaid for API and worker. Default: by PLAID_ENV.'),
  ...development,
  TEMPORAL_ADDRESS: z
    .string()
    .optional()
    .describe("Temporal's frontend. Gangway reads other TEMPORAL_* settings and profiles as Temporal's own tools do."),
  ...workerVersion,
};

type Settings = typeof settings;
export type Setting = keyof Settings;
export type Config<K extends Setting> = { [P in K]: z.output<Settings[P]> };

/** Each of these may come from a file instead: DATABASE_URL from the one that DATABASE_URL_FILE names. */
const secrets: readonly Setting[] = [
  'DATABASE_URL',
  'GANGWAY_DIRECT_DATABASE_URL',
  'GANGWAY_VAULT_KEYS',
  'GANGWAY_API_KEY',
  'GANGWAY_OPERATOR_KEY',
  'GANGWAY_SMTP_URL',
  'GANGWAY_OIDC_CLIENT_SECRET',
  'PLAID_SECRET',
];

const refusal = (problems: string[]) => new Error(['Settings to correct:', ...problems].join('\n  '));

/**
 * Returns the settings that an entry point needs. Throws one error that names every bad or missing one; in production
 * also every unsafe one.
 */
export function readConfig<K extends Setting>(environment: NodeJS.ProcessEnv, keys: readonly K[]): Config<K> {
  const { env, problems } = readSecretFiles(
    environment,
    secrets.filter((name) => (keys as readonly Setting[]).includes(name)),
  );
  const asked = keys.filter((key) => !problems.has(key));
  const shape = Object.fromEntries(asked.map((key) => [key, settings[key]]));
  // An env file with `KEY=` gives an empty value: treat it as not set.
  const given = Object.fromEntries(asked.flatMap((key) => (env[key] ? [[key, env[key]]] : [])));
  const parsed = z.object(shape).safeParse(given);
  const wrong = (parsed.error?.issues ?? []).map((issue) => {
    const key = String(issue.path[0]);
    const what = given[key] === undefined ? 'is not set' : issue.message;
    return `${key} ${what}. ${settings[key as K].description}`;
  });
  if (!parsed.success || problems.size > 0) throw refusal([...problems.values(), ...wrong]);
  const unsafe = isProduction(env) ? unsafeSettings(parsed.data as Partial<Config<Setting>>, keys, env) : [];
  if (unsafe.length > 0) throw refusal(unsafe);
  return parsed.data as Config<K>;
}

/** Returns the environment with every secret in it that a file holds. */
export function withSecrets(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { env, problems } = readSecretFiles(environment, secrets);
  if (problems.size > 0) throw refusal([...problems.values()]);
  return env;
}

const plaidOrigins = { sandbox: 'https://sandbox.plaid.com', production: 'https://production.plaid.com' };
export const plaidKeys = [
  'PLAID_CLIENT_ID',
  'PLAID_SECRET',
  'PLAID_ENV',
  'PLAID_BASE_URL',
  'GANGWAY_PLAID_PROCESSES',
] as const;

/** Returns how API and worker reach Plaid. Throws without keys; development passes the simulator's. */
export function plaidSettings(config: Config<(typeof plaidKeys)[number]>) {
  const { PLAID_CLIENT_ID: clientId, PLAID_SECRET: secret } = config;
  if (!clientId || !secret) {
    throw refusal(['PLAID_CLIENT_ID and PLAID_SECRET are not set. Plaid shows them in its Dashboard.']);
  }
  return { clientId, secret, baseUrl: plaidOrigin(config), processes: config.GANGWAY_PLAID_PROCESSES };
}

const plaidOrigin = (config: Config<'PLAID_ENV' | 'PLAID_BASE_URL'>) =>
  config.PLAID_BASE_URL ?? plaidOrigins[config.PLAID_ENV];

export const retentionKeys = [
  ...(['GANGWAY_INBOX_DAYS', 'GANGWAY_INBOX_FAILED_DAYS', 'GANGWAY_IDEMPOTENCY_DAYS'] as const),
  ...(['GANGWAY_APPLICANT_DAYS', 'GANGWAY_UNFUNDED_DAYS', 'GANGWAY_AUDIT_DAYS'] as const),
] as const;

export const retentionSettings = (config: Config<(typeof retentionKeys)[number]>) => ({
  inboxDays: config.GANGWAY_INBOX_DAYS,
  failedInboxDays: config.GANGWAY_INBOX_FAILED_DAYS,
  idempotencyDays: config.GANGWAY_IDEMPOTENCY_DAYS,
  applicantDays: config.GANGWAY_APPLICANT_DAYS,
  unfundedDays: config.GANGWAY_UNFUNDED_DAYS,
  auditDays: config.GANGWAY_AUDIT_DAYS,
});

export const smtpKeys = ['GANGWAY_SMTP_URL', 'GANGWAY_SMTP_FROM'] as const;

/** Null: emails are off. */
export function smtpSettings(config: Config<(typeof smtpKeys)[number]>): { url: string; from: string } | null {
  const { GANGWAY_SMTP_URL: url, GANGWAY_SMTP_FROM: from } = config;
  if (!url) return null;
  if (from) return { url, from };
  throw refusal(['GANGWAY_SMTP_FROM is not set. It is the sender of emails, which GANGWAY_SMTP_URL needs.']);
}

export const oidcKeys = [
  ...(['GANGWAY_OIDC_ISSUER', 'GANGWAY_OIDC_CLIENT_ID', 'GANGWAY_OIDC_CLIENT_SECRET'] as const),
  'GANGWAY_OIDC_ROLES_CLAIM',
] as const;

/** Null: there is no console. */
export function oidcSettings(config: Config<(typeof oidcKeys)[number]>) {
  const { GANGWAY_OIDC_ISSUER: issuer, GANGWAY_OIDC_CLIENT_ID: clientId } = config;
  const { GANGWAY_OIDC_CLIENT_SECRET: clientSecret, GANGWAY_OIDC_ROLES_CLAIM: rolesClaim } = config;
  if (!issuer) return null;
  if (clientId && clientSecret) return { issuer: new URL(issuer), clientId, clientSecret, rolesClaim };
  throw refusal(['GANGWAY_OIDC_CLIENT_ID and GANGWAY_OIDC_CLIENT_SECRET are not set. GANGWAY_OIDC_ISSUER needs both.']);
}

export const webhookUrlKeys = ['GANGWAY_API_PORT', 'GANGWAY_PUBLIC_URL', 'PLAID_ENV', 'PLAID_BASE_URL'] as const;

/**
 * Returns the address to which Plaid posts webhooks. Throws if the address is private but Plaid is the real one: its
 * webhooks would be lost silently.
 */
export function webhookUrl(config: Config<(typeof webhookUrlKeys)[number]>): string {
  const given = config.GANGWAY_PUBLIC_URL;
  const url = new URL('/plaid/webhooks', given ?? `http://127.0.0.1:${config.GANGWAY_API_PORT}`);
  const plaid = new URL(plaidOrigin(config)).hostname;
  if (!plaid.endsWith('.plaid.com') || !isPrivate(url.hostname)) return url.href;
  const what = given === undefined ? 'is not set' : 'is an address of this machine or of a private network';
  throw refusal([
    `GANGWAY_PUBLIC_URL ${what}, and ${plaid} cannot deliver webhooks there. Set it to the address at ` +
      "which the internet reaches the API, such as that of a tunnel; or use the simulator: in development without Plaid's keys, in containers by PLAID_BASE_URL.",
  ]);
}

/** Returns the text of `.env.example`. */
export function envExample(): string {
  const about = '# A secret has a second line, NAME_FILE: a file that holds it, in place of NAME.\n';
  const entries = Object.entries(settings).map(([key, schema]) => {
    const fallback = schema.safeParse(undefined);
    const value = fallback.success && fallback.data !== undefined ? String(fallback.data) : '';
    const file = secrets.includes(key as Setting) ? `# ${key}_FILE=\n` : '';
    return `# ${schema.description}\n# ${key}=${value}\n${file}`;
  });
  return [about, ...entries].join('\n');
}
