// A note of the running parts, in `.gangway/running.json` while they run. If the supervisor itself is killed, its parts
// live on, because each has a process group of its own. The next start finds them here.
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commandLine } from './processes.ts';
import type { Report } from './report.ts';
import { until } from './until.ts';

export type Process = { pid: number; command: string; stopSignal: NodeJS.Signals };
export type Running = { supervisor: Process; parts: Record<string, Process> };

const graceSeconds = 10;

const noteOf = (home: string) => join(home, 'running.json');

export async function noteRunning(home: string, running: Running): Promise<void> {
  await writeWhole(noteOf(home), running);
}

export async function forgetRunning(home: string): Promise<void> {
  await rm(noteOf(home), { force: true });
}

/** Writes the note beside its place and moves it, so that a reader never sees half of it. */
export async function writeWhole(path: string, value: unknown): Promise<void> {
  await writeFile(`${path}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

/** Ends the parts that a killed supervisor left running. Throws one sentence if that supervisor still lives. */
export async function endLeftovers(home: string, report: Report): Promise<void> {
  const text = await readFile(noteOf(home), 'utf8').catch(() => null);
  if (!text) return;
  const { supervisor, parts } = JSON.parse(text) as Running;
  if (await lives(supervisor)) {
    throw new Error(
      `Gangway already runs from ${home} (process ${supervisor.pid}): stop that one, ` +
        'or set GANGWAY_HOME and the ports to start a second.',
    );
  }
  for (const [name, process] of Object.entries(parts).reverse()) {
    if (!(await lives(process))) continue;
    report(`${name} of an earlier run still lives (process ${process.pid}); ending it`);
    await end(process);
  }
  await forgetRunning(home);
}

/**
 * Returns whether this very process lives. The system reuses pids, but not command lines with our folders and ports in
 * them.
 */
async function lives(known: Process): Promise<boolean> {
  const line = await commandLine(known.pid);
  // A program that another one started (setpriv) shows only its own part of the command.
  return !!line && known.command.endsWith(line);
}

async function end(known: Process): Promise<void> {
  const gone = async () => !(await lives(known));
  process.kill(known.pid, known.stopSignal);
  if (await until(gone, { seconds: graceSeconds })) return;
  process.kill(known.pid, 'SIGKILL');
  await until(gone, { seconds: graceSeconds });
}
