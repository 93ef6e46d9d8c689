// The second rung, and the one that makes the others rare: what was fetched before.
import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '../report.ts';
import type { Pinned } from './pinned.ts';

/** A rung answers with a program that can be started, or null to let the next one try. The last one throws. */
export type Rung = (binary: Pinned, home: string, report: Report) => Promise<string | null>;

/** Where fetched programs are kept. The version is in the name, so that a moved pin fetches anew. */
export const cachePath = (binary: Pinned, home: string) => join(home, 'bin', `${binary.program}-${binary.version}`);

export const cached: Rung = async (binary, home) => {
  const path = cachePath(binary, home);
  return await access(path, constants.X_OK).then(
    () => path,
    () => null,
  );
};
