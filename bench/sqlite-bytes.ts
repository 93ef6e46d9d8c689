import { readFile, stat } from 'node:fs/promises';

const headerBytes = 32;
const frameHeaderBytes = 24;

/**
 * Returns the size that a SQLite file in WAL mode has after a checkpoint, while the server has it open. The last commit
 * in the WAL says how many pages the file then has (https://sqlite.org/fileformat2.html#the_write_ahead_log).
 */
export async function sqliteBytes(file: string): Promise<number> {
  const wal = await readFile(`${file}-wal`);
  if (wal.length < headerBytes) return (await stat(file)).size;
  const pageBytes = wal.readUInt32BE(8);
  const salt = wal.subarray(16, 24);
  let pages = 0;
  for (let at = headerBytes; at < wal.length; at += frameHeaderBytes + pageBytes) {
    // Frames from before the last checkpoint follow, until new ones take their place.
    if (!wal.subarray(at + 8, at + 16).equals(salt)) break;
    // Not 0 in the last frame of each commit.
    pages = wal.readUInt32BE(at + 4) || pages;
  }
  return pages * pageBytes;
}
