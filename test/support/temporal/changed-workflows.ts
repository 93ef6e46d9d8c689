// Bundles the workflows with a change, as a release that does not fit the cases under way.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { bundleOptions } from '../../../worker/bundle.ts';

/** A text in a file of workflows/, and the one that takes its place; `$&` is the text itself. */
export type Change = [file: string, from: string, to: string];

/** Returns the code of the bundle. Throws if the file does not hold the text exactly once. */
export async function changedWorkflows([file, from, to]: Change, options = bundleOptions): Promise<string> {
  // Webpack finds the packages from a folder in the repository only.
  mkdirSync('.gangway', { recursive: true, mode: 0o700 });
  const folder = mkdtempSync(resolve('.gangway', 'changed-'));
  try {
    for (const room of ['workflows', 'domain']) cpSync(room, join(folder, room), { recursive: true });
    const path = join(folder, 'workflows', file);
    const before = readFileSync(path, 'utf8');
    if (before.split(from).length !== 2) throw new Error(`${file} holds this not once: ${from}`);
    writeFileSync(path, before.replace(from, to));
    const moved = (path: string) => path.replace(resolve('workflows'), join(folder, 'workflows'));
    const { code } = await bundleWorkflowCode({
      workflowsPath: moved(options.workflowsPath),
      preloadModules: options.preloadModules.map(moved),
      payloadConverterPath: moved(options.payloadConverterPath),
      logger: new DefaultLogger('ERROR'),
    });
    return code;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
