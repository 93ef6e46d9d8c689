// The API process: HTTP for products, the door for Plaid, and the relay between PostgreSQL and Temporal.
import { pino } from 'pino';
import {
  notifiesInternal,
  notifyKeys,
  plaidKeys,
  plaidSettings,
  readConfig,
  smtpKeys,
  smtpSettings,
  webhookUrl,
} from '../config.ts';
import { createPool } from '../db/pool.ts';
import { createVault } from '../db/vault.ts';
import { createPlaid } from '../plaid/client.ts';
import { createVerifier } from '../plaid/signature.ts';
import { errorFields } from './access-log.ts';
import { createListener } from './app.ts';
import { storeBootstrapKey } from './bootstrap.ts';
import { createCases } from './cases/cases.ts';
import { countKeyLookups, createMetrics } from './metrics.ts';
import { serveMetrics } from './metrics-server.ts';
import { createMailer } from './notify/mailer.ts';
import { createNotifier } from './notify/notifier.ts';
import { createOutside } from './notify/outside.ts';
import { createRelay } from './relay.ts';
import { createHttpServer, drain, listen } from './server.ts';
import { createSourceOf } from './source-address.ts';
import { connectTemporal } from './temporal.ts';

const settings = [
  'DATABASE_URL',
  'GANGWAY_VAULT_KEYS',
  'GANGWAY_API_KEY',
  'GANGWAY_HOST',
  'GANGWAY_API_PORT',
  'GANGWAY_METRICS_PORT',
  'GANGWAY_PUBLIC_URL',
  'GANGWAY_WEBHOOK_SOURCES',
  'GANGWAY_TRUSTED_PROXIES',
  'GANGWAY_INBOX_DAYS',
  'GANGWAY_NOTIFICATION_DAYS',
  'GANGWAY_LOG_LEVEL',
  ...notifyKeys,
  ...smtpKeys,
  ...plaidKeys,
] as const;

/** A person waits for the answer: longer than this and they are better told to try again. */
const plaidWithinMs = 10_000;

async function main(): Promise<void> {
  const config = readConfig(process.env, settings);
  const log = pino({ level: config.GANGWAY_LOG_LEVEL, base: { part: 'api' } });
  const smtp = smtpSettings(config);
  const plaid = createPlaid({ ...plaidSettings(config), timeoutMs: plaidWithinMs });
  const db = createPool(config.DATABASE_URL);
  const temporal = connectTemporal();
  const metrics = createMetrics();
  const { GANGWAY_HOST: host, GANGWAY_API_PORT: port, GANGWAY_METRICS_PORT: metricsPort } = config;

  const deps = {
    db,
    log,
    metrics,
    plaid,
    vault: createVault(config.GANGWAY_VAULT_KEYS),
    verify: createVerifier({ readKey: countKeyLookups(metrics, plaid.readWebhookKey) }),
    sourceOf: createSourceOf({
      sources: config.GANGWAY_WEBHOOK_SOURCES ?? null,
      proxies: config.GANGWAY_TRUSTED_PROXIES ?? [],
    }),
    plaidEnvironment: config.PLAID_ENV,
    cases: createCases(temporal.client),
    webhookUrl: webhookUrl(config),
    outside: createOutside({ loopback: notifiesInternal(config) }),
    mailer: smtp && createMailer(smtp),
  };
  const relay = createRelay({ ...deps, inboxDays: config.GANGWAY_INBOX_DAYS });
  const notifier = createNotifier({ ...deps, notificationDays: config.GANGWAY_NOTIFICATION_DAYS });
  const pokes = { pokeRelay: relay.poke, pokeNotifier: notifier.poke };
  const server = createHttpServer(createListener({ ...deps, ...pokes }));
  await listen(server, port, host, 'GANGWAY_API_PORT');
  log.info({ address: `http://${host}:${port}` }, 'listening');
  const servers = [server];
  if (metricsPort !== undefined) {
    const metricsServer = createHttpServer(serveMetrics(deps));
    await listen(metricsServer, metricsPort, host, 'GANGWAY_METRICS_PORT');
    servers.push(metricsServer);
  }

  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());
  const background = [
    storeBootstrapKey(deps, config.GANGWAY_API_KEY, stop.signal),
    relay.run(stop.signal),
    notifier.run(stop.signal),
  ];
  await new Promise((resolve) => stop.signal.addEventListener('abort', resolve));

  log.info('stopping');
  await Promise.all([...servers.map(drain), ...background]);
  await temporal.close();
  await db.end();
}

process.on('uncaughtException', (error) => {
  process.stderr.write(`${JSON.stringify({ level: 'fatal', part: 'api', ...errorFields(error) })}\n`);
  process.exit(1);
});

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'The API could not start.'}\n`);
  process.exit(1);
});
