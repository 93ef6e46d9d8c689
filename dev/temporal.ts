// The embedded Temporal: the real server in one process, with a SQLite file.
import { join } from 'node:path';
import type { Connection, ConnectionOptions } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { registrations, searchAttributes } from '../workflows/search-attributes.ts';

export type TemporalPorts = { port: number; uiPort: number; metricsPort: number };

/**
 * The arguments that dev/time-travel.ts needs. Skipping time is off by default. After a skip, the server fires a due
 * timer late by up to this shift, a second by default, and looks until then as if it had nothing to do.
 */
export const skipsTime: string[] = [
  ['--dynamic-config-value', 'frontend.WorkflowTimeSkippingEnabled=true'],
  ['--dynamic-config-value', 'history.timerProcessorMaxTimeShift="50ms"'],
].flat();

/** Returns the arguments of Temporal's CLI. Registering an attribute that the file already has is no error. */
export function temporalArgs(home: string, { port, uiPort, metricsPort }: TemporalPorts): string[] {
  const attributes = registrations.map(([name, type]) => ['--search-attribute', `${name}=${type}`]);
  return [
    ['server', 'start-dev', '--ip', '127.0.0.1', '--port', `${port}`],
    ['--ui-port', `${uiPort}`, '--ui-disable-news-fetch', '--metrics-port', `${metricsPort}`],
    // WAL with synchronous=1 is three times as fast as SQLite's defaults, and its data survive the end of the process.
    ['--db-filename', join(home, 'temporal.db'), '--sqlite-pragma', 'journal_mode=wal'],
    ['--sqlite-pragma', 'synchronous=1', '--log-level', 'warn'],
    skipsTime,
    ...attributes,
  ].flat();
}

export const embeddedNamespace = 'default';

/** The environment that connects API and worker to the embedded server, whatever Temporal profile the developer has. */
export function embeddedTemporalEnv(env: NodeJS.ProcessEnv, home: string, port: number): NodeJS.ProcessEnv {
  const others = Object.entries(env).filter(([name]) => !name.startsWith('TEMPORAL_'));
  return {
    ...Object.fromEntries(others),
    TEMPORAL_ADDRESS: `127.0.0.1:${port}`,
    TEMPORAL_NAMESPACE: embeddedNamespace,
    // This file does not exist, so Temporal's tools find no profiles.
    TEMPORAL_CONFIG_FILE: join(home, 'no-profiles.toml'),
  };
}

/** Returns the address of Temporal, as its own tools read the environment. */
export function temporalOf(env: NodeJS.ProcessEnv): { namespace: string; connection: ConnectionOptions } {
  const given = Object.entries(env).flatMap(([name, value]) => (value ? [[name, value] as const] : []));
  const { namespace, connectionOptions } = loadClientConnectConfig({ overrideEnvVars: Object.fromEntries(given) });
  return { namespace: namespace ?? embeddedNamespace, connection: connectionOptions ?? {} };
}

/** Returns whether the embedded server can run our workflows: it answers, and has our search attributes. */
export async function temporalAnswers(connection: Connection): Promise<boolean> {
  const known = await connection
    .withDeadline(Date.now() + 2000, () =>
      connection.operatorService.listSearchAttributes({ namespace: embeddedNamespace }),
    )
    .catch(() => null);
  return Object.values(searchAttributes).every(({ name }) => known?.customAttributes?.[name] !== undefined);
}

/** As in docker-compose.yml. The server keeps them for a day; Gangway asks for more (`npm run check-temporal`). */
export async function keepClosedWorkflows({ workflowService }: Connection): Promise<void> {
  const seconds = (30 * 86_400) as never;
  await workflowService.updateNamespace({
    namespace: embeddedNamespace,
    config: { workflowExecutionRetentionTtl: { seconds } },
  });
}
