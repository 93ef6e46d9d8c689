import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { runner } from 'node-pg-migrate';
import { Failure } from '../domain/failure.ts';
import type { Db } from './pool.ts';

const dir = path.join(import.meta.dirname, 'migrations');

/** Brings the schema up to date: each file in its own transaction, one runner at a time (the others wait). */
export async function migrate(databaseUrl: string, options: { log: (line: string) => void }): Promise<void> {
  await runner({
    databaseUrl,
    dir,
    direction: 'up',
    migrationsTable: 'migrations',
    singleTransaction: false,
    advisoryLockMode: 'wait',
    log: options.log,
  });
}

/**
 * Throws while the schema lacks a migration that this code knows. A newer schema is fine: during a rolling deploy the
 * old code meets the new schema.
 */
export async function assertMigrated(db: Db): Promise<void> {
  const files = (await readdir(dir)).filter((file) => file.endsWith('.sql')).map((file) => path.basename(file, '.sql'));
  const { rows } = await db.query<{ present: boolean }>(`select to_regclass('migrations') is not null as present`);
  const run = rows[0]?.present ? (await db.query<{ name: string }>('select name from migrations')).rows : [];
  const missing = files.filter((file) => !run.some((row) => row.name === file)).sort();
  if (missing.length === 0) return;
  throw new Failure('unavailable', `The schema lacks ${missing.join(', ')}: run \`npm run migrate\`.`, {
    code: 'schema_behind',
  });
}
