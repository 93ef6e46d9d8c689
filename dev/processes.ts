// What the operating system knows about processes: run one to its end, and ask what a running one is.
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';

export type Ended = { code: number | null; output: string };

/**
 * Runs a command to its end; `null` if PATH leads to none that we may run. `output` is stdout and stderr as they came.
 */
export function run(
  command: string,
  args: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; uid?: number; gid?: number; timeout?: number } = {},
): Promise<Ended | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.once('error', (error: NodeJS.ErrnoException) => {
      // EACCES: a folder on PATH that is another user's, with nothing of that name in those that are open to us.
      if (error.code === 'ENOENT' || error.code === 'EACCES') resolve(null);
      else reject(error);
    });
    child.once('close', (code) => resolve({ code, output: output.trim() }));
  });
}

/** The full command line of a process, or null if it is gone. A pid alone says little: the system uses it again. */
export async function commandLine(pid: number): Promise<string | null> {
  // Linux tells by itself; small images have no ps.
  const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  if (words !== null) return words.replace(/\0$/, '').replaceAll('\0', ' ') || null;
  const ps = await run('ps', ['-ww', '-o', 'command=', '-p', String(pid)]);
  return ps?.code === 0 ? ps.output : null;
}
