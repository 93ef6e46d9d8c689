// Sets how many trials the tests of the fault matrix (docs/faults.md) make, and the seed from which they draw.
//
// No failure in n trials means that, with 95 % certainty, fewer than 3 in n would fail (the rule of three). The tests
// enumerate all inputs where they can, and draw the others.
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { before } from 'mocha';

/** The kind of run: `npm test` on a developer's machine, `.ci/run`, by night, before a release. */
const depths = ['local', 'ci', 'nightly', 'release'] as const;
type Depth = (typeof depths)[number];

const given = process.env.GANGWAY_FAULT_TRIALS ?? 'local';
const depth = depths.find((one) => one === given);
if (!depth) throw new Error(`GANGWAY_FAULT_TRIALS is ${given}; set it to ${depths.join(', ')}, or leave it out.`);

export const seed = Number(process.env.GANGWAY_FAULT_SEED ?? Math.floor(Math.random() * 2 ** 31));
if (!Number.isSafeInteger(seed)) throw new Error('GANGWAY_FAULT_SEED must be the whole number that a run has printed.');

// Mocha loads this file outside of any suite, so it prints this once, before the first test.
before(() => {
  process.stderr.write(`Fault trials: ${depth}, at ${commit()}. GANGWAY_FAULT_SEED=${seed} draws the same again.\n`);
});

type Counts = { local?: number; ci: number; nightly?: number; release?: number };

/**
 * Returns the number of trials of this run. Each kind of run makes at least as many as the kind before it in the list.
 * `npm test` may make fewer, because on a newcomer's machine all tests together have to end within minutes.
 */
export function trials({ ci, local = ci, nightly = ci, release = nightly }: Counts): number {
  return { local, ci, nightly, release }[depth as Depth];
}

/** Returns all inputs of an enumeration. In `npm test` it draws this many of them, and other ones for each `what`. */
export function enumerated<T>(all: readonly T[], { local }: { local: number }, what = ''): T[] {
  const count = trials({ local: Math.min(local, all.length), ci: all.length });
  const drawn = fc.shuffledSubarray([...all], { minLength: count, maxLength: count });
  return fc.sample(drawn, { seed: seed + sumOf(what), numRuns: 1 }).flat() as T[];
}
const sumOf = (text: string) => [...text].reduce((sum, sign) => sum + sign.charCodeAt(0), 0);

/** Returns inputs for that many trials. One seed always draws the same inputs, whichever other tests run. */
export const draw = <T>(inputs: fc.Arbitrary<T>, count: number): T[] => fc.sample(inputs, { seed, numRuns: count });

export type Tally<K extends string> = {
  count: (what: K, times?: number) => void;
  /**
   * Returns the faults that happened too rarely, as sentences, because a fault that did not happen proves nothing. The
   * few trials of `npm test` may miss one; `.ci/run` may not.
   */
  below: (least: number) => string[];
};

/** Counts the faults that really happened, of those that were planned. */
export function tally<K extends string>(kinds: readonly K[]): Tally<K> {
  const counts = new Map<K, number>(kinds.map((kind) => [kind, 0]));
  return {
    count: (what, times = 1) => void counts.set(what, (counts.get(what) ?? 0) + times),
    below: (least) =>
      [...counts]
        .filter(([, count]) => count < leastOf(least))
        .map(([kind, count]) => `${kind} happened ${count} times`),
  };
}

const leastOf = (least: number) => trials({ local: 0, ci: least });

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return 'no commit';
  }
}
