// Reads the findings that `npm run reconcile` prints.
import type { CommandEnd } from './run-command.ts';

/** The kinds of drift of each case, in the order of their report. */
export type Found = Record<string, string[]>;

export function findingsOf({ out, complaint }: CommandEnd, nameOf: (caseId: string) => string): Found {
  if (!/^\d+ found, \d+ repaired\n$/.test(complaint)) throw new Error(complaint);
  const found: Found = {};
  for (const { drift, onboarding_id } of out.map((line) => JSON.parse(line))) {
    const name = nameOf(onboarding_id);
    found[name] = [...(found[name] ?? []), drift];
  }
  return found;
}

export const without = (found: Found, ...kinds: string[]): Found =>
  Object.fromEntries(
    Object.entries(found)
      .map(([name, drift]) => [name, drift.filter((kind) => !kinds.includes(kind))] as const)
      .filter(([, drift]) => drift.length > 0),
  );
