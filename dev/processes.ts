// Runs a process to its end, and identifies a running one.
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';

export type Ended = { code: number | null; output: string };

/**
 * Runs a command to its end. Null when PATH has none that we may run. `output` holds stdout and stderr as they came.
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
      // EACCES: one folder on PATH is closed to us, and no other folder has a command of that name.
      if (error.code === 'ENOENT' || error.code === 'EACCES') resolve(null);
      else reject(error);
    });
    child.once('close', (code) => resolve({ code, output: output.trim() }));
  });
}

/**
 * Returns the full command line of a process. Null when it is gone. The system reuses pids, so a pid alone says little.
 */
export async function commandLine(pid: number): Promise<string | null> {
  // Linux has it in /proc. Small images have no ps.
  const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  if (words !== null) return words.replace(/\0$/, '').replaceAll('\0', ' ') || null;
  const ps = await run('ps', ['-ww', '-o', 'command=', '-p', String(pid)]);
  return ps?.code === 0 ? ps.output : null;
}
