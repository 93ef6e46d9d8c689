// Frozen, as floor-main.ts: the servers of the bench and their options, which stay these when the options of
// `npm run dev` change. PostgreSQL keeps its defaults, so it writes to disk before it answers a commit.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { findTemporalCli } from '../dev/binaries/find-binary.ts';
import { freePort } from '../dev/ports.ts';
import { postgresAnswers, postgresUrl, preparePostgres } from '../dev/postgres.ts';
import type { Report } from '../dev/report.ts';
import { supervise } from '../dev/supervisor.ts';
import { temporalAnswers } from '../dev/temporal.ts';
import { registrations } from '../workflows/search-attributes.ts';

export type Servers = {
  temporal: { address: string; metrics: string };
  database: string;
  pids: { temporal: number; postgres: number };
  stop(): Promise<void>;
};

/** `binaries`: the folder where `npm run dev` keeps the programs that it has fetched. */
export async function startServers(home: string, binaries: string, report: Report): Promise<Servers> {
  await mkdir(home, { recursive: true });
  const [port, uiPort, metricsPort, postgresPort] = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
  const address = `127.0.0.1:${port}`;
  const connection = Connection.lazy({ address });
  const supervisor = await supervise(home, report, async () => {});
  const stop = async () => {
    await supervisor.stop();
    await connection.close();
  };
  try {
    await supervisor.start({
      name: 'postgres',
      ...(await preparePostgres({
        dataDir: join(home, 'postgres'),
        port: postgresPort,
        // It counts statements only in the round that is not timed (counts.ts).
        settings: ['shared_preload_libraries=pg_stat_statements'],
      })),
      ready: () => postgresAnswers(postgresPort),
      stopSignal: 'SIGINT',
    });
    await supervisor.start({
      name: 'temporal',
      command: await findTemporalCli(binaries, report),
      args: [
        ['server', 'start-dev', '--ip', '127.0.0.1', '--port', `${port}`, '--ui-port', `${uiPort}`],
        ['--ui-disable-news-fetch', '--metrics-port', `${metricsPort}`, '--log-level', 'warn'],
        ['--db-filename', join(home, 'temporal.db')],
        ['--sqlite-pragma', 'journal_mode=wal', '--sqlite-pragma', 'synchronous=1'],
        ['--dynamic-config-value', 'frontend.WorkflowTimeSkippingEnabled=true'],
        ...registrations.map(([name, type]) => ['--search-attribute', `${name}=${type}`]),
      ].flat(),
      ready: () => temporalAnswers(connection),
    });
  } catch (error) {
    await stop();
    throw error;
  }
  const { temporal = 0, postgres = 0 } = supervisor.pids();
  return {
    temporal: { address, metrics: `http://127.0.0.1:${metricsPort}/metrics` },
    database: postgresUrl(postgresPort),
    pids: { temporal, postgres },
    stop,
  };
}
