// A migrated database of the run's own, on the server of DATABASE_URL or on one started for it. The embedded server
// keeps its default settings: a row that is not on disk before the 200 would be another promise.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../db/migrate.ts';
import { freePort } from '../dev/ports.ts';
import { startPostgres } from '../dev/postgres.ts';

/** `folder` goes with the database: for logs. */
export type FreshDatabase = { url: string; folder: string; drop(): Promise<void> };

export async function freshDatabase(): Promise<FreshDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'gangway-bench-'));
  const given = process.env.DATABASE_URL;
  const own = given ? null : await startPostgres({ dataDir: join(folder, 'data'), port: await freePort() });
  const server = given ?? own?.url ?? '';
  const name = `gangway_bench_${process.pid}`;
  const drop = async () => {
    await onServer(server, `drop database if exists ${name} with (force)`);
    await own?.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await onServer(server, `create database ${name}`);
    const url = new URL(server);
    url.pathname = `/${name}`;
    await migrate(url.href, { log: () => {} });
    return { url: url.href, folder, drop };
  } catch (error) {
    await drop();
    throw error;
  }
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
