// Lists the test files, and decides which of them share a process.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

export type Group = { name: string; files: string[] };

const rest = 'the rest';
/**
 * The expensive parts of test/, each row in a process of its own: a file goes to the first row that names its folder or
 * itself. All other files share the process of the rest. The row that takes longest comes first, because the last one
 * to begin should be short. Files in one row share an expensive server: chaos/, F3, F5 and D1 share a stack.
 */
const rows = [
  ['journey'],
  ['chaos', 'faults/f3-f4-outages', 'faults/f5-soak', 'faults/d1-worker-versions'],
  ['faults'],
  ['workflows'],
  ['console'],
  ['api'],
  ['activities'],
  [rest],
  ['dev'],
  ['db'],
];
/** These take longest: each file in turn goes to one of so many processes. */
const parts: Record<string, number> = { workflows: 2, faults: 2 };

/** Returns the files in these folders, or these files themselves, grouped by the process that runs them. */
export function groupsOf(paths: string[]): Group[] {
  const groups = new Map<string, string[]>(rows.flatMap(namesOf).map((name) => [name, []]));
  for (const [index, file] of [...new Set(paths.flatMap(filesIn))].entries()) {
    const row = rows.find((named) => named.some((part) => file.startsWith(`test/${part}`))) ?? [rest];
    const names = namesOf(row);
    groups.get(names[index % names.length] ?? rest)?.push(file);
  }
  return [...groups].map(([name, files]) => ({ name, files })).filter(({ files }) => files.length > 0);
}

/** One name for each process of a row. */
function namesOf(row: string[]): string[] {
  const name = row.join(', ');
  const count = parts[name] ?? 1;
  return count === 1 ? [name] : Array.from({ length: count }, (_, part) => `${name} ${part + 1}`);
}

function filesIn(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join(path, file))
    .sort();
}
