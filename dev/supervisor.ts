// Runs the parts of the stack, each as a process of its own, and starts again what dies. It ends only what it
// started.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { commandLine } from './processes.ts';
import type { Report } from './report.ts';
import { endLeftovers, forgetRunning, noteRunning, type Process } from './running.ts';
import { until } from './until.ts';

export type Part = {
  name: string;
  command: string;
  args: string[];
  options?: { env?: NodeJS.ProcessEnv; cwd?: string; uid?: number; gid?: number };
  /** Asked until it says yes, after each start. */
  ready: (pid: number) => Promise<boolean>;
  /** What makes it leave in good order. Default: SIGTERM. */
  stopSignal?: NodeJS.Signals;
};

export type Supervisor = {
  /** Resolves when the part is ready; from then on it is kept running. Rejects with a sentence and the log's end. */
  start: (part: Part) => Promise<void>;
  pids: () => Record<string, number>;
  /** Ends all parts, the last started first. */
  stop: () => Promise<void>;
};

/** Waits before a part is started again, longer each time it dies without having become ready. */
const backoffMs = [0, 500, 1_000, 2_000, 5_000];
const firstStarts = 3;
const readySeconds = 60;
const graceMs = 10_000;

/** `onPids` hears of every process that is started, before the part is ready. */
export async function supervise(home: string, report: Report, onPids: () => Promise<void>): Promise<Supervisor> {
  await mkdir(join(home, 'logs'), { recursive: true });
  await endLeftovers(home, report);
  const command = (await commandLine(process.pid)) ?? '';
  const supervisor: Process = { pid: process.pid, command, stopSignal: 'SIGTERM' };
  const running = new Map<string, { child: ChildProcess; process: Process }>();
  const stopping = new AbortController();

  async function spawnPart(part: Part): Promise<ChildProcess> {
    // The log is the child's own file: nothing is lost, and nothing blocks, if the supervisor is gone.
    const log = await open(logOf(home, part), 'a');
    try {
      stopping.signal.throwIfAborted();
      const stdio: ['ignore', number, number] = ['ignore', log.fd, log.fd];
      // Detached: a process group of its own, which Ctrl-C in a terminal does not reach.
      const child = spawn(part.command, part.args, { ...part.options, stdio, detached: true });
      running.set(part.name, { child, process: noteOf(child, part) });
      await once(child, 'spawn');
      return child;
    } finally {
      await log.close();
    }
  }

  // One at a time, because parts start side by side and the last note has to be the newest.
  let telling = Promise.resolve();
  function tell(): Promise<void> {
    telling = telling.then(async () => {
      const parts = Object.fromEntries([...running].map(([name, { process }]) => [name, process]));
      await noteRunning(home, { supervisor, parts });
      await onPids();
    });
    return telling;
  }

  /** Starts the part and stays with it, through all its lives. `first` is told how the first start went. */
  async function keep(part: Part, first: { resolve: () => void; reject: (error: Error) => void }): Promise<void> {
    let wasReady = false;
    for (let fruitless = 0; ; fruitless++) {
      await delay(backoffMs[Math.min(fruitless, backoffMs.length - 1)], null, { signal: stopping.signal });
      const started = Date.now();
      const child = await spawnPart(part);
      await tell();
      const gone = endOf(child);
      if (await until(() => part.ready(child.pid ?? 0), { seconds: readySeconds, orWhen: gone })) {
        const took = `${((Date.now() - started) / 1000).toFixed(1)} s`;
        report(wasReady ? `${part.name} is back (process ${child.pid}, ${took})` : `${part.name} … ${took}`);
        wasReady = true;
        fruitless = -1;
        first.resolve();
      } else if (child.exitCode === null && child.signalCode === null) {
        report(`${part.name} is not ready after ${readySeconds} s; killing it`);
        child.kill('SIGKILL');
      }
      const how = await gone;
      if (stopping.signal.aborted) return;
      if (!wasReady && fruitless + 1 >= firstStarts) {
        first.reject(new Error(`${part.name} does not start (${how}). Its log ends:\n${await logEnd(home, part)}`));
        return;
      }
      report(`${part.name} (process ${child.pid}) ${how}; starting it again`);
    }
  }

  return {
    start: (part) =>
      new Promise((resolve, reject) => {
        keep(part, { resolve, reject }).catch((error: Error) => {
          if (!stopping.signal.aborted) report(`${part.name} cannot be started: ${error.message}`);
          reject(error);
        });
      }),
    pids: () => Object.fromEntries([...running].map(([name, { process }]) => [name, process.pid])),
    stop: async () => {
      stopping.abort(new Error('stopped'));
      for (const { child, process } of [...running.values()].reverse()) await end(child, process.stopSignal);
      await forgetRunning(home);
    },
  };
}

const noteOf = (child: ChildProcess, part: Part): Process => ({
  pid: child.pid ?? 0,
  command: [part.command, ...part.args].join(' '),
  stopSignal: part.stopSignal ?? 'SIGTERM',
});

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

async function endOf(child: ChildProcess): Promise<string> {
  if (!hasEnded(child)) await once(child, 'exit');
  return child.signalCode ? `was ended by ${child.signalCode}` : `ended with code ${child.exitCode}`;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (hasEnded(child)) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  const grace = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await gone;
  clearTimeout(grace);
}

const logOf = (home: string, part: Part) => join(home, 'logs', `${part.name}.log`);

async function logEnd(home: string, part: Part): Promise<string> {
  const lines = (await readFile(logOf(home, part), 'utf8')).trimEnd().split('\n');
  return lines.slice(-12).join('\n');
}
