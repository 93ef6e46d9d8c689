import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** Makes an empty project, and installs the client in it as it is packed. Returns its folder. */
export async function projectWithClient(): Promise<string> {
  const project = await mkdtemp(join(tmpdir(), 'gangway-packed-'));
  const npm = async (...args: string[]) => (await promisify(execFile)('npm', args, { cwd: project })).stdout;
  const source = resolve('packages/client');
  await npm('run', 'build', '--prefix', source);
  const [{ filename }] = JSON.parse(await npm('pack', source, '--json'));
  await writeFile(join(project, 'package.json'), '{ "type": "module" }');
  await npm('install', '--prefer-offline', '--no-audit', '--no-fund', `./${filename}`);
  return project;
}
