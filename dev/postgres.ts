// The embedded PostgreSQL: a real server whose data stay in a folder.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import pg from 'pg';
import { type Programs, postgresPrograms, postgresUser, type RunAs, start } from './postgres-programs.ts';
import { run } from './processes.ts';
import { until } from './until.ts';

export type PostgresOptions = {
  dataDir: string;
  port: number;
  /** Further server settings, as `name=value`. */
  settings?: string[];
  /** Those of another release. */
  programs?: Programs;
};

const name = 'gangway';

/** The administrator's. */
export const postgresUrl = (port: number, database = name) => `postgres://${name}@127.0.0.1:${port}/${database}`;

/**
 * Returns the address for a process with this role of db/roles.sql. The embedded server lets every role log in. The
 * administrator of another server takes on the role.
 */
export function urlAs(url: string, role: string, embedded: boolean): string {
  const own = new URL(url);
  const options = own.searchParams.get('options');
  if (embedded) own.username = role;
  else own.searchParams.set('options', `${options ?? ''} -c role=${role}`.trim());
  return own.href;
}

/** Returns the command that serves the folder. Makes the folder first if it does not exist. */
export async function preparePostgres(options: PostgresOptions) {
  const dataDir = resolve(options.dataDir);
  const programs = options.programs ?? (await postgresPrograms());
  const made = await access(dataDir).then(
    () => true,
    () => false,
  );
  // Made beside its place and moved there, so that an interrupted start leaves no partial folder.
  const folder = made ? dataDir : `${dataDir}.making`;
  if (!made) await rm(folder, { recursive: true, force: true });
  const runAs = await postgresUser(folder, programs);
  if (!made) {
    await initialise(programs, folder, runAs);
    await rename(folder, dataDir);
  }
  // TCP only, because sockets in /tmp could collide and stay behind.
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', ...(options.settings ?? [])];
  const flags = settings.flatMap((setting) => ['-c', setting]);
  return start(programs.postgres, ['-D', dataDir, '-p', String(options.port), ...flags], runAs);
}

async function initialise(programs: Programs, dataDir: string, runAs: RunAs): Promise<void> {
  // Trust: the server listens on this machine only, a password in this file would add nothing, and secrets in it are
  // encrypted. No locale, so that text sorts alike on every machine. No sync, because there is nothing to lose yet.
  const flags = ['--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
  const { command, args, options } = start(
    programs.initdb,
    [`--pgdata=${dataDir}`, `--username=${name}`, ...flags],
    runAs,
  );
  const ended = await run(command, args, options);
  if (ended?.code === 0) return;
  throw new Error(`PostgreSQL could not make its folder ${dataDir}: ${ended?.output.split('\n').at(-1)}.`);
}

/**
 * Returns whether the server answers. Makes the database first. A server that starts or recovers does not answer yet.
 */
export async function postgresAnswers(port: number): Promise<boolean> {
  const client = new pg.Client({ connectionString: postgresUrl(port, 'postgres'), connectionTimeoutMillis: 2000 });
  // Without a listener, a server that stops while we are connected would end this process.
  client.on('error', () => {});
  try {
    await client.connect();
    const there = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (there.rowCount === 0) await client.query(`create database ${name}`);
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Starts a server for tests. It ends when `stop` is called; its data stay. */
export async function startPostgres(options: PostgresOptions): Promise<{ url: string; stop: () => Promise<void> }> {
  const postgres = await preparePostgres(options);
  const server = spawn(postgres.command, postgres.args, {
    ...postgres.options,
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  const ended = once(server, 'exit');
  let said = '';
  server.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000);
  });
  if (!(await until(() => postgresAnswers(options.port), { seconds: 30, orWhen: ended }))) {
    server.kill('SIGKILL');
    throw new Error(`PostgreSQL did not start on port ${options.port}: ${said.trim().split('\n').at(-1)}`);
  }
  return {
    url: postgresUrl(options.port),
    stop: async () => {
      // SIGINT is PostgreSQL's fast shutdown. SIGTERM would wait until every client has left.
      server.kill('SIGINT');
      await ended;
    },
  };
}
