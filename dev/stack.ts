// The whole of Gangway on one machine: PostgreSQL, Temporal, the simulated Plaid, API and worker.
import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Connection } from '@temporalio/client';
import type { Config } from '../config.ts';
import { findTemporalCli } from './binaries/find-binary.ts';
import { devSecrets } from './dev-secrets.ts';
import { assertFree, freePort } from './ports.ts';
import { postJson } from './post-json.ts';
import { postgresAnswers, postgresUrl, preparePostgres } from './postgres.ts';
import { run } from './processes.ts';
import type { Report } from './report.ts';
import { writeWhole } from './running.ts';
import { type Part, supervise } from './supervisor.ts';
import { embeddedTemporalEnv, temporalAnswers, temporalArgs, temporalOf, workerPolls } from './temporal.ts';
import type { TimeTravel } from './time-travel.ts';
import { tsxLoader } from './tsx-loader.ts';

export const stackSettings = [
  'GANGWAY_HOME',
  'GANGWAY_HOST',
  'GANGWAY_API_PORT',
  'GANGWAY_PUBLIC_URL',
  'GANGWAY_SIMULATOR_PORT',
  'GANGWAY_TEMPORAL_PORT',
  'GANGWAY_TEMPORAL_UI_PORT',
  'GANGWAY_POSTGRES_PORT',
  'PLAID_CLIENT_ID',
  'PLAID_SECRET',
  'PLAID_BASE_URL',
] as const;

/** What `.gangway/dev.json` tells, beside the pids. Null: not ours to tell, because it was given. */
export type Addresses = {
  api: string;
  api_key: string;
  temporal_address: string;
  temporal_ui: string | null;
  temporal_metrics: string | null;
  database_url: string;
  /** The simulator, even when API and worker are sent elsewhere. */
  plaid: string;
};

export type Stack = {
  addresses: Addresses;
  /** Null with the real Plaid, whose days nobody skips. */
  travel: TimeTravel | null;
  /** Where the addresses are noted while the stack is up, and the folder of the logs. */
  note: string;
  logs: string;
  /** Brings everything up; resolves when all of it is ready. */
  start: () => Promise<void>;
  stop: () => Promise<void>;
};

/** `env` is what the parts inherit. Throws one sentence when something stands in the way. */
export async function prepareStack(
  config: Config<(typeof stackSettings)[number]>,
  env: NodeJS.ProcessEnv,
  report: Report,
): Promise<Stack> {
  const home = resolve(config.GANGWAY_HOME);
  await mkdir(home, { recursive: true });
  const ports = {
    api: config.GANGWAY_API_PORT,
    simulator: config.GANGWAY_SIMULATOR_PORT,
    temporal: config.GANGWAY_TEMPORAL_PORT,
    ui: config.GANGWAY_TEMPORAL_UI_PORT,
    postgres: config.GANGWAY_POSTGRES_PORT,
  };
  const embedded = { temporal: !env.TEMPORAL_ADDRESS && !env.TEMPORAL_PROFILE, postgres: !env.DATABASE_URL };
  // A host of 0.0.0.0 listens on every address, of which this one is ours.
  const host = config.GANGWAY_HOST === '0.0.0.0' ? '127.0.0.1' : config.GANGWAY_HOST;
  const secrets = await devSecrets(home);
  const metricsPort = await freePort();
  const temporalEnv = embedded.temporal ? embeddedTemporalEnv(env, home, ports.temporal) : env;
  const { namespace, connection: server } = temporalOf(temporalEnv);
  const connection = Connection.lazy(server);
  const simulated = !(config.PLAID_CLIENT_ID && config.PLAID_SECRET);

  const addresses: Addresses = {
    api: `http://${host}:${ports.api}`,
    api_key: env.GANGWAY_API_KEY || secrets.GANGWAY_API_KEY,
    temporal_address: server.address ?? '',
    temporal_ui: embedded.temporal ? `http://127.0.0.1:${ports.ui}` : null,
    temporal_metrics: embedded.temporal ? `http://127.0.0.1:${metricsPort}/metrics` : null,
    database_url: env.DATABASE_URL || postgresUrl(ports.postgres),
    plaid: `http://${host}:${ports.simulator}`,
  };
  const partsEnv: NodeJS.ProcessEnv = {
    ...temporalEnv,
    // With keys given, API and worker speak to the Plaid of PLAID_ENV.
    ...(simulated ? simulatedPlaid(config.PLAID_BASE_URL ?? addresses.plaid) : {}),
    GANGWAY_HOME: home,
    GANGWAY_VAULT_KEYS: env.GANGWAY_VAULT_KEYS || secrets.GANGWAY_VAULT_KEYS,
    GANGWAY_API_KEY: addresses.api_key,
    DATABASE_URL: addresses.database_url,
    // Where days pass in seconds, the feed's safety net has to look more often too.
    GANGWAY_FEED_SECONDS: env.GANGWAY_FEED_SECONDS || '10',
    // The product under development is on this machine as well.
    GANGWAY_NOTIFY_INTERNAL: env.GANGWAY_NOTIFY_INTERNAL || '1',
  };

  const note = join(home, 'dev.json');
  let up = false;
  const tell = async () => {
    if (up) await writeWhole(note, { ...addresses, pids: supervisor.pids() });
  };
  const supervisor = await supervise(home, report, tell);

  async function checkPorts(): Promise<void> {
    await assertFree(ports.api, 'the API', 'GANGWAY_API_PORT');
    await assertFree(ports.simulator, 'the simulator', 'GANGWAY_SIMULATOR_PORT');
    if (embedded.postgres) await assertFree(ports.postgres, 'PostgreSQL', 'GANGWAY_POSTGRES_PORT');
    if (!embedded.temporal) return;
    await assertFree(ports.temporal, 'Temporal', 'GANGWAY_TEMPORAL_PORT');
    await assertFree(ports.ui, "Temporal's UI", 'GANGWAY_TEMPORAL_UI_PORT');
  }

  async function startPostgres(): Promise<void> {
    if (!embedded.postgres) return;
    const server = await preparePostgres({ dataDir: join(home, 'postgres'), port: ports.postgres });
    await supervisor.start({
      name: 'postgres',
      ...server,
      ready: () => postgresAnswers(ports.postgres),
      // Its fast shutdown; at SIGTERM it would wait for every client to leave.
      stopSignal: 'SIGINT',
    });
  }

  async function startTemporal(): Promise<void> {
    if (!embedded.temporal) return;
    const command = await findTemporalCli(home, report);
    const args = temporalArgs(home, { port: ports.temporal, uiPort: ports.ui, metricsPort });
    await supervisor.start({ name: 'temporal', command, args, ready: () => temporalAnswers(connection) });
  }

  const ours = (name: string, ready: Part['ready']): Part => ({
    name,
    ...node(`${name}/main.ts`),
    options: { env: partsEnv },
    ready,
  });

  return {
    addresses,
    travel: simulated
      ? { simulator: addresses.plaid, temporal: embedded.temporal ? { connection, namespace } : null }
      : null,
    note,
    logs: join(home, 'logs'),
    start: async () => {
      await checkPorts();
      await Promise.all([
        startPostgres().then(() => migrate(partsEnv, report)),
        startTemporal(),
        supervisor.start(ours('simulator', () => answers(`${addresses.plaid}/simulator/healthz`))),
      ]);
      await postJson(`${addresses.plaid}/simulator/webhooks`, {
        dashboard_url: `${config.GANGWAY_PUBLIC_URL ?? addresses.api}/plaid/webhooks`,
      });
      await Promise.all([
        supervisor.start(ours('api', () => answers(`${addresses.api}/readyz`))),
        supervisor.start(ours('worker', (pid) => workerPolls(connection, namespace, pid))),
      ]);
      up = true;
      await tell();
    },
    stop: async () => {
      await supervisor.stop();
      await connection.close();
      await rm(note, { force: true });
    },
  };
}

const simulatedPlaid = (baseUrl: string) => ({
  PLAID_CLIENT_ID: 'simulator-client',
  PLAID_SECRET: 'simulator-secret',
  PLAID_BASE_URL: baseUrl,
});

/** An entry point of ours, in one process: the `tsx` command would put another one before it. */
function node(entry: string) {
  const path = fileURLToPath(new URL(`../${entry}`, import.meta.url));
  return { command: process.execPath, args: ['--import', tsxLoader, path] };
}

async function migrate(env: NodeJS.ProcessEnv, report: Report): Promise<void> {
  const started = Date.now();
  const { command, args } = node('db/migrate-main.ts');
  const ended = await run(command, args, { env });
  if (ended?.code !== 0) throw new Error(`The database could not be migrated:\n${ended?.output}`);
  report(`migrations … ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

async function answers(url: string): Promise<boolean> {
  return await fetch(url, { signal: AbortSignal.timeout(2000) }).then(
    (answer) => answer.ok,
    () => false,
  );
}
