// Does what the image `postgres` does at its first start: makes a server with one user, a password and a database.
import { appendFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { postgresPrograms, postgresUser, start } from '../postgres-programs.ts';
import { run } from '../processes.ts';

export type Asked = { POSTGRES_USER?: string; POSTGRES_PASSWORD?: string };

const port = 5432;

/** Returns the command that serves the folder at this address. */
export async function preparePostgresImage(dataDir: string, address: string, asked: Asked) {
  const { POSTGRES_USER: user = 'postgres', POSTGRES_PASSWORD: password = '' } = asked;
  const programs = await postgresPrograms();
  const runAs = await postgresUser(dataDir, programs);
  const secret = `${dataDir}.password`;
  await writeFile(secret, password, { mode: 0o644 });
  const made = start(programs.initdb, ['-D', dataDir, '-U', user, `--pwfile=${secret}`, '-A', 'scram-sha-256'], runAs);
  const ended = await run(made.command, made.args, made.options);
  await rm(secret);
  if (ended?.code !== 0) throw new Error(`PostgreSQL could not make its folder ${dataDir}: ${ended?.output}`);
  await appendFile(join(dataDir, 'pg_hba.conf'), 'host all all all scram-sha-256\n');
  const settings = [`listen_addresses=${address}`, 'unix_socket_directories='].flatMap((setting) => ['-c', setting]);
  return start(programs.postgres, ['-D', dataDir, '-p', `${port}`, ...settings], runAs);
}

/** Returns whether the server answers its user. Makes the user's database first, as the image does. */
export async function postgresImageAnswers(address: string, asked: Asked): Promise<boolean> {
  const { POSTGRES_USER: user = 'postgres', POSTGRES_PASSWORD: password } = asked;
  const client = new pg.Client({ host: address, port, user, password, database: 'postgres' });
  client.on('error', () => {});
  try {
    await client.connect();
    const there = await client.query('select from pg_database where datname = $1', [user]);
    if (there.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(user)}`);
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
