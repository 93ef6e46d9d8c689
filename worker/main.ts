// The worker: runs the workflows of cases and their activities.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { Client } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { bundleWorkflowCode, NativeConnection, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import type { Logger } from 'pino';
import { createActivities } from '../activities/index.ts';
import { warnOfNode } from '../config/node-version.ts';
import { workerVersionKeys, workerVersionOf } from '../config/worker-version.ts';
import { type Config, plaidKeys, plaidSettings, readConfig, webhookUrl, webhookUrlKeys } from '../config.ts';
import { keptTenant, tenantOf } from '../db/case/tenant-of.ts';
import { createPool } from '../db/pool.ts';
import { refuseUnfitDatabase } from '../db/unfit.ts';
import { createVault, refuseWrongKeys } from '../db/vault.ts';
import { createPlaid } from '../plaid/client.ts';
import { createLog } from '../telemetry/log.ts';
import { observePlaidCalls } from '../telemetry/plaid-calls.ts';
import { tracingTo } from '../telemetry/start.ts';
import { traceStatements } from '../telemetry/statements.ts';
import { createCaseClient } from '../temporal/case-client.ts';
import { traceClient } from '../temporal/trace-client.ts';
import { taskQueue } from '../workflows/messages.ts';
import { builtBundles } from './bundle.ts';
import { failureInterceptor } from './failures.ts';
import { createMetrics, type WorkerMetrics } from './metrics.ts';
import { freeAddress, serveMetrics } from './metrics-server.ts';
import { identityOfWorker } from './names.ts';
import { observeActivities } from './observe-activities.ts';
import { polls } from './polls.ts';
import { serveReadiness } from './readiness.ts';
import { installRuntime } from './runtime.ts';
import { scheduleReconciliation } from './schedule.ts';
import { versioning } from './versioning.ts';

const settings = [
  'DATABASE_URL',
  'GANGWAY_PREPARED_STATEMENTS',
  'GANGWAY_VAULT_KEYS',
  'GANGWAY_HOST',
  'GANGWAY_METRICS_HOST',
  'GANGWAY_WORKER_METRICS_PORT',
  'GANGWAY_WORKER_READY_PORT',
  'GANGWAY_FEED_SECONDS',
  'GANGWAY_TRANSACTIONS_SECONDS',
  'GANGWAY_RECONCILE_HOURS',
  'GANGWAY_LOG_LEVEL',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  ...plaidKeys,
  ...webhookUrlKeys,
  'TEMPORAL_ADDRESS',
  ...workerVersionKeys,
] as const;

async function main(): Promise<void> {
  const config = readConfig(process.env, settings);
  const door = webhookUrl(config);
  const { bundle, optionsFor } = versioning(workerVersionOf(config));
  const tracing = await tracingTo(config.OTEL_EXPORTER_OTLP_ENDPOINT, 'gangway-worker');
  const log = createLog('worker', config.GANGWAY_LOG_LEVEL, { tenantOf: (id) => keptTenant(db, id), tracing });
  const metrics = createMetrics();
  const { GANGWAY_HOST: host, GANGWAY_WORKER_READY_PORT: readyPort } = config;
  warnOfNode((sentence) => log.warn(sentence));
  const metricsServer = await startMetrics(metrics, log, config);

  const db = createPool(config.DATABASE_URL, {
    prepares: config.GANGWAY_PREPARED_STATEMENTS === '1',
    around: traceStatements(tracing),
  });
  const vault = createVault(config.GANGWAY_VAULT_KEYS);
  await refuseUnfitDatabase(db);
  await refuseWrongKeys(vault, db);
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
  const connection = await NativeConnection.connect(connectionOptions);
  const client = new Client({ connection, namespace, interceptors: traceClient(tracing) });
  const activities = createActivities({
    db,
    vault,
    plaid: createPlaid({ ...plaidSettings(config), around: observePlaidCalls(metrics.registry, tracing) }),
    cases: createCaseClient(client),
    alert: (about, what) => log.error(about, what),
    webhookUrl: door,
    feedSeconds: config.GANGWAY_FEED_SECONDS,
    transactionsSeconds: config.GANGWAY_TRANSACTIONS_SECONDS,
  });

  const { workflowBundle, code } = await bundled(bundle);
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue,
    workflowBundle,
    activities,
    identity: identityOfWorker(),
    ...optionsFor(code),
    interceptors: {
      activity: [observeActivities(metrics, tracing), failureInterceptor(log, (id) => tenantOf(db, 'case', id))],
    },
    // Room for all cases in motion, in 0.9 to 1.3 GB for the worker. A case without a place costs 4 to 24 ms more of
    // the processor when it wakes, because the worker replays its history (docs/scaling.md, Memory).
    maxCachedWorkflows: 1000,
    // Under load the default of 0.2 lets new cases wait behind the sticky queues of running ones.
    nonStickyToStickyPollRatio: 0.5,
    shutdownGraceTime: '10 seconds',
  });
  const { identity } = worker.options;
  const isReady = async () => worker.getState() === 'RUNNING' && (await polls(connection, namespace, identity));
  const readiness = readyPort === undefined ? null : await serveReadiness({ host, port: readyPort, isReady });
  await scheduleReconciliation(client, config.GANGWAY_RECONCILE_HOURS);
  log.info({ task_queue: taskQueue, version: config.TEMPORAL_WORKER_BUILD_ID }, 'worker ready');
  // The worker stops on SIGTERM and SIGINT by itself, after the activities under way.
  await worker.run();
  readiness?.close();
  metricsServer?.close();
  await connection.close();
  await Promise.all([db.end(), tracing?.close()]);
}

type MetricsSettings = 'GANGWAY_HOST' | 'GANGWAY_METRICS_HOST' | 'GANGWAY_WORKER_METRICS_PORT';

/** Starts Temporal's SDK, and answers `GET /metrics`. Null: the worker shows none. */
async function startMetrics(
  { registry }: WorkerMetrics,
  log: Logger,
  config: Config<MetricsSettings>,
): Promise<Server | null> {
  const { GANGWAY_WORKER_METRICS_PORT: port, GANGWAY_METRICS_HOST: host = config.GANGWAY_HOST } = config;
  const sdkAddress = port === undefined ? null : await freeAddress();
  installRuntime(log, sdkAddress);
  return port === undefined || !sdkAddress ? null : serveMetrics({ host, port, registry, sdkAddress });
}

/** Built ahead in production (`npm run build`); from the sources in development, which takes about a second. */
async function bundled(
  file: keyof typeof builtBundles,
): Promise<{ workflowBundle: WorkflowBundleOption; code: string }> {
  const codePath = fileURLToPath(new URL(`./${file}`, import.meta.url));
  if (existsSync(codePath)) return { workflowBundle: { codePath }, code: await readFile(codePath, 'utf8') };
  const workflowBundle = await bundleWorkflowCode(builtBundles[file]);
  return { workflowBundle, code: workflowBundle.code };
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'The worker could not start.'}\n`);
  process.exit(1);
});
