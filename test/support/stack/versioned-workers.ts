// Workers that have a version, beside that of the shared stack.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { freePort } from '../../../dev/ports.ts';
import { answers } from '../../../dev/stack.ts';
import { build } from '../../run/build.ts';
import { until } from '../until.ts';
import { builtIn } from './entry.ts';
import { sharedStack } from './shared-stack.ts';

export function versionedWorkers() {
  const running = new Map<string, ChildProcess>();
  const folders: string[] = [];
  let built = builtIn;

  async function stop(version: string): Promise<void> {
    const child = running.get(version);
    running.delete(version);
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  }

  return {
    /** Returns the folder of a build with this bundle of workflows. */
    async buildWith(bundle: string): Promise<string> {
      built ??= await build();
      const folder = mkdtempSync(resolve('.gangway', 'version-'));
      folders.push(folder);
      cpSync(built, folder, { recursive: true });
      writeFileSync(join(folder, 'worker', 'versioned-workflow-bundle.js'), bundle);
      return folder;
    },

    /** Starts a worker of this version. Resolves when it asks for work. */
    async start(version: string, folder: string): Promise<void> {
      const { workerEnv, logs } = sharedStack();
      const port = await freePort();
      const env = {
        ...workerEnv,
        TEMPORAL_DEPLOYMENT_NAME: 'gangway',
        TEMPORAL_WORKER_BUILD_ID: version,
        GANGWAY_WORKER_READY_PORT: `${port}`,
        GANGWAY_WORKER_METRICS_PORT: `${await freePort()}`,
      };
      const log = await open(join(logs, `worker-${version}.log`), 'a');
      const args = ['--enable-source-maps', join(folder, 'worker', 'main.js')];
      running.set(version, spawn(process.execPath, args, { env, stdio: ['ignore', log.fd, log.fd] }));
      await log.close();
      const ready = await until(() => answers(`http://127.0.0.1:${port}/readyz`));
      if (!ready) throw new Error(`the worker ${version} is not ready`);
    },

    stop,

    async stopAll(): Promise<void> {
      for (const version of [...running.keys()]) await stop(version);
    },

    removeBuilds(): void {
      for (const folder of folders) rmSync(folder, { recursive: true });
    },
  };
}
