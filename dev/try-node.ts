// `npm run try-node -- 22`: tries Gangway on another release of Node, whose program it fetches from npm into
// GANGWAY_HOME. Without a version it tries that of the image. It checks that npm admits the release, and runs the quick
// tests and the demo.
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { readConfig } from '../config.ts';
import { ownFolder } from './own-folder.ts';

const { GANGWAY_HOME } = readConfig(process.env, ['GANGWAY_HOME']);
const [version = await versionOfImage(), ...more] = process.argv.slice(2);
if (more.length > 0 || !/^\d+(\.\d+){0,2}$/.test(version)) {
  process.stderr.write('Usage: npm run try-node [-- VERSION], where VERSION is such as 22 or 22.13.0\n');
  process.exit(2);
}

const folder = join(await ownFolder(GANGWAY_HOME), 'node', version);
const name = `node-${process.platform}-${process.arch}`;
// npm checks the hash that the registry states. The package is nothing but the program, so no script has to run.
run(process.env, 'npm', 'install', '--prefix', folder, '--no-save', '--ignore-scripts', `${name}@${version}`);

const bin = resolve(folder, 'node_modules', name, 'bin');
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
run(env, 'node', '--version');
run(env, 'npm', 'ci', '--dry-run');
run(env, 'npm', 'run', 'test:quick');
run(env, 'npm', 'run', 'demo', '--', '--once');

/** The registry may not have the newest correction of the image's release, so take only the first number. */
async function versionOfImage(): Promise<string> {
  const [, major = ''] = /^FROM node:(\d+)\./m.exec(await readFile('Dockerfile', 'utf8')) ?? [];
  return major;
}

function run(given: NodeJS.ProcessEnv, command: string, ...args: string[]): void {
  process.stdout.write(`\n$ ${[command, ...args].join(' ')}\n`);
  const { status } = spawnSync(command, args, { env: given, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
