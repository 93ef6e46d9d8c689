// A promise about real time ("an answer within ten seconds") can cover only the time that Gangway itself takes: on a
// busy machine every process waits for the processor, for any length of time.
import { readFileSync } from 'node:fs';

/**
 * Returns for how many seconds these processes were ready to run and had no processor, by Linux's own count
 * (proc_schedstat, "time spent waiting on a runqueue"). Zero if the system does not count it.
 */
function waitedForProcessor(pids: (number | 'self')[]): number {
  return pids.reduce<number>((total, pid) => total + waited(pid), 0);
}

function waited(pid: number | 'self'): number {
  try {
    const [, nanoseconds = '0'] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ');
    return Number(nanoseconds) / 1e9;
  } catch {
    return 0;
  }
}

/** Returns a clock: the seconds since this call, without those in which these processes waited for the processor. */
export function stopwatch(pids: (number | 'self')[] = ['self']): () => number {
  const began = performance.now();
  const waitedBefore = waitedForProcessor(pids);
  return () => (performance.now() - began) / 1000 - (waitedForProcessor(pids) - waitedBefore);
}
