// Gets the content of Temporal's images that the check needs: a folder with `temporal-server`, `temporal-sql-tool`, the
// server's `entrypoint.sh` and the folder `schema`. A developer can copy it from the images; otherwise this module
// builds it from the server's sources.
import { access, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../processes.ts';
import type { Report } from '../report.ts';

const module = 'go.temporal.io/server';
const programs = { 'temporal-server': 'cmd/server', 'temporal-sql-tool': 'cmd/tools/sql' };

/** Builds the folder once for each version. This needs Go, and half an hour on two cores. */
export async function buildTemporal(version: string, home: string, report: Report): Promise<string> {
  const folder = join(home, `temporal-server-${version}`);
  if (await exists(folder)) return folder;
  const found = await go(['mod', 'download', '-json', `${module}@v${version}`]);
  const { Dir: sources } = JSON.parse(found.slice(found.indexOf('{'))) as { Dir: string };
  const making = `${folder}.making`;
  await rm(making, { recursive: true, force: true });
  await mkdir(making, { recursive: true });
  for (const [program, path] of Object.entries(programs)) {
    report(`building ${program} ${version}, which takes a while`);
    await go(['install', `${module}/${path}@v${version}`], making);
    await rename(join(making, path.split('/').at(-1) ?? ''), join(making, program));
  }
  // The folders of Go's cache are read-only, so plain copies could not be deleted.
  const copies = ['schema', 'docker/scripts/sh/entrypoint.sh'].map((path) => join(sources, path));
  await run('cp', ['-r', '--no-preserve=mode', ...copies, making]);
  await rename(making, folder);
  return folder;
}

async function go(args: string[], into?: string): Promise<string> {
  const env = { ...process.env, GOFLAGS: '-mod=mod -p=1', ...(into && { GOBIN: into }) };
  const ended = await run('nice', ['-n', '19', 'go', ...args], { env });
  if (ended?.code === 0) return ended.output;
  throw new Error(
    `\`go ${args.join(' ')}\` failed:\n${ended?.output}\nInstall Go, or copy the programs from Temporal's images and name ` +
      'their folder: npm run check-compose -- FOLDER (dev/compose/temporal-images.ts says what it has to hold).',
  );
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
