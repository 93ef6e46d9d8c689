// The second rung: a program that an earlier run fetched. It makes the later rungs rare.
import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '../report.ts';
import type { Pinned } from './pinned.ts';

/** Returns the path of a program that can be started. Null lets the next rung try. The last rung throws. */
export type Rung = (binary: Pinned, home: string, report: Report) => Promise<string | null>;

/** Returns the path of a fetched program. The path holds the version, so a new pin fetches a new program. */
export const cachePath = (binary: Pinned, home: string) => join(home, 'bin', `${binary.program}-${binary.version}`);

export const cached: Rung = async (binary, home) => {
  const path = cachePath(binary, home);
  return await access(path, constants.X_OK).then(
    () => path,
    () => null,
  );
};
