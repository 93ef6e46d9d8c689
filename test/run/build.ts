// Builds the product once for all processes of a run, as `npm run build` does for the image. A built process starts in
// half of the processor time, and a worker that has its bundle runs no webpack.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { run } from '../../dev/processes.ts';
import { bundleOptions } from '../../worker/bundle.ts';

/** Returns whether one of these test files starts processes of the product. */
export const needsBuild = (files: string[]): boolean =>
  files.some((file) => readFileSync(file, 'utf8').includes('/support/stack/'));

/** Returns the folder of the built product, which goes with this process. */
export async function build(): Promise<string> {
  // Node finds the packages from a folder in the repository only.
  mkdirSync('.gangway', { recursive: true, mode: 0o700 });
  const folder = mkdtempSync(resolve('.gangway', 'built-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  // `npm run types` checks the types.
  const args = ['-p', 'tsconfig.build.json', '--outDir', folder, '--noCheck'];
  const ended = await run(join('node_modules', '.bin', 'tsc'), args);
  if (ended?.code !== 0) throw new Error(`The product could not be built:\n${ended?.output}`);
  cpSync('db/migrations', join(folder, 'db', 'migrations'), { recursive: true });
  cpSync('db/roles.sql', join(folder, 'db', 'roles.sql'));
  cpSync('console/assets', join(folder, 'console', 'assets'), { recursive: true });
  const { code } = await bundleWorkflowCode({ ...bundleOptions, logger: new DefaultLogger('ERROR') });
  await writeFile(join(folder, 'worker', 'workflow-bundle.js'), code);
  return folder;
}
