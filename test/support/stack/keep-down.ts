import { run } from '../../../dev/processes.ts';
import { until } from '../until.ts';
import type { RunningStack } from './running-stack.ts';

/**
 * Kills a part of the stack, and every process that the supervisor starts in its place meanwhile: an outage rather than
 * a restart. It lasts for these seconds, and on a busy machine until `enough`. Returns the processes that it killed.
 */
export async function keepDown(
  { pids }: RunningStack,
  part: string,
  { seconds, met, enough }: { seconds: number; met: () => number; enough: number },
): Promise<number[]> {
  const began = performance.now();
  const ended = new Set<number>();
  const end = async () => {
    const pid = (await pids())[part];
    if (pid && !ended.has(pid)) {
      ended.add(pid);
      await killWhole(pid);
    }
    return performance.now() - began > seconds * 1000 && met() > enough;
  };
  for (let before = -1; met() > before; ) {
    before = met();
    if (await until(end, { everyMs: 20 })) break;
  }
  return [...ended];
}

/**
 * Kills a process with its children, as when a machine fails. PostgreSQL's children outlive it for a while, and no new
 * server can start before the last has gone.
 */
export async function killWhole(pid: number): Promise<void> {
  // A stopped process starts no further children while we list them.
  signal(pid, 'SIGSTOP');
  const all = await run('ps', ['-A', '-o', 'pid=,ppid=']);
  for (const line of all?.output.split('\n') ?? []) {
    const [child, parent] = line.trim().split(/\s+/).map(Number);
    if (child && parent === pid) signal(child, 'SIGKILL');
  }
  signal(pid, 'SIGKILL');
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // The process has ended by itself.
  }
}
