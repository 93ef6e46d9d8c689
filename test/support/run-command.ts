// An operator's command as a process, with nothing in its environment but what the test gives it.
import { execFile } from 'node:child_process';
import { tsxLoader } from '../../dev/tsx-loader.ts';

export type CommandEnd = { code: number; out: string[]; complaint: string };

export function runCommand(entry: string, args: string[], env: Record<string, string>): Promise<CommandEnd> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import', tsxLoader, entry, ...args], { env }, (error, stdout, stderr) =>
      resolve({
        code: typeof error?.code === 'number' ? error.code : 0,
        out: stdout.split('\n').filter(Boolean),
        complaint: stderr,
      }),
    );
  });
}
