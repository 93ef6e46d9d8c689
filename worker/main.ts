// The worker: runs the cases' workflows and their activities.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Client } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection, Worker } from '@temporalio/worker';
import { pino } from 'pino';
import { createActivities } from '../activities/index.ts';
import { plaidKeys, plaidSettings, readConfig, webhookUrl } from '../config.ts';
import { createPool } from '../db/pool.ts';
import { createVault } from '../db/vault.ts';
import { createPlaid } from '../plaid/client.ts';
import { taskQueue } from '../workflows/messages.ts';
import { caseTeller } from './case-teller.ts';
import { failureInterceptor } from './failures.ts';
import { installRuntime } from './runtime.ts';

async function main(): Promise<void> {
  const config = readConfig(process.env, [
    'DATABASE_URL',
    'GANGWAY_VAULT_KEYS',
    'GANGWAY_API_PORT',
    'GANGWAY_PUBLIC_URL',
    'GANGWAY_FEED_SECONDS',
    'GANGWAY_TRANSACTIONS_SECONDS',
    'GANGWAY_LOG_LEVEL',
    ...plaidKeys,
  ]);
  const log = pino({ level: config.GANGWAY_LOG_LEVEL, base: { part: 'worker' } });
  installRuntime(log);

  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
  const connection = await NativeConnection.connect(connectionOptions);
  const pool = createPool(config.DATABASE_URL);
  const activities = createActivities({
    pool,
    vault: createVault(config.GANGWAY_VAULT_KEYS),
    plaid: createPlaid(plaidSettings(config)),
    cases: caseTeller(new Client({ connection, namespace })),
    alert: (about, what) => log.error(about, what),
    webhookUrl: webhookUrl(config),
    feedSeconds: config.GANGWAY_FEED_SECONDS,
    transactionsSeconds: config.GANGWAY_TRANSACTIONS_SECONDS,
  });

  // Built ahead in production (`npm run build`); from the sources in development, which takes about a second.
  const builtAhead = fileURLToPath(new URL('./workflow-bundle.js', import.meta.url));
  const workflows = existsSync(builtAhead)
    ? { workflowBundle: { codePath: builtAhead } }
    : { workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)) };

  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue,
    ...workflows,
    activities,
    interceptors: { activity: [failureInterceptor(log)] },
    // 0.3 MB each (measured: 453 MB for 1,500 cases that wait for Link), so 2,500 of them stay under a gigabyte.
    maxCachedWorkflows: 2500,
    // Under load the default of 0.2 lets new cases wait behind the sticky queues of running ones.
    nonStickyToStickyPollRatio: 0.5,
    shutdownGraceTime: '10 seconds',
  });
  log.info({ task_queue: taskQueue }, 'worker ready');
  // The worker stops on SIGTERM and SIGINT by itself, after the activities under way.
  await worker.run();
  await connection.close();
  await pool.end();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'The worker could not start.'}\n`);
  process.exit(1);
});
