// Runs the parts of the stack, each as a process of its own, and restarts a part that dies. It ends only processes that
// it started.
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
  /** Called after each start until it returns true. */
  ready: () => Promise<boolean>;
  /** The signal that makes the part exit cleanly. Default: SIGTERM. */
  stopSignal?: NodeJS.Signals;
};

export type Supervisor = {
  /**
   * Resolves when the part is ready. From then on the supervisor keeps it running. Rejects with a sentence and its log.
   */
  start: (part: Part) => Promise<void>;
  pids: () => Record<string, number>;
  /** Ends all parts, beginning with the last one started. */
  stop: () => Promise<void>;
};

/** The pause before a restart. It grows each time the part dies before it was ready. */
const backoffMs = [0, 500, 1_000, 2_000, 5_000];
const firstStarts = 3;
const readySeconds = 60;
const graceMs = 10_000;

/** Calls `onPids` for every process that it starts, before the part is ready. */
export async function supervise(home: string, report: Report, onPids: () => Promise<void>): Promise<Supervisor> {
  await mkdir(join(home, 'logs'), { recursive: true, mode: 0o700 });
  await endLeftovers(home, report);
  const supervisor = await ownProcess();
  const running = new Map<string, { child: ChildProcess; process: Process }>();
  const stopping = new AbortController();

  async function spawnPart(part: Part): Promise<ChildProcess> {
    // The child writes its log itself, so it loses nothing and does not block if the supervisor is gone.
    const log = await open(logOf(home, part), 'a');
    try {
      stopping.signal.throwIfAborted();
      const stdio: ['ignore', number, number] = ['ignore', log.fd, log.fd];
      // Detached: the part has a process group of its own, which Ctrl-C in a terminal does not reach.
      const child = spawn(part.command, part.args, { ...part.options, stdio, detached: true });
      running.set(part.name, { child, process: noteOf(child, part) });
      await once(child, 'spawn');
      return child;
    } finally {
      await log.close();
    }
  }

  // One at a time, because parts start concurrently and the last note has to be the newest.
  let telling = Promise.resolve();
  function tell(): Promise<void> {
    telling = telling.then(async () => {
      const parts = Object.fromEntries([...running].map(([name, { process }]) => [name, process]));
      await noteRunning(home, { supervisor, parts });
      await onPids();
    });
    return telling;
  }

  /** Starts the part, and restarts it until `stop`. Settles `first` with the result of the first start. */
  async function keep(part: Part, first: { resolve: () => void; reject: (error: Error) => void }): Promise<void> {
    let wasReady = false;
    for (let fruitless = 0; ; fruitless++) {
      await delay(backoffMs[Math.min(fruitless, backoffMs.length - 1)], null, { signal: stopping.signal });
      const started = Date.now();
      const child = await spawnPart(part);
      await tell();
      const gone = endOf(child);
      if (await isReadyInTime(part, child, gone, report)) {
        report(readyLine(part, child, { again: wasReady, tookMs: Date.now() - started }));
        wasReady = true;
        fruitless = -1;
        first.resolve();
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

async function ownProcess(): Promise<Process> {
  const command = (await commandLine(process.pid)) ?? '';
  return { pid: process.pid, command, stopSignal: 'SIGTERM' };
}

function readyLine(
  { name }: Part,
  { pid }: ChildProcess,
  { again, tookMs }: { again: boolean; tookMs: number },
): string {
  const took = `${(tookMs / 1000).toFixed(1)} s`;
  return again ? `${name} is back (process ${pid}, ${took})` : `${name} … ${took}`;
}

/** Kills a part that does not get ready in time. */
async function isReadyInTime(part: Part, child: ChildProcess, gone: Promise<string>, report: Report): Promise<boolean> {
  if (await until(() => part.ready(), { seconds: readySeconds, orWhen: gone })) return true;
  if (!hasEnded(child)) {
    report(`${part.name} is not ready after ${readySeconds} s; killing it`);
    child.kill('SIGKILL');
  }
  return false;
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
