import { chmod, mkdir, stat } from 'node:fs/promises';
import { resolve } from 'node:path';

/** Makes a folder that only its owner can enter, and closes one that exists. Returns its full path. */
export async function ownFolder(given: string): Promise<string> {
  const path = resolve(given);
  await mkdir(path, { recursive: true, mode: 0o700 });
  // Everybody puts files into a folder with this bit, such as /tmp: closing it would break other programs.
  if ((await stat(path)).mode & 0o1000) {
    throw new Error(`GANGWAY_HOME is ${path}, which other programs use too: name a folder of its own.`);
  }
  await chmod(path, 0o700);
  return path;
}
