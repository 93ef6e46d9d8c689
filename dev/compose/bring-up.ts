// Starts the services as Compose does: each one once its dependencies are healthy, or have ended well.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../processes.ts';
import type { Report } from '../report.ts';
import { until } from '../until.ts';
import type { ComposeFile, Service } from './compose-file.ts';
import { type Place, type Process, processOf } from './images.ts';
import type { Network } from './network.ts';

const patienceSeconds = 240;

export type Up = {
  /**
   * Stops the service and starts it again on its volumes. Resolves when it is healthy again. Not for PostgreSQL,
   * because each start here makes its folder.
   */
  restart: (name: string) => Promise<void>;
};

/** Resolves when every service is healthy, has ended well or, without a health check, has started. */
export async function bringUp({ services }: ComposeFile, network: Network, place: Place, report: Report): Promise<Up> {
  const logs = join(place.home, 'logs');
  await mkdir(logs, { recursive: true });
  const running = new Map<string, ChildProcess>();
  const up = new Map<string, Promise<void>>();
  const bring = (name: string): Promise<void> => {
    const begun = up.get(name) ?? begin(name);
    up.set(name, begun);
    return begun;
  };

  async function begin(name: string): Promise<void> {
    await Promise.all(Object.keys(services[name]?.depends_on ?? {}).map(bring));
    await launch(name);
  }

  async function launch(name: string): Promise<void> {
    const service = services[name];
    if (!service) throw new Error(`No service is called ${name}.`);
    const process = await processOf(name, service, network[name] ?? '', place);
    if (!process) {
      report(`${name.padEnd(20)} not run: the program of ${service.image} exists only in its image`);
      return;
    }
    const started = Date.now();
    const log = join(logs, `${name}.log`);
    const child = await spawnTo(log, process);
    running.set(name, child);
    const what = await settled(child, process, isJob(name, services));
    if (what === null) throw new Error(`${name} did not come up. Its log ends:\n${await endOf(log)}`);
    report(`${name.padEnd(20)} ${what} after ${((Date.now() - started) / 1000).toFixed(1)} s`);
  }

  await Promise.all(Object.keys(services).map(bring));
  return {
    restart: async (name) => {
      const child = running.get(name);
      if (child?.kill('SIGTERM')) await once(child, 'exit');
      await launch(name);
    },
  };
}

/** The service ends by itself: others wait for its end, or Compose would not restart it. */
const isJob = (name: string, services: Record<string, Service>): boolean =>
  Object.values(services).some(({ depends_on }) => depends_on[name]?.condition === 'service_completed_successfully') ||
  services[name]?.restart === undefined;

/** Waits until the service is ready. Returns a word for its state. Null when it does not get ready. */
async function settled(child: ChildProcess, process: Process, job: boolean): Promise<string | null> {
  const gone = child.exitCode === null ? once(child, 'exit') : Promise.resolve();
  if (job) {
    const ended = await until(async () => child.exitCode !== null || child.signalCode !== null, {
      seconds: patienceSeconds,
    });
    return ended && child.exitCode === 0 ? 'ended well' : null;
  }
  const { healthy } = process;
  if (healthy === null) return 'started';
  const ask = async () => {
    if (typeof healthy === 'function') return healthy();
    return (await run(healthy.command, healthy.args, { ...healthy.options, timeout: 5000 }))?.code === 0;
  };
  return (await until(ask, { seconds: patienceSeconds, everyMs: 500, orWhen: gone })) ? 'healthy' : null;
}

async function spawnTo(path: string, { command, args, options }: Process): Promise<ChildProcess> {
  const log = await open(path, 'a');
  try {
    const child = spawn(command, args, { ...options, stdio: ['ignore', log.fd, log.fd] });
    await once(child, 'spawn');
    return child;
  } finally {
    await log.close();
  }
}

async function endOf(log: string): Promise<string> {
  return (await readFile(log, 'utf8')).trimEnd().split('\n').slice(-15).join('\n');
}
