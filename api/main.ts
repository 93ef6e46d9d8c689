// The API process: HTTP for tenants, the door for Plaid, the relay between PostgreSQL and Temporal, and the notifier.
import { once } from 'node:events';
import type { Server } from 'node:http';
import { limitKeys, limitSettings } from '../config/limits.ts';
import { warnOfNode } from '../config/node-version.ts';
import {
  type Config,
  oidcKeys,
  oidcSettings,
  plaidKeys,
  plaidSettings,
  readConfig,
  retentionKeys,
  retentionSettings,
  smtpKeys,
  smtpSettings,
  webhookUrl,
  webhookUrlKeys,
} from '../config.ts';
import { createPages } from '../console/pages.tsx';
import { createProvider } from '../console/sign-in/provider.ts';
import { keptTenant } from '../db/case/tenant-of.ts';
import { listenToTimelines } from '../db/case/timeline-listener.ts';
import { webhookKeys } from '../db/inbox/webhook-keys.ts';
import { createPool } from '../db/pool.ts';
import { warnOfPooler } from '../db/pooler.ts';
import { refuseUnfitDatabase } from '../db/unfit.ts';
import { createVault, refuseWrongKeys } from '../db/vault.ts';
import { createPlaid } from '../plaid/client.ts';
import { createVerifier } from '../plaid/signature.ts';
import { createLog } from '../telemetry/log.ts';
import { observePlaidCalls } from '../telemetry/plaid-calls.ts';
import { tracingTo } from '../telemetry/start.ts';
import { traceStatements } from '../telemetry/statements.ts';
import { createCaseClient } from '../temporal/case-client.ts';
import { connectTemporal } from '../temporal/connect.ts';
import { traceClient } from '../temporal/trace-client.ts';
import { caseInTemporal } from '../temporal/ui.ts';
import { storeBootstrapKeys } from './bootstrap.ts';
import { createCasePages } from './case-pages.ts';
import { errorFields } from './http/access-log.ts';
import { createListener, type MakePages } from './http/app.ts';
import { createHttpServer, drain, listen } from './http/server.ts';
import { createSourceOf, within } from './http/source-address.ts';
import { createLimits } from './limits/limits.ts';
import { countKeyLookups, createMetrics } from './metrics/metrics.ts';
import { serveMetrics } from './metrics/metrics-server.ts';
import { createMailer } from './notify/mailer.ts';
import { createNotifier } from './notify/notifier.ts';
import { createOutside } from './notify/outside.ts';
import { createRelay } from './relay.ts';

const settings = [
  'DATABASE_URL',
  'GANGWAY_PREPARED_STATEMENTS',
  'GANGWAY_DIRECT_DATABASE_URL',
  'GANGWAY_VAULT_KEYS',
  'GANGWAY_API_KEY',
  'GANGWAY_OPERATOR_KEY',
  'GANGWAY_HOST',
  'GANGWAY_METRICS_HOST',
  'GANGWAY_METRICS_PORT',
  'GANGWAY_WEBHOOK_SOURCES',
  'GANGWAY_TRUSTED_PROXIES',
  'GANGWAY_NOTIFICATION_DAYS',
  'GANGWAY_AUDIT_DAYS',
  'GANGWAY_LOG_LEVEL',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'GANGWAY_NOTIFY_INTERNAL',
  ...retentionKeys,
  ...limitKeys,
  ...smtpKeys,
  ...oidcKeys,
  ...plaidKeys,
  ...webhookUrlKeys,
  'TEMPORAL_ADDRESS',
  'GANGWAY_TEMPORAL_UI_URL',
] as const;

/** An applicant waits for the answer. After this time the API answers that the tenant should retry. */
const plaidWithinMs = 10_000;

async function main(): Promise<void> {
  const config = readConfig(process.env, settings);
  const { tracing, log, metrics, db, reservedDb } = await begin(config);
  warnOfNode((sentence) => log.warn(sentence));
  const optional = optionalParts(config);
  const plaid = createPlaid({
    ...plaidSettings(config),
    timeoutMs: plaidWithinMs,
    around: observePlaidCalls(metrics.registry, tracing),
  });
  const vault = createVault(config.GANGWAY_VAULT_KEYS);
  await refuseUnfitDatabase(db);
  const listenUrl = config.GANGWAY_DIRECT_DATABASE_URL ?? config.DATABASE_URL;
  await warnOfPooler(listenUrl, (sentence) => log.warn(sentence));
  await refuseWrongKeys(vault, db);
  const temporal = connectTemporal(traceClient(tracing));
  const { GANGWAY_HOST: host, GANGWAY_API_PORT: port } = config;
  const firstKeys = { tenant: config.GANGWAY_API_KEY, operator: config.GANGWAY_OPERATOR_KEY ?? null };
  let firstKeysStored = false;
  const proxies = config.GANGWAY_TRUSTED_PROXIES ?? [];
  const sourceOf = createSourceOf({ sources: config.GANGWAY_WEBHOOK_SOURCES ?? null, proxies });
  const deps = {
    db,
    reservedDb,
    knowsFirstKeys: () => firstKeysStored,
    limits: createLimits({ db, sourceOf, metrics }, limitSettings(config)),
    ...{ log, metrics, tracing },
    plaid,
    vault,
    verify: createVerifier({ readKey: countKeyLookups(metrics, plaid.readWebhookKey), store: webhookKeys(reservedDb) }),
    sourceOf,
    plaidEnvironment: config.PLAID_ENV,
    cases: createCaseClient(temporal.client),
    caseInTemporal: caseInTemporal(config.GANGWAY_TEMPORAL_UI_URL, temporal.client.options.namespace),
    timelines: listenToTimelines(listenUrl),
    webhookUrl: webhookUrl(config),
    outside: createOutside({ loopback: config.GANGWAY_NOTIFY_INTERNAL === '1' }),
    ...optional,
  };
  const relay = createRelay({ ...deps, retention: retentionSettings(config) });
  const notifier = createNotifier({ ...deps, notificationDays: config.GANGWAY_NOTIFICATION_DAYS });
  const pokes = { pokeRelay: relay.poke, pokeNotifier: notifier.poke };
  const listener = createListener({ ...deps, ...pokes }, pagesOf(deps));
  const server = createHttpServer(listener, within(proxies));
  // Before the first request comes, because a signal would otherwise kill the process.
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());
  await listen(server, port, host, 'GANGWAY_API_PORT');
  log.info({ address: `http://${host}:${port}` }, 'listening');
  const servers = [server, ...(await metricsServer(deps, config))];
  const background = [
    storeBootstrapKeys(deps, firstKeys, stop.signal).then(() => {
      firstKeysStored = true;
    }),
    relay.run(stop.signal),
    notifier.run(stop.signal),
  ];
  if (!stop.signal.aborted) await once(stop.signal, 'abort');
  log.info('stopping');
  await deps.timelines.close();
  await Promise.all([...servers.map(drain), ...background]);
  await temporal.close();
  await Promise.all([db.end(), reservedDb.end(), tracing?.close()]);
}

type PagesDeps = Omit<Parameters<typeof createPages>[0], 'callApi' | 'casePages'>;
const pagesOf =
  (deps: PagesDeps & Parameters<typeof createCasePages>[0]): MakePages =>
  (callApi) =>
    createPages({ ...deps, callApi, casePages: createCasePages(deps) });

/** Makes what watches the process, and its connections to PostgreSQL. */
async function begin(config: Config<(typeof settings)[number]>) {
  const tracing = await tracingTo(config.OTEL_EXPORTER_OTLP_ENDPOINT, 'gangway-api');
  const prepares = config.GANGWAY_PREPARED_STATEMENTS === '1';
  const db = createPool(config.DATABASE_URL, { prepares, around: traceStatements(tracing) });
  // The door writes one group of webhooks at a time, and readiness asks once a second.
  const reservedDb = createPool(config.DATABASE_URL, { prepares, max: 2 });
  const log = createLog('api', config.GANGWAY_LOG_LEVEL, { tenantOf: (id) => keptTenant(db, id), tracing });
  return { tracing, log, metrics: createMetrics(), db, reservedDb };
}

/** Makes the parts that an installation may lack: emails to applicants, and the sign-in of operators. */
function optionalParts(config: Config<(typeof settings)[number]>) {
  const [smtp, oidc] = [smtpSettings(config), oidcSettings(config)];
  return { mailer: smtp && createMailer(smtp), provider: oidc && createProvider(oidc, webhookUrl(config)) };
}

type MetricsSettings = 'GANGWAY_HOST' | 'GANGWAY_METRICS_HOST' | 'GANGWAY_METRICS_PORT';

async function metricsServer(
  deps: Parameters<typeof serveMetrics>[0],
  config: Config<MetricsSettings>,
): Promise<Server[]> {
  const { GANGWAY_METRICS_PORT: port, GANGWAY_METRICS_HOST: host = config.GANGWAY_HOST } = config;
  if (port === undefined) return [];
  const server = createHttpServer(serveMetrics(deps));
  await listen(server, port, host, 'GANGWAY_METRICS_PORT');
  return [server];
}

process.on('uncaughtException', (error) => {
  process.stderr.write(`${JSON.stringify({ level: 'fatal', part: 'api', ...errorFields(error) })}\n`);
  process.exit(1);
});

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'The API could not start.'}\n`);
  process.exit(1);
});
