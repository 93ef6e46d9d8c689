// Runs an operator's command as a process, with only the test's settings in its environment.
import { execFile } from 'node:child_process';
import { entryArgs } from './entry.ts';

export type CommandEnd = { code: number; out: string[]; complaint: string };

export function runCommand(entry: string, args: string[], env: Record<string, string>): Promise<CommandEnd> {
  return new Promise((resolve) => {
    execFile(process.execPath, [...entryArgs(entry), ...args], { env }, (error, stdout, stderr) =>
      resolve({
        code: typeof error?.code === 'number' ? error.code : 0,
        out: stdout.split('\n').filter(Boolean),
        complaint: stderr,
      }),
    );
  });
}
