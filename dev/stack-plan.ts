// Decides which parts of the stack are ours, where each listens, and the environment of our processes.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config, oidcKeys, webhookUrl, webhookUrlKeys } from '../config.ts';
import { type DevSecrets, devSecrets } from './dev-secrets.ts';
import { ownFolder } from './own-folder.ts';
import { freePort } from './ports.ts';
import { postgresUrl, urlAs } from './postgres.ts';
import { embeddedTemporalEnv, temporalOf } from './temporal.ts';

export const stackSettings = [
  'GANGWAY_HOME',
  'GANGWAY_HOST',
  'GANGWAY_WORKER_READY_PORT',
  'GANGWAY_METRICS_PORT',
  'GANGWAY_WORKER_METRICS_PORT',
  'GANGWAY_SIMULATOR_PORT',
  'GANGWAY_CLOCK_PORT',
  'GANGWAY_OIDC_PORT',
  'GANGWAY_TEMPORAL_PORT',
  'GANGWAY_TEMPORAL_UI_PORT',
  'GANGWAY_POSTGRES_PORT',
  'PLAID_CLIENT_ID',
  'PLAID_SECRET',
  ...oidcKeys,
  ...webhookUrlKeys,
] as const;

/** The content of `.gangway/dev.json` besides the pids. Null when the developer brought that part. */
export type Addresses = {
  api: string;
  api_key: string;
  /** The API key of operators. */
  operator_key: string;
  temporal_address: string;
  temporal_ui: string | null;
  temporal_metrics: string | null;
  api_metrics: string;
  worker_metrics: string;
  /** An administrator's. Each process has one of its own role. */
  database_url: string;
  /** The simulator's address, even when API and worker use another Plaid. */
  plaid: string;
  /** Where tests let time pass. Null with the real Plaid, where we cannot. */
  clock: string | null;
  /** The operators' console. */
  console: string;
  /** The OpenID provider of the stack, by which its users sign in to the console. */
  oidc: string | null;
};

export type Plan = {
  home: string;
  /** False if API and worker use the real Plaid. */
  simulated: boolean;
  /** The parts that the stack runs itself, because the developer brings none. */
  embedded: { temporal: boolean; postgres: boolean };
  ports: Record<
    | 'api'
    | 'simulator'
    | 'clock'
    | 'oidc'
    | 'temporal'
    | 'ui'
    | 'metrics'
    | 'postgres'
    | 'workerReady'
    | 'apiMetrics'
    | 'workerMetrics',
    number
  >;
  addresses: Addresses;
  temporal: ReturnType<typeof temporalOf>;
  workerReady: string;
  dashboardUrl: string;
  /** The environment of API, worker and simulator, but for the address of PostgreSQL. */
  partsEnv: NodeJS.ProcessEnv;
  /** The address of PostgreSQL with the role of a part. */
  databaseAs: (part: 'api' | 'worker' | 'migrate') => string;
};

export async function planStack(config: Config<(typeof stackSettings)[number]>, env: NodeJS.ProcessEnv): Promise<Plan> {
  const simulated = !(config.PLAID_CLIENT_ID && config.PLAID_SECRET);
  // API and worker refuse this too, but only in their logs, and after everything else is up.
  if (!simulated) webhookUrl(config);
  const home = await ownFolder(config.GANGWAY_HOME);
  const ports = await portsOf(config);
  const embedded = { temporal: !env.TEMPORAL_ADDRESS && !env.TEMPORAL_PROFILE, postgres: !env.DATABASE_URL };
  // A host of 0.0.0.0 listens on every address. We use this one.
  const host = config.GANGWAY_HOST === '0.0.0.0' ? '127.0.0.1' : config.GANGWAY_HOST;
  const secrets = await devSecrets(home);
  const temporalEnv = embedded.temporal ? { ...embeddedTemporalEnv(env, home, ports.temporal), ...uiEnv(ports) } : env;
  const temporal = temporalOf(temporalEnv);
  const addresses: Addresses = {
    ...(embedded.temporal ? ownTemporal(ports) : { temporal_ui: null, temporal_metrics: null }),
    api: `http://${host}:${ports.api}`,
    api_metrics: `http://${host}:${ports.apiMetrics}/metrics`,
    worker_metrics: `http://${host}:${ports.workerMetrics}/metrics`,
    ...apiKeys(env, secrets),
    temporal_address: temporal.connection.address ?? '',
    database_url: env.DATABASE_URL || postgresUrl(ports.postgres),
    plaid: `http://${host}:${ports.simulator}`,
    clock: simulated ? `http://${host}:${ports.clock}/dev/clock` : null,
    ...consoleOf(config, host),
  };
  const partsEnv: NodeJS.ProcessEnv = {
    ...temporalEnv,
    // If the developer gives keys, API and worker call the Plaid of PLAID_ENV.
    ...(simulated ? simulatedPlaid(config.PLAID_BASE_URL ?? addresses.plaid) : {}),
    GANGWAY_HOME: home,
    ...(await vaultKeys(env, home, secrets)),
    ...ownOidc(addresses.oidc, secrets),
    GANGWAY_API_KEY: addresses.api_key,
    GANGWAY_OPERATOR_KEY: addresses.operator_key,
    GANGWAY_WORKER_READY_PORT: `${ports.workerReady}`,
    GANGWAY_METRICS_HOST: config.GANGWAY_HOST,
    GANGWAY_METRICS_PORT: `${ports.apiMetrics}`,
    GANGWAY_WORKER_METRICS_PORT: `${ports.workerMetrics}`,
    // Days pass in seconds here, so the feed has to look more often for lost webhooks.
    GANGWAY_FEED_SECONDS: env.GANGWAY_FEED_SECONDS || '10',
    // Each jump of the clock would start a reconciliation.
    GANGWAY_RECONCILE_HOURS: env.GANGWAY_RECONCILE_HOURS || '0',
    // For the same reason a case meets limits by the minute: Plaid's, and ours, because the demo looks at each case
    // four times a second.
    ...withoutLimits(env),
    // The tenant's backend under development runs on this machine too.
    GANGWAY_NOTIFY_INTERNAL: env.GANGWAY_NOTIFY_INTERNAL || '1',
  };
  const workerReady = `http://${host}:${ports.workerReady}/readyz`;
  const dashboardUrl = `${config.GANGWAY_PUBLIC_URL ?? addresses.api}/plaid/webhooks`;
  const databaseAs: Plan['databaseAs'] = (part) => urlAs(addresses.database_url, `gangway_${part}`, embedded.postgres);
  return { home, simulated, embedded, ports, addresses, temporal, workerReady, dashboardUrl, partsEnv, databaseAs };
}

function consoleOf(config: Config<(typeof stackSettings)[number]>, host: string) {
  const { GANGWAY_API_PORT, GANGWAY_PUBLIC_URL = `http://${host}:${GANGWAY_API_PORT}` } = config;
  return {
    console: new URL('/console', GANGWAY_PUBLIC_URL).href,
    oidc: config.GANGWAY_OIDC_ISSUER ? null : `http://${host}:${config.GANGWAY_OIDC_PORT}`,
  };
}

/** From a file, as in production, unless the developer gives keys. */
async function vaultKeys(env: NodeJS.ProcessEnv, home: string, secrets: DevSecrets): Promise<NodeJS.ProcessEnv> {
  if (env.GANGWAY_VAULT_KEYS || env.GANGWAY_VAULT_KEYS_FILE) return {};
  const path = join(home, 'vault-keys');
  await writeFile(path, `${secrets.GANGWAY_VAULT_KEYS}\n`, { mode: 0o600 });
  return { GANGWAY_VAULT_KEYS_FILE: path };
}

const limitsByTheMinute = ['PLAID_PROCESSES', 'LIMIT_KEY', 'LIMIT_TENANT', 'LIMIT_SOURCE'].map(
  (name) => `GANGWAY_${name}`,
);
const withoutLimits = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(limitsByTheMinute.map((name) => [name, env[name] || '0']));

const apiKeys = (env: NodeJS.ProcessEnv, secrets: DevSecrets) => ({
  api_key: env.GANGWAY_API_KEY || secrets.GANGWAY_API_KEY,
  operator_key: env.GANGWAY_OPERATOR_KEY || secrets.GANGWAY_OPERATOR_KEY,
});

const portsOf = async (config: Config<(typeof stackSettings)[number]>): Promise<Plan['ports']> => ({
  api: config.GANGWAY_API_PORT,
  simulator: config.GANGWAY_SIMULATOR_PORT,
  clock: config.GANGWAY_CLOCK_PORT,
  oidc: config.GANGWAY_OIDC_PORT,
  temporal: config.GANGWAY_TEMPORAL_PORT,
  ui: config.GANGWAY_TEMPORAL_UI_PORT,
  metrics: await freePort(),
  postgres: config.GANGWAY_POSTGRES_PORT,
  workerReady: config.GANGWAY_WORKER_READY_PORT ?? (await freePort()),
  apiMetrics: config.GANGWAY_METRICS_PORT ?? (await freePort()),
  workerMetrics: config.GANGWAY_WORKER_METRICS_PORT ?? (await freePort()),
});

const uiEnv = (ports: Plan['ports']) => ({ GANGWAY_TEMPORAL_UI_URL: ownTemporal(ports).temporal_ui });
const ownTemporal = ({ ui, metrics }: Plan['ports']) => ({
  temporal_ui: `http://127.0.0.1:${ui}`,
  temporal_metrics: `http://127.0.0.1:${metrics}/metrics`,
});

const ownOidc = (issuer: string | null, { GANGWAY_OIDC_CLIENT_SECRET }: DevSecrets): NodeJS.ProcessEnv =>
  issuer === null ? {} : { GANGWAY_OIDC_ISSUER: issuer, GANGWAY_OIDC_CLIENT_ID: 'gangway', GANGWAY_OIDC_CLIENT_SECRET };

const simulatedPlaid = (baseUrl: string) => ({
  PLAID_CLIENT_ID: 'simulator-client',
  PLAID_SECRET: 'simulator-secret',
  PLAID_BASE_URL: baseUrl,
});
