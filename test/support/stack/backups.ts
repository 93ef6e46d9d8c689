// Copies the data of a stopped stack, and puts them back.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../../../dev/processes.ts';

const files = {
  postgres: ['postgres'],
  temporal: ['temporal.db', 'temporal.db-wal', 'temporal.db-shm'],
  /** The simulated bank. */
  bank: ['simulator.json'],
};
export type Kept = keyof typeof files;

export const keepCopy = (home: string, name: string, parts: Kept[]): Promise<void> =>
  copyData(home, join(home, 'copies', name), parts);

export const putBack = (home: string, name: string, parts: Kept[]): Promise<void> =>
  copyData(join(home, 'copies', name), home, parts);

async function copyData(from: string, to: string, parts: Kept[]): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o755 });
  for (const file of parts.flatMap((part) => files[part])) {
    await rm(join(to, file), { recursive: true, force: true });
    // With the owner, because PostgreSQL does not run as root. SQLite removes its log when it closes.
    await run('cp', ['-a', join(from, file), to]);
  }
}
