// A migrated database for this run, on the server of DATABASE_URL or on an embedded one. The embedded server keeps its
// default settings, because they write a row to disk before the API answers 200, as in production.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../db/migrate.ts';
import { makeRoles } from '../db/roles.ts';
import { freePort } from '../dev/ports.ts';
import { startPostgres } from '../dev/postgres.ts';

/** `folder` holds logs, and `drop` deletes it with the database. */
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
    await makeRoles(url.href);
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
