// The embedded Temporal: the real server in one process, over a SQLite file.
import { join } from 'node:path';
import type { Connection, ConnectionOptions } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { taskQueue } from '../workflows/messages.ts';
import { searchAttributes } from '../workflows/search-attributes.ts';

export type TemporalPorts = { port: number; uiPort: number; metricsPort: number };

/** Arguments of Temporal's CLI. Attributes that the file already has are registered again without complaint. */
export function temporalArgs(home: string, { port, uiPort, metricsPort }: TemporalPorts): string[] {
  const attributes = Object.values(searchAttributes).map(({ name }) => ['--search-attribute', `${name}=Keyword`]);
  return [
    ['server', 'start-dev', '--ip', '127.0.0.1', '--port', `${port}`],
    ['--ui-port', `${uiPort}`, '--ui-disable-news-fetch', '--metrics-port', `${metricsPort}`],
    // WAL with synchronous=1 is three times as fast as SQLite's defaults and survives the end of the process.
    ['--db-filename', join(home, 'temporal.db'), '--sqlite-pragma', 'journal_mode=wal'],
    ['--sqlite-pragma', 'synchronous=1', '--log-level', 'warn'],
    // For dev/time-travel.ts; off by default.
    ['--dynamic-config-value', 'frontend.WorkflowTimeSkippingEnabled=true'],
    ...attributes,
  ].flat();
}

export const embeddedNamespace = 'default';

/** The environment that leads API and worker to the embedded server, whatever Temporal profile the developer has. */
export function embeddedTemporalEnv(env: NodeJS.ProcessEnv, home: string, port: number): NodeJS.ProcessEnv {
  const others = Object.entries(env).filter(([name]) => !name.startsWith('TEMPORAL_'));
  return {
    ...Object.fromEntries(others),
    TEMPORAL_ADDRESS: `127.0.0.1:${port}`,
    TEMPORAL_NAMESPACE: embeddedNamespace,
    // There is no such file, which Temporal's tools take for no profiles at all.
    TEMPORAL_CONFIG_FILE: join(home, 'no-profiles.toml'),
  };
}

/** Where a Temporal is, as its own tools read the environment. */
export function temporalOf(env: NodeJS.ProcessEnv): { namespace: string; connection: ConnectionOptions } {
  const given = Object.entries(env).flatMap(([name, value]) => (value ? [[name, value] as const] : []));
  const { namespace, connectionOptions } = loadClientConnectConfig({ overrideEnvVars: Object.fromEntries(given) });
  return { namespace: namespace ?? embeddedNamespace, connection: connectionOptions ?? {} };
}

/** Whether the embedded server can take our workflows: it answers, and knows our search attributes. */
export async function temporalAnswers(connection: Connection): Promise<boolean> {
  const known = await connection
    .withDeadline(Date.now() + 2000, () =>
      connection.operatorService.listSearchAttributes({ namespace: embeddedNamespace }),
    )
    .catch(() => null);
  return Object.values(searchAttributes).every(({ name }) => known?.customAttributes?.[name] !== undefined);
}

/** TASK_QUEUE_TYPE_WORKFLOW; the package with Temporal's constants gives ESM no names to import. */
const workflowTasks = 1;

/** Whether the worker with this pid polls for workflow tasks. Its identity, by default, begins with the pid. */
export async function workerPolls(connection: Connection, namespace: string, pid: number): Promise<boolean> {
  const queue = await connection
    .withDeadline(Date.now() + 2000, () =>
      connection.workflowService.describeTaskQueue({
        namespace,
        taskQueue: { name: taskQueue },
        taskQueueType: workflowTasks,
      }),
    )
    .catch(() => null);
  return !!queue?.pollers?.some(({ identity }) => identity?.startsWith(`${pid}@`));
}
