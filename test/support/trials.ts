// How often the tests of the fault matrix (docs/faults.md) try, and from which seed they draw: settled here for all.
//
// No failure in n trials means that, with 95 % certainty, fewer than 3 in n would fail (the rule of three). What can be
// enumerated is; only the rest is drawn.
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { before } from 'mocha';

const depths = ['short', 'nightly', 'release'] as const;
type Depth = (typeof depths)[number];

const given = process.env.GANGWAY_FAULT_TRIALS ?? 'short';
const depth = depths.find((one) => one === given);
if (!depth) throw new Error(`GANGWAY_FAULT_TRIALS is ${given}; set it to ${depths.join(', ')}, or leave it out.`);

export const seed = Number(process.env.GANGWAY_FAULT_SEED ?? Math.floor(Math.random() * 2 ** 31));
if (!Number.isSafeInteger(seed)) throw new Error('GANGWAY_FAULT_SEED must be the whole number that a run has printed.');

// This file is loaded outside of any suite, so that this is said once, before the first test.
before(() => {
  process.stderr.write(`Fault trials: ${depth}, at ${commit()}. GANGWAY_FAULT_SEED=${seed} draws the same again.\n`);
});

/** How many trials this run makes. `short` belongs to every run of the tests; a release takes what a night does, or more. */
export function trials(counts: { short: number; nightly: number; release?: number }): number {
  return { release: counts.nightly, ...counts }[depth as Depth];
}

/** Inputs for that many trials. The same seed draws the same ones, whichever tests run beside. */
export const draw = <T>(inputs: fc.Arbitrary<T>, count: number): T[] => fc.sample(inputs, { seed, numRuns: count });

export type Tally<K extends string> = {
  count: (what: K, times?: number) => void;
  /** What has happened less often than that, as sentences: a fault that did not happen proves nothing. */
  below: (least: number) => string[];
};

/** Counts what has really happened, of all that was meant to. */
export function tally<K extends string>(kinds: readonly K[]): Tally<K> {
  const counts = new Map<K, number>(kinds.map((kind) => [kind, 0]));
  return {
    count: (what, times = 1) => void counts.set(what, (counts.get(what) ?? 0) + times),
    below: (least) =>
      [...counts].filter(([, count]) => count < least).map(([kind, count]) => `${kind} happened ${count} times`),
  };
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return 'no commit';
  }
}
