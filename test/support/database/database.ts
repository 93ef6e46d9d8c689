// A real PostgreSQL for tests: the server of DATABASE_URL, or an embedded one for the whole run, of another release if
// `npm run try-postgres` says so. Every test file has its own database, cloned from a template that is migrated once.
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach } from 'mocha';
import pg from 'pg';
import { migrate } from '../../../db/migrate.ts';
import { createPool, type Pool } from '../../../db/pool.ts';
import { makeRoles } from '../../../db/roles.ts';
import { freePort } from '../../../dev/ports.ts';
import { startPostgres } from '../../../dev/postgres.ts';
import { fetchedPostgres } from '../../../dev/postgres-programs.ts';
import { urlAs } from './pool-as.ts';

export type TestDatabase = { url: string; pool: Pool; drop(): Promise<void> };

type Server = { maintenanceUrl: string; template: string; stop(): Promise<void> };

// Names contain the process id, because several runs may share the server of DATABASE_URL.
const prefix = `gangway_test_${process.pid}`;
let server: Promise<Server> | undefined;
let count = 0;
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export async function freshDatabase(): Promise<TestDatabase> {
  server ??= startServer();
  const { maintenanceUrl, template } = await server;
  const name = `${prefix}_${++count}`;
  await onServer(maintenanceUrl, `create database ${name} template ${template}`);
  const url = urlOf(maintenanceUrl, name);
  const pool = createPool(url);
  return {
    url,
    pool,
    async drop() {
      await pool.end();
      await onServer(maintenanceUrl, `drop database ${name} with (force)`);
    },
  };
}

type OwnDatabase = Pick<TestDatabase, 'pool' | 'url'>;

/**
 * A database for the calling suite, and an administrator's access to it. It exists before the suite's first test, and
 * is dropped after the last.
 */
export const ownDatabase = (): OwnDatabase => databaseWhile(before, after);

/** A fresh database for each test of the calling suite. */
export const databaseForEachTest = (): OwnDatabase => databaseWhile(beforeEach, afterEach);

function databaseWhile(begin: typeof before | typeof beforeEach, end: typeof after | typeof afterEach): OwnDatabase {
  let database: TestDatabase | undefined;
  begin(async () => {
    database = await freshDatabase();
  });
  end(() => database?.drop());
  const own = (): TestDatabase => {
    if (!database) throw new Error('The database exists only while tests and hooks run.');
    return database;
  };
  return {
    get pool() {
      return own().pool;
    },
    get url() {
      return own().url;
    },
  };
}

// Mocha loads this file outside of any suite, so this hook runs once, after all tests.
after(async () => {
  await (await server)?.stop();
});

async function startServer(): Promise<Server> {
  const given = process.env.DATABASE_URL;
  const own = given ? null : await ownServer();
  const maintenanceUrl = given ?? own?.url ?? '';
  const template = `${prefix}_template`;
  await onServer(maintenanceUrl, `create database ${template}`);
  await makeRoles(urlOf(maintenanceUrl, template));
  await migrate(urlAs(urlOf(maintenanceUrl, template), 'gangway_migrate'), { log: () => {} });
  const stop = own?.stop ?? (() => onServer(maintenanceUrl, `drop database ${template} with (force)`));
  return { maintenanceUrl, template, stop };
}

async function ownServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'gangway-postgres-'));
  // The data need not survive a crash of the machine.
  const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
  const release = process.env.GANGWAY_TEST_POSTGRES;
  const { url, stop } = await startPostgres({
    ...{ dataDir: join(folder, 'data'), port: await freePort(), settings },
    ...(release && { programs: await fetchedPostgres(release) }),
  });
  // For an interrupted run. stop() signals the server before it first waits, and there is time for no more.
  const breakOff = () => {
    void stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  const onSignal = (signal: NodeJS.Signals) => {
    breakOff();
    process.kill(process.pid, signal);
  };
  process.once('exit', breakOff);
  for (const signal of signals) process.once(signal, onSignal);
  return {
    url,
    async stop() {
      process.off('exit', breakOff);
      for (const signal of signals) process.off(signal, onSignal);
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function urlOf(maintenanceUrl: string, database: string): string {
  const url = new URL(maintenanceUrl);
  url.pathname = `/${database}`;
  return url.href;
}

async function onServer(maintenanceUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: maintenanceUrl });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
