// Gangway refuses these settings where people and money are real. Each rule returns one sentence without its subject,
// the setting: what is unsafe, and what to do. Null: it is safe.
import { loadClientConnectConfig } from '@temporalio/envconfig';
import pg from 'pg';
import { isPrivate, isThisMachine, listensInPublic } from './hosts.ts';
import { isWeakKey } from './weak-keys.ts';

/** The settings that have a rule, or that a rule reads. A process reads some of them. */
export type Judged = Partial<{
  DATABASE_URL: string;
  GANGWAY_DIRECT_DATABASE_URL: string | undefined;
  GANGWAY_VAULT_KEYS: string;
  GANGWAY_API_KEY: string;
  GANGWAY_OPERATOR_KEY: string | undefined;
  GANGWAY_HOST: string;
  GANGWAY_METRICS_HOST: string | undefined;
  GANGWAY_METRICS_PORT: number | undefined;
  GANGWAY_WORKER_METRICS_PORT: number | undefined;
  GANGWAY_PUBLIC_URL: string | undefined;
  OTEL_EXPORTER_OTLP_ENDPOINT: string | undefined;
  GANGWAY_TRUSTED_PROXIES: string[] | undefined;
  GANGWAY_NOTIFY_INTERNAL: string;
  GANGWAY_OIDC_ISSUER: string | undefined;
  PLAID_SECRET: string | undefined;
  PLAID_BASE_URL: string | undefined;
  TEMPORAL_ADDRESS: string | undefined;
}>;
type Rule = (values: Judged, env: NodeJS.ProcessEnv) => string | null;

const productionHost = 'production.plaid.com';

/** The only place that tells production from development: production is where Plaid is the real one. */
export const isProduction = (env: NodeJS.ProcessEnv): boolean =>
  env.PLAID_ENV === 'production' || (env.PLAID_BASE_URL ?? '').toLowerCase().includes(productionHost);

const rules: Partial<Record<keyof Judged, Rule>> = {
  DATABASE_URL: ({ DATABASE_URL: url }) => databaseTrouble(url),
  GANGWAY_DIRECT_DATABASE_URL: ({ GANGWAY_DIRECT_DATABASE_URL: url }) => databaseTrouble(url),
  GANGWAY_VAULT_KEYS: ({ GANGWAY_VAULT_KEYS: keys = '' }) => {
    // Only the first one encrypts. A weak one after it may stay until `npm run vault -- rotate` has replaced it.
    const [, current = ''] = /^[^:]*:([^,\n]*)/.exec(keys) ?? [];
    // The address of a key service is no key.
    return !/^https?:/.test(current) && isWeakKey(current)
      ? 'begins with a key that is not 32 random bytes. Make one with `openssl rand -base64 32`, and put it first.'
      : null;
  },
  GANGWAY_API_KEY: ({ GANGWAY_API_KEY: key }) => keyTrouble(key),
  GANGWAY_OPERATOR_KEY: ({ GANGWAY_OPERATOR_KEY: key }) => keyTrouble(key),
  GANGWAY_PUBLIC_URL: ({ GANGWAY_PUBLIC_URL: url }) =>
    url !== undefined && new URL(url).protocol === 'http:'
      ? 'begins with http://, so others can read what goes there. Set it to an https:// address.'
      : null,
  GANGWAY_OIDC_ISSUER: ({ GANGWAY_OIDC_ISSUER: issuer }) =>
    issuer !== undefined && new URL(issuer).protocol === 'http:'
      ? 'begins with http://, so others can choose who signs in to the console. Set it to an https:// address.'
      : null,
  GANGWAY_TRUSTED_PROXIES: ({ GANGWAY_TRUSTED_PROXIES: ranges }) =>
    ranges?.some((range) => range.endsWith('/0'))
      ? 'trusts every address, so everybody can choose the address that they seem to have. Name your proxies only.'
      : null,
  GANGWAY_NOTIFY_INTERNAL: ({ GANGWAY_NOTIFY_INTERNAL: internal }) =>
    internal === '1' ? 'lets tenants reach this machine through the API. It is for development: unset it.' : null,
  GANGWAY_METRICS_PORT: (values) => metricsTrouble(values, values.GANGWAY_METRICS_PORT),
  GANGWAY_WORKER_METRICS_PORT: (values) => metricsTrouble(values, values.GANGWAY_WORKER_METRICS_PORT),
  OTEL_EXPORTER_OTLP_ENDPOINT: ({ OTEL_EXPORTER_OTLP_ENDPOINT: url }) =>
    url !== undefined && new URL(url).protocol === 'http:' && !isPrivate(new URL(url).hostname)
      ? 'begins with http:// and is on the internet, so others can read the traces. Set it to an https:// address.'
      : null,
  PLAID_SECRET: ({ PLAID_SECRET: secret }) =>
    secret === 'simulator-secret' ? "is the simulator's. Set it to the one that Plaid's Dashboard shows." : null,
  PLAID_BASE_URL: ({ PLAID_BASE_URL: url }) =>
    url !== undefined && isPlain(new URL(url))
      ? "begins with http://, so others can read Plaid's secret on the way. Unset it, or set it to an https:// address."
      : null,
  TEMPORAL_ADDRESS: (_values, env) => temporalTrouble(env),
};

/** Returns one sentence for each of these settings that is unsafe, with its name. */
export function unsafeSettings(values: Judged, keys: readonly string[], env: NodeJS.ProcessEnv): string[] {
  const unsafe = Object.entries(rules).flatMap(([key, rule]) => {
    const trouble = keys.includes(key) ? rule(values, env) : null;
    return trouble ? [`${key} ${trouble}`] : [];
  });
  if (env.NODE_TLS_REJECT_UNAUTHORIZED === '0')
    unsafe.push('NODE_TLS_REJECT_UNAUTHORIZED is 0, so nothing checks a certificate. Unset it.');
  return unsafe;
}

const keyTrouble = (key: string | undefined): string | null =>
  key !== undefined && isWeakKey(key.split('_').slice(2).join('_'))
    ? 'does not end in 32 random bytes. Make a key as the head of docker-compose.yml shows.'
    : null;

const isPlain = ({ protocol, hostname }: URL) => protocol === 'http:' && !isThisMachine(hostname);

const metricsTrouble = ({ GANGWAY_HOST, GANGWAY_METRICS_HOST = GANGWAY_HOST }: Judged, port: number | undefined) =>
  port !== undefined && listensInPublic(GANGWAY_METRICS_HOST ?? '')
    ? 'shows metrics to the internet. Set GANGWAY_METRICS_HOST to a private address of this machine.'
    : null;

/** Asks the driver, which also reads PG* variables and knows more ways to weaken TLS than sslmode. */
function databaseTrouble(url: string | undefined): string | null {
  if (url === undefined) return null;
  let driver: { host: string; ssl: unknown };
  try {
    driver = new pg.Client({ connectionString: url });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return `names a certificate or key that this process cannot read (${code}). Correct sslrootcert, sslcert or sslkey.`;
  }
  const { host, ssl } = driver;
  if (host.startsWith('/') || isThisMachine(host)) return null;
  const checked = typeof ssl === 'object' && (ssl as { rejectUnauthorized?: boolean }).rejectUnauthorized !== false;
  if (checked && new URL(url).searchParams.get('sslmode') === 'verify-full') return null;
  return 'reaches PostgreSQL on another machine without checking its certificate. Add sslmode=verify-full to it.';
}

/** Reads Temporal's settings as the connection does. */
function temporalTrouble(env: NodeJS.ProcessEnv): string | null {
  const set = Object.entries(env).flatMap(([name, value]) => (value ? [[name, value] as const] : []));
  const { address, tls } = loadClientConnectConfig({ overrideEnvVars: Object.fromEntries(set) }).connectionOptions;
  if (tls || address === undefined || isThisMachine(address.replace(/:\d+$/, ''))) return null;
  return 'is on another machine, and the connection is plain. Set TEMPORAL_TLS=true, or TEMPORAL_API_KEY.';
}
