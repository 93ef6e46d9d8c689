// Keeps a state in a file. The first line is the whole state; each further line lists the entries that have changed
// since, with their new values. The simulator hands a line to the operating system before it sends an answer that rests
// on it, so a kill of the process loses nothing. A reader ignores a last line that a kill has cut short, because no
// caller has an answer that rests on it. The simulator does not wait for the disk (no fsync), so a power cut can lose
// the newest lines.
import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Path } from './tracked.ts';

/** An entry and its value. Without a value the entry has been deleted. */
type Change = [path: Path, value?: unknown];

export type Journal = {
  /** Writes the present values of these entries. If a write fails, it throws and writes none of them. */
  write(state: object, entries: Iterable<Path>): void;
  close(): void;
};

/** The journal writes the file as one line again once the further lines are as long as the first, and at least this. */
const rewriteAtBytes = 16_000_000;

/** Returns the state that the file holds; null when there is no file. Throws a SyntaxError when it is no journal. */
export function readJournal(file: string): object | null {
  const text = readIfThere(file);
  if (text === null) return null;
  const [first = '', ...further] = text.split('\n');
  // The last is empty or cut short. The first never is, because it was written to another file and renamed.
  further.pop();
  const state = JSON.parse(first);
  if (typeof state !== 'object' || state === null) throw new SyntaxError('not an object');
  for (const line of further) apply(state, JSON.parse(line));
  return state;
}

/** Writes the whole state as the file's only line, and opens it. */
export function openJournal(file: string, state: object): Journal {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  let whole = 0;
  let size = 0;
  let descriptor = rewrite(state);

  function rewrite(now: object): number {
    const text = `${JSON.stringify(now)}\n`;
    // Renaming is atomic, so a kill leaves the old file or the new one. It holds tokens, so only its owner may read it.
    writeFileSync(`${file}.new`, text, { mode: 0o600 });
    renameSync(`${file}.new`, file);
    whole = size = Buffer.byteLength(text);
    return openSync(file, 'a');
  }

  function write(now: object, entries: Iterable<Path>): void {
    const line = Buffer.from(`${JSON.stringify([...entries].map((path): Change => changeOf(now, path)))}\n`);
    try {
      writeFileSync(descriptor, line);
    } catch (error) {
      // On a full disk, half of the line may be there, and a later line must not follow it.
      ftruncateSync(descriptor, size);
      throw error;
    }
    size += line.length;
    if (size - whole < Math.max(rewriteAtBytes, whole)) return;
    closeSync(descriptor);
    descriptor = rewrite(now);
  }

  return { write, close: () => closeSync(descriptor) };
}

function changeOf(state: object, path: Path): Change {
  const value = path.reduce((part, key) => (part as Record<string, unknown> | undefined)?.[key], state as unknown);
  return value === undefined ? [path] : [path, value];
}

function apply(state: object, changes: Change[]): void {
  for (const [path, ...value] of changes) {
    const inside = path.slice(0, -1);
    const parent = inside.reduce<Record<string, unknown> | undefined>(
      (part, key) => part?.[key] as Record<string, unknown> | undefined,
      state as Record<string, unknown>,
    );
    const key = path.at(-1) ?? '';
    // A later change of this line has deleted the collection of the entry.
    if (!parent) continue;
    if (value.length > 0) parent[key] = value[0];
    else delete parent[key];
  }
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
