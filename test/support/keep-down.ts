import { run } from '../../dev/processes.ts';
import { until } from '../../dev/until.ts';
import type { RunningStack } from './running-stack.ts';

/**
 * Kills a part of the stack, and for so long whatever the supervisor starts in its place: an outage, and not a restart.
 * Gives the processes that it has ended.
 */
export async function keepDown({ pids }: RunningStack, part: string, seconds: number): Promise<number[]> {
  const ended = new Set<number>();
  const end = async () => {
    const pid = (await pids())[part];
    if (pid && !ended.has(pid)) {
      ended.add(pid);
      await killWhole(pid);
    }
    return false;
  };
  await until(end, { seconds, everyMs: 20 });
  return [...ended];
}

/**
 * With its children, as when a machine fails: those of PostgreSQL outlive it for a while, and until the last has gone no
 * other can start.
 */
async function killWhole(pid: number): Promise<void> {
  // Stopped, it has no more children than we are told of.
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
    // It has ended by itself.
  }
}
