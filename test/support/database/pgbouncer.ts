// A real PgBouncer in transaction mode, before the server of a database.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from '../../../dev/ports.ts';
import { run } from '../../../dev/processes.ts';
import { until } from '../until.ts';

export type PgBouncer = {
  /** Returns the address with this role. */
  urlAs(role: string): string;
  /** 1.21 is the first that knows the statements that its clients have prepared. */
  prepares: boolean;
  stop(): Promise<void>;
};

const roles = ['gangway', 'gangway_api', 'gangway_worker'];
/** The parameters with which every connection of ours begins. */
const ignored = 'statement_timeout,lock_timeout,idle_in_transaction_session_timeout';

/** Null where PgBouncer is not installed. */
export async function pgBouncerVersion(): Promise<[major: number, minor: number] | null> {
  const found = /^PgBouncer (\d+)\.(\d+)/m.exec((await run('pgbouncer', ['--version']))?.output ?? '');
  return found && [Number(found[1]), Number(found[2])];
}

/** `parameters`: those that it ignores. Its clients share two connections of each role, so they often swap them. */
export async function startPgBouncer(databaseUrl: string, parameters = ignored): Promise<PgBouncer> {
  const [major, minor] = (await pgBouncerVersion()) ?? [0, 0];
  const prepares = major > 1 || minor >= 21;
  const database = new URL(databaseUrl);
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'gangway-pgbouncer-'));
  // PgBouncer refuses to run as root, so another user reads these files. The server trusts every user.
  await chmod(folder, 0o755);
  await writeFile(join(folder, 'users'), roles.map((role) => `"${role}" ""\n`).join(''));
  const settings = [
    '[databases]',
    `* = host=${database.hostname} port=${database.port}`,
    '[pgbouncer]',
    ...['listen_addr = 127.0.0.1', `listen_port = ${port}`, 'unix_socket_dir =', 'pool_mode = transaction'],
    ...['auth_type = trust', `auth_file = ${join(folder, 'users')}`, 'default_pool_size = 2'],
    `ignore_startup_parameters = ${parameters}`,
    ...(prepares ? ['max_prepared_statements = 500'] : []),
  ];
  const file = join(folder, 'pgbouncer.ini');
  await writeFile(file, settings.join('\n'));
  const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const server = spawn('pgbouncer', [...user, '--quiet', file], { stdio: 'ignore' });
  const ended = once(server, 'exit');
  const urlAs = (role: string) => `postgres://${role}@127.0.0.1:${port}${database.pathname}`;
  if (!(await until(() => answers(urlAs('gangway'))))) throw new Error('PgBouncer did not start.');
  return {
    urlAs,
    prepares,
    async stop() {
      server.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client(url);
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
