// `npm run check-compose`: checks docker-compose.yml without a container engine. Runs the program of each service with
// exactly the environment, command and mounts of the file, in a network of its own, and plays one case over HTTP until
// it is funded. `-- FOLDER` names the folder of Temporal's programs (dev/compose/temporal-images.ts); otherwise it
// builds them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../config.ts';
import { findTemporalCli } from './binaries/find-binary.ts';
import { bringUp } from './compose/bring-up.ts';
import { type ComposeFile, portsOf, readCompose } from './compose/compose-file.ts';
import { inNetwork, networkOf, publish } from './compose/network.ts';
import { playNewcomer } from './compose/newcomer.ts';
import { newcomersEnv } from './compose/settings.ts';
import { buildTemporal } from './compose/temporal-images.ts';
import { ownFolder } from './own-folder.ts';
import { run } from './processes.ts';
import { tsxLoader } from './tsx-loader.ts';

const report = (line: string) => void process.stdout.write(`${line}\n`);

/** Runs outside the network: gets the programs, makes the network, and goes on inside it. */
async function prepare(given: string | undefined): Promise<number> {
  const { GANGWAY_HOME } = readConfig(process.env, ['GANGWAY_HOME']);
  const kept = await ownFolder(GANGWAY_HOME);
  const home = await mkdtemp(join(tmpdir(), 'gangway-compose-'));
  await chmod(home, 0o755);
  const file = await readFile('docker-compose.yml', 'utf8');
  const env = newcomersEnv();
  const compose = readCompose(file, env);
  const temporal = given ? resolve(given) : await buildTemporal(versionOf(compose), kept, report);
  await access(join(temporal, 'temporal-server'));
  const programs = join(home, 'programs');
  await mkdir(programs);
  await script(join(programs, 'temporal'), `exec ${await findTemporalCli(kept, report)} "$@"`);
  // Stands in for BusyBox's `nc -z HOST PORT`.
  await script(join(programs, 'nc'), 'exec 3<> "/dev/tcp/$2/$3"');
  await writeFile(join(home, 'given.json'), JSON.stringify({ file, env, temporal, programs }));
  report('building our own image: npm run build');
  const built = await run('npm', ['run', 'build']);
  if (built?.code !== 0) throw new Error(`npm run build failed:\n${built?.output}`);

  const self = [process.execPath, '--import', tsxLoader, fileURLToPath(import.meta.url), '--inside', home];
  const [command = '', ...args] = await inNetwork(networkOf(Object.keys(compose.services)), home, self);
  const inside = spawn(command, args, { stdio: 'inherit' });
  const [code] = await once(inside, 'exit');
  if (code === 0) await rm(home, { recursive: true, force: true });
  else report(`The logs are in ${join(home, 'logs')}.`);
  return code ?? 1;
}

async function playInside(home: string): Promise<void> {
  type Given = { file: string; env: ReturnType<typeof newcomersEnv>; temporal: string; programs: string };
  const given = JSON.parse(await readFile(join(home, 'given.json'), 'utf8')) as Given;
  const compose = readCompose(given.file, given.env);
  const network = networkOf(Object.keys(compose.services));
  const up = await bringUp(compose, network, { home, ...given }, report);
  for (const [name, service] of Object.entries(compose.services)) {
    for (const { published, target } of portsOf(service)) await publish(published, network[name] ?? '', target);
  }
  await playNewcomer(given.env, up, report);
}

const script = (path: string, text: string) => writeFile(path, `#!/usr/bin/env bash\n${text}\n`, { mode: 0o755 });

function versionOf({ services }: ComposeFile): string {
  const version = services.temporal?.image.split(':')[1];
  if (version === undefined) throw new Error('The service `temporal` has no image with a version.');
  return version;
}

const [first, second] = process.argv.slice(2);
const work = first === '--inside' ? playInside(second ?? '').then(() => 0) : prepare(first);
process.exit(
  await work.catch((error: Error) => {
    report(error.message);
    return 1;
  }),
);
