import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { runner } from 'node-pg-migrate';
import pg from 'pg';
import { Failure } from '../domain/failure.ts';
import type { Db } from './pool.ts';
import { refuseOldServer } from './server-version.ts';

const dir = path.join(import.meta.dirname, 'migrations');

/** Brings the schema up to date: each file in its own transaction, one runner at a time (the others wait). */
export async function migrate(databaseUrl: string, options: { log: (line: string) => void }): Promise<void> {
  const dbClient = new pg.Client({ connectionString: databaseUrl });
  await dbClient.connect();
  try {
    await refuseOldServer(dbClient);
    await runner({
      dbClient,
      dir,
      direction: 'up',
      migrationsTable: 'migrations',
      singleTransaction: false,
      advisoryLockMode: 'wait',
      log: options.log,
    });
  } finally {
    await dbClient.end();
  }
}

/**
 * The end of the name of a migration on which the release before it cannot run. The name says it, because an older
 * release sees nothing else of a migration.
 */
const breaking = '_breaking';

/**
 * Throws while the schema lacks a migration that this code knows, or has a breaking one that it does not know. Any
 * other newer schema is fine: during a rolling deploy the old code meets the new schema.
 */
export async function assertMigrated(db: Db): Promise<void> {
  const [known, run] = await Promise.all([knownMigrations(), migrationsRun(db)]);
  const missing = known.filter((name) => !run.includes(name));
  if (missing.length > 0) {
    throw new Failure('unavailable', `The schema lacks ${missing.join(', ')}: run \`npm run migrate\`.`, {
      code: 'schema_behind',
    });
  }
  throwIfAhead(known, run);
}

/** Throws if the schema has a breaking migration that this code does not know. Does nothing while it cannot be read. */
export async function refuseBreakingSchema(db: Db): Promise<void> {
  throwIfAhead(await knownMigrations(), await migrationsRun(db).catch(() => []));
}

function throwIfAhead(known: string[], run: string[]): void {
  const ahead = run.filter((name) => name.endsWith(breaking) && !known.includes(name));
  if (ahead.length === 0) return;
  const detail = `The schema has ${ahead.join(', ')}, on which this release cannot run. Start the release that brought it.`;
  throw new Failure('unavailable', detail, { code: 'schema_ahead' });
}

const knownMigrations = async (): Promise<string[]> =>
  (await readdir(dir))
    .filter((file) => file.endsWith('.sql'))
    .map((file) => path.basename(file, '.sql'))
    .sort();

async function migrationsRun(db: Db): Promise<string[]> {
  const { rows } = await db.query<{ present: boolean }>(`select to_regclass('migrations') is not null as present`);
  if (!rows[0]?.present) return [];
  return (await db.query<{ name: string }>('select name from migrations order by name')).rows.map(({ name }) => name);
}
