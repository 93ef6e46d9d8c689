// Runs an operator's command as a process, with only the test's settings in its environment.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { urlAs } from '../database/pool-as.ts';
import { entryArgs } from './entry.ts';
import type { RunningStack } from './running-stack.ts';

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

/** The settings of a command that works on the database, Temporal and the simulated Plaid of this stack. */
export async function operatorEnv({
  addresses,
  home,
}: Pick<RunningStack, 'addresses' | 'home'>): Promise<Record<string, string>> {
  const { GANGWAY_VAULT_KEYS } = JSON.parse(await readFile(join(home, 'dev-secrets.json'), 'utf8'));
  return {
    ...{ DATABASE_URL: urlAs(addresses.database_url, 'gangway_api'), GANGWAY_VAULT_KEYS },
    ...{ PLAID_BASE_URL: addresses.plaid, PLAID_CLIENT_ID: 'simulator-client', PLAID_SECRET: 'simulator-secret' },
    ...{ TEMPORAL_ADDRESS: addresses.temporal_address, GANGWAY_PUBLIC_URL: addresses.api },
  };
}
