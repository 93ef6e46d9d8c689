// The only reader of the environment. Every setting stands here once, with its default and what it is for;
// `.env.example` is generated from it (`npm run env-example`). Only entry points read this file.
import ipaddr from 'ipaddr.js';
import { z } from 'zod';

function wholeNumber(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number({ error }).int({ error }).min(least, { error }).max(most, { error });
}
const port = wholeNumber(1, 65535);

const split = (list: string) => list.split(',').map((part) => part.trim());
const addressRanges = z
  .string()
  .refine(
    (list) => split(list).every(isAddressRange),
    'must be ranges such as 203.0.113.0/24 or 2001:db8::/32, comma separated',
  )
  .transform(split)
  .optional();

function isAddressRange(text: string): boolean {
  if (ipaddr.IPv4.isValidCIDRFourPartDecimal(text)) return true;
  // Addresses are compared as IPv4 where they are: a range of ::ffff:… would match none.
  return ipaddr.IPv6.isValidCIDR(text) && !ipaddr.IPv6.parseCIDR(text)[0].isIPv4MappedAddress();
}

const settings = {
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).describe('PostgreSQL. Development starts its own if unset.'),
  GANGWAY_VAULT_KEYS: z
    .string()
    .regex(
      /^[a-z0-9-]+:[A-Za-z0-9+/]{43}=(,[a-z0-9-]+:[A-Za-z0-9+/]{43}=)*$/,
      'must be id:base64 of 32 bytes, comma separated; `openssl rand -base64 32` makes one',
    )
    .describe('Key-encryption keys of the vault, id:base64 of 32 bytes, the current one first.'),
  GANGWAY_API_KEY: z
    .string()
    .regex(/^gw_[a-z0-9]{8}_[A-Za-z0-9_-]{43}$/, 'must be gw_, 8 characters, _, and 43 characters of base64url')
    .describe('The bootstrap API key. The API stores its hash at start.'),
  GANGWAY_HOST: z.string().default('127.0.0.1').describe('Address that API and simulator listen on.'),
  GANGWAY_API_PORT: port.default(3000).describe('Port of the API.'),
  GANGWAY_METRICS_PORT: port
    .optional()
    .describe('Port on which the API answers GET /metrics, without a key: keep it inside. Off if unset.'),
  GANGWAY_PUBLIC_URL: z.url().optional().describe('Where Plaid reaches the API. Default: the API on this machine.'),
  GANGWAY_WEBHOOK_SOURCES: addressRanges.describe(
    'Address ranges that webhooks are taken from, comma separated. Default: from everywhere, if they are signed.',
  ),
  GANGWAY_TRUSTED_PROXIES: addressRanges.describe(
    'Address ranges of the proxies before the API, whose X-Forwarded-For is believed. Default: none.',
  ),
  GANGWAY_INBOX_DAYS: wholeNumber(1, 3650)
    .default(30)
    .describe('How long webhooks are kept once they are done. Others stay.'),
  GANGWAY_NOTIFICATION_DAYS: wholeNumber(7, 3650).default(90).describe('How long notifications are kept.'),
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
    .describe('Whom emails are from. Needed with GANGWAY_SMTP_URL.'),
  GANGWAY_FEED_SECONDS: wholeNumber(1, 86400)
    .default(900)
    .describe('How often the feeds look by themselves, in case webhooks stop.'),
  GANGWAY_TRANSACTIONS_SECONDS: wholeNumber(1, 604_800)
    .default(86_400)
    .describe("How often an Item's transactions are looked at without a webhook, where a product asked for them."),
  GANGWAY_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('Least level logged.'),
  PLAID_CLIENT_ID: z.string().optional().describe("Plaid's client id. Development uses the simulator if unset."),
  PLAID_SECRET: z.string().optional().describe("Plaid's secret."),
  PLAID_ENV: z.enum(['sandbox', 'production']).default('sandbox').describe('Which Plaid.'),
  PLAID_BASE_URL: z.url().optional().describe('Where API and worker find Plaid. Default: by PLAID_ENV.'),
  GANGWAY_HOME: z.string().default('.gangway').describe('Development: where state and fetched binaries are kept.'),
  GANGWAY_SIMULATOR_PORT: port.default(3100).describe('Development: port of the simulator.'),
  GANGWAY_TEMPORAL_PORT: port.default(7233).describe('Development: port of the embedded Temporal.'),
  GANGWAY_TEMPORAL_UI_PORT: port.default(8233).describe('Development: port of the Temporal UI.'),
  GANGWAY_POSTGRES_PORT: port.default(5433).describe('Development: port of the embedded PostgreSQL.'),
  TEMPORAL_ADDRESS: z
    .string()
    .optional()
    .describe("Temporal's frontend. Other TEMPORAL_* settings and profiles as Temporal's own tools read them."),
};

type Settings = typeof settings;
export type Config<K extends keyof Settings> = { [P in K]: z.output<Settings[P]> };

/** The settings that an entry point needs. Throws one error that names every bad or missing one. */
export function readConfig<K extends keyof Settings>(env: NodeJS.ProcessEnv, keys: readonly K[]): Config<K> {
  const shape = Object.fromEntries(keys.map((key) => [key, settings[key]]));
  // An empty value is what `KEY=` in an env file leaves behind: treat it as not set.
  const given = Object.fromEntries(keys.flatMap((key) => (env[key] ? [[key, env[key]]] : [])));
  const parsed = z.object(shape).safeParse(given);
  if (parsed.success) return parsed.data as Config<K>;
  const problems = parsed.error.issues.map((issue) => {
    const key = String(issue.path[0]);
    const what = given[key] === undefined ? 'is not set' : issue.message;
    return `  ${key} ${what}. ${settings[key as K].description}`;
  });
  throw new Error(`Settings to correct:\n${problems.join('\n')}`);
}

const plaidOrigins = { sandbox: 'https://sandbox.plaid.com', production: 'https://production.plaid.com' };
export const plaidKeys = ['PLAID_CLIENT_ID', 'PLAID_SECRET', 'PLAID_ENV', 'PLAID_BASE_URL'] as const;

/** How API and worker reach Plaid. Without keys there is nobody to ask: development passes the simulator's. */
export function plaidSettings(config: Config<(typeof plaidKeys)[number]>) {
  const { PLAID_CLIENT_ID: clientId, PLAID_SECRET: secret } = config;
  if (!clientId || !secret) {
    throw new Error(
      'Settings to correct:\n  PLAID_CLIENT_ID and PLAID_SECRET are not set. Plaid shows them in its Dashboard.',
    );
  }
  return { clientId, secret, baseUrl: config.PLAID_BASE_URL ?? plaidOrigins[config.PLAID_ENV] };
}

export const smtpKeys = ['GANGWAY_SMTP_URL', 'GANGWAY_SMTP_FROM'] as const;

/** Null: emails are off. */
export function smtpSettings(config: Config<(typeof smtpKeys)[number]>): { url: string; from: string } | null {
  const { GANGWAY_SMTP_URL: url, GANGWAY_SMTP_FROM: from } = config;
  if (!url) return null;
  if (from) return { url, from };
  throw new Error(
    'Settings to correct:\n  GANGWAY_SMTP_FROM is not set. With GANGWAY_SMTP_URL it says whom emails are from.',
  );
}

export const notifyKeys = ['GANGWAY_NOTIFY_INTERNAL', 'PLAID_ENV'] as const;

/** Whether notifications may go to this machine. Where the money is real, nobody may have that reached through us. */
export function notifiesInternal(config: Config<(typeof notifyKeys)[number]>): boolean {
  const internal = config.GANGWAY_NOTIFY_INTERNAL === '1';
  if (internal && config.PLAID_ENV === 'production') {
    throw new Error(
      'Settings to correct:\n  GANGWAY_NOTIFY_INTERNAL is for development: unset it beside PLAID_ENV=production.',
    );
  }
  return internal;
}

/** Where Plaid finds our door. */
export function webhookUrl(config: Config<'GANGWAY_API_PORT' | 'GANGWAY_PUBLIC_URL'>): string {
  const origin = config.GANGWAY_PUBLIC_URL ?? `http://127.0.0.1:${config.GANGWAY_API_PORT}`;
  return new URL('/plaid/webhooks', origin).href;
}

/** The text of `.env.example`. */
export function envExample(): string {
  return Object.entries(settings)
    .map(([key, schema]) => {
      const fallback = schema.safeParse(undefined);
      const value = fallback.success && fallback.data !== undefined ? String(fallback.data) : '';
      return `# ${schema.description}\n# ${key}=${value}\n`;
    })
    .join('\n');
}
