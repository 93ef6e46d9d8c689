// Measures work in processor seconds, because the clock also counts other work of the machine.
import { readdirSync, readFileSync } from 'node:fs';

/** /proc holds times in hundredths of a second on every Linux on which Node runs. */
const ticksPerSecond = 100;

/**
 * Returns the seconds of this process and all that it has started, running or ended. Without /proc: of this process
 * only.
 */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6 + secondsBelow(process.pid) + (statOf('self')?.ended ?? 0);
}

/** Returns the seconds of another process and all that it has started. Throws if it is gone, or without /proc. */
export function cpuSecondsOf(pid: number): number {
  const stat = statOf(`${pid}`);
  if (!stat) throw new Error(`Process ${pid} has no line in /proc, so its processor time is unknown.`);
  return stat.seconds + secondsBelow(pid);
}

function secondsBelow(parent: number): number {
  const children = new Map<number, { pid: number; seconds: number }[]>();
  for (const { pid, parent, seconds } of processes()) {
    children.set(parent, [...(children.get(parent) ?? []), { pid, seconds }]);
  }
  const below = (pid: number): number =>
    (children.get(pid) ?? []).reduce((total, child) => total + child.seconds + below(child.pid), 0);
  return below(parent);
}

function processes(): { pid: number; parent: number; seconds: number }[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((pid) => statOf(pid) ?? []);
  } catch {
    return [];
  }
}

/** See proc_pid_stat(5). `ended`: the seconds of its ended children, which `seconds` includes. */
function statOf(pid: string): { pid: number; parent: number; seconds: number; ended: number } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may itself contain blanks and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15).map(Number);
    const ended = (endedUser + endedSystem) / ticksPerSecond;
    return {
      pid: Number.parseInt(stat, 10),
      parent: Number(fields[1]),
      seconds: (user + system) / ticksPerSecond + ended,
      ended,
    };
  } catch {
    return null;
  }
}
