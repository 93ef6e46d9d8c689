// Runs all of Gangway on one machine: PostgreSQL, Temporal, the simulated Plaid, API and worker.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import type { Config } from '../config.ts';
import { findTemporalCli } from './binaries/find-binary.ts';
import { type Clock, serveClock } from './clock.ts';
import { assertFree } from './ports.ts';
import { postJson } from './post-json.ts';
import { postgresAnswers, preparePostgres } from './postgres.ts';
import { run } from './processes.ts';
import type { Report } from './report.ts';
import { writeWhole } from './running.ts';
import { type Addresses, type Plan, planStack, type stackSettings } from './stack-plan.ts';
import { type Supervisor, supervise } from './supervisor.ts';
import { keepClosedWorkflows, temporalAnswers, temporalArgs } from './temporal.ts';
import type { TimeTravel } from './time-travel.ts';
import { fromSources } from './tsx-loader.ts';
import { twoClocks } from './two-clocks.ts';

export type Stack = {
  addresses: Addresses;
  home: string;
  /** Null with the real Plaid, where we cannot skip days. */
  travel: TimeTravel | null;
  /** The environment of the worker, for another one beside it. */
  workerEnv: NodeJS.ProcessEnv;
  /** The file that holds the addresses while the stack is up, and the folder of the logs. */
  note: string;
  logs: string;
  /** Starts everything. Resolves when all of it is ready. `beforeOurs` runs before API and worker start. */
  start: (beforeOurs?: () => Promise<void>) => Promise<void>;
  stop: () => Promise<void>;
};

/**
 * Prepares the stack. The parts inherit `env`. Node runs an entry point with the arguments from `entryArgs`. Throws one
 * sentence when it cannot start.
 */
export async function prepareStack(
  config: Config<(typeof stackSettings)[number]>,
  env: NodeJS.ProcessEnv,
  report: Report,
  entryArgs = fromSources,
): Promise<Stack> {
  const plan = await planStack(config, env);
  const { home, simulated, embedded, addresses } = plan;
  const connection = Connection.lazy(plan.temporal.connection);
  const temporal = embedded.temporal ? { connection, namespace: plan.temporal.namespace } : null;

  const note = join(home, 'dev.json');
  let up = false;
  const tell = async () => {
    if (up) await writeWhole(note, { ...addresses, pids: supervisor.pids() });
  };
  const supervisor = await supervise(home, report, tell);
  const startOurs = (name: string, readyUrl: string, env: NodeJS.ProcessEnv = {}): Promise<void> =>
    supervisor.start({
      name,
      command: process.execPath,
      args: entryArgs(`${name}/main.ts`),
      options: { env: { ...plan.partsEnv, ...env } },
      ready: () => answers(readyUrl),
    });
  const travel = simulated ? { simulator: addresses.plaid, temporal } : null;
  let clock: Clock | undefined;
  const databaseOf = (name: 'api' | 'worker') => ({ DATABASE_URL: plan.databaseAs(name) });
  const startAs = (name: 'api' | 'worker', readyUrl: string): Promise<void> =>
    startOurs(name, readyUrl, databaseOf(name));

  return {
    addresses,
    workerEnv: { ...plan.partsEnv, ...databaseOf('worker') },
    home,
    travel,
    note,
    logs: join(home, 'logs'),
    start: async (beforeOurs) => {
      await checkPorts(plan);
      await Promise.all([
        startPostgres(plan, supervisor).then(() => migrate(plan, entryArgs, report)),
        startTemporal(plan, supervisor, connection, report),
        startOurs('simulator', `${addresses.plaid}/simulator/healthz`),
        startOidc(plan, supervisor),
      ]);
      await postJson(`${addresses.plaid}/simulator/webhooks`, { dashboard_url: plan.dashboardUrl });
      await beforeOurs?.();
      await Promise.all([startAs('api', `${addresses.api}/readyz`), startAs('worker', plan.workerReady)]);
      if (travel && addresses.clock) clock = await serveClock(travel, new URL(addresses.clock));
      up = true;
      await tell();
      const clocks = await twoClocks(addresses.plaid, home);
      if (simulated && clocks) report(clocks);
    },
    stop: async () => {
      await clock?.stop();
      await supervisor.stop();
      await connection.close();
      await rm(note, { force: true });
    },
  };
}

async function checkPorts({ ports, addresses, embedded, simulated }: Plan): Promise<void> {
  await assertFree(ports.api, 'the API', 'GANGWAY_API_PORT');
  await assertFree(ports.simulator, 'the simulator', 'GANGWAY_SIMULATOR_PORT');
  if (simulated) await assertFree(ports.clock, 'the clock', 'GANGWAY_CLOCK_PORT');
  if (addresses.oidc) await assertFree(ports.oidc, 'the OpenID provider', 'GANGWAY_OIDC_PORT');
  if (embedded.postgres) await assertFree(ports.postgres, 'PostgreSQL', 'GANGWAY_POSTGRES_PORT');
  if (!embedded.temporal) return;
  await assertFree(ports.temporal, 'Temporal', 'GANGWAY_TEMPORAL_PORT');
  await assertFree(ports.ui, "Temporal's UI", 'GANGWAY_TEMPORAL_UI_PORT');
}

async function startPostgres({ home, ports, embedded }: Plan, supervisor: Supervisor): Promise<void> {
  if (!embedded.postgres) return;
  const server = await preparePostgres({ dataDir: join(home, 'postgres'), port: ports.postgres });
  await supervisor.start({
    name: 'postgres',
    ...server,
    ready: () => postgresAnswers(ports.postgres),
    // PostgreSQL's fast shutdown. At SIGTERM it would wait until every client has left.
    stopSignal: 'SIGINT',
  });
}

async function startTemporal(
  { home, ports, embedded }: Plan,
  supervisor: Supervisor,
  connection: Connection,
  report: Report,
): Promise<void> {
  if (!embedded.temporal) return;
  const command = await findTemporalCli(home, report);
  const args = temporalArgs(home, { port: ports.temporal, uiPort: ports.ui, metricsPort: ports.metrics });
  await supervisor.start({ name: 'temporal', command, args, ready: () => temporalAnswers(connection) });
  await keepClosedWorkflows(connection);
}

async function startOidc({ addresses: { oidc, console }, partsEnv }: Plan, supervisor: Supervisor): Promise<void> {
  if (!oidc) return;
  await supervisor.start({
    name: 'oidc',
    command: process.execPath,
    args: [...fromSources('dev/oidc/oidc-main.ts'), new URL(console).origin],
    options: { env: partsEnv },
    ready: () => answers(`${oidc}/.well-known/openid-configuration`),
  });
}

async function migrate({ addresses, databaseAs, partsEnv }: Plan, entryArgs: typeof fromSources, report: Report) {
  const started = Date.now();
  const steps = [
    ['db/roles-main.ts', addresses.database_url],
    ['db/migrate-main.ts', databaseAs('migrate')],
  ] as const;
  for (const [entry, DATABASE_URL] of steps) {
    const ended = await run(process.execPath, entryArgs(entry), { env: { ...partsEnv, DATABASE_URL } });
    if (ended?.code !== 0) throw new Error(`The database could not be migrated:\n${ended?.output}`);
  }
  report(`migrations … ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

export async function answers(url: string): Promise<boolean> {
  return await fetch(url, { signal: AbortSignal.timeout(2000) }).then(
    (answer) => answer.ok,
    () => false,
  );
}
