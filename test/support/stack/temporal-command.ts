// Runs command lines of the documentation, as an operator types them.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { findTemporalCli } from '../../../dev/binaries/find-binary.ts';
import { sharedStack } from './shared-stack.ts';

export type TemporalCommand = {
  /** Runs the line with this stack's address, and with the case in place of the dots. Returns what it printed. */
  run: (line: string, id?: string) => Promise<string>;
  stop: () => Promise<void>;
};

export async function temporalCommand(): Promise<TemporalCommand> {
  const bin = await mkdtemp(join(tmpdir(), 'gangway-bin-'));
  await symlink(resolve(await findTemporalCli(sharedStack().home, () => {})), join(bin, 'temporal'));
  return {
    async run(line, id = '') {
      const command = line
        .replace('localhost:7233', sharedStack().addresses.temporal_address)
        .replace('onb_...', id)
        .replace(/ > \S+$/, '');
      const env = { PATH: `${bin}:${process.env.PATH}`, HOME: bin };
      const { stdout } = await promisify(execFile)('sh', ['-c', command], { env, maxBuffer: 2 ** 24 });
      return stdout;
    },
    stop: () => rm(bin, { recursive: true }),
  };
}
