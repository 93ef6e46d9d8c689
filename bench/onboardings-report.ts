// The figures of the bench of onboardings, as tables.
import { median, quantile } from './median.ts';

/** Milliseconds of processor time per onboarding, by part. */
export type Parts = Record<string, number>;
/** Per onboarding. Null when the server does not count it. */
export type Counts = Record<string, number | null>;

export type Result = {
  about: { rounds: number; count: number; atOnce: number; node: string; cores: number };
  /** One for each round, and the floor's round beside it at the same place. */
  gangway: Parts[];
  floor: Parts[];
  counts: { gangway: Counts; floor: Counts };
  /** From the end of Link until the transfer is on record. */
  transferAfterMs: { atRest: number[]; underLoad: number[] };
};

/** The simulator stands for Plaid, so its time is not Gangway's. */
const notOurs = 'simulator';

export const totalOf = (parts: Parts): number =>
  Object.entries(parts).reduce((sum, [name, ms]) => (name === notOurs ? sum : sum + ms), 0);

export function ratiosOf({ gangway, floor }: Pick<Result, 'gangway' | 'floor'>): number[] {
  return gangway.map((parts, round) => totalOf(parts) / totalOf(floor[round] ?? {}));
}

export function tables(result: Result): string {
  const { counts, transferAfterMs } = result;
  const [gangway, floor] = [withTotal(result.gangway), withTotal(result.floor)];
  const names = [...new Set([...gangway, ...floor].flatMap(Object.keys))].filter((name) => name !== notOurs);
  const counted = [...new Set([counts.gangway, counts.floor].flatMap(Object.keys))];
  return [
    line('CPU ms an onboarding', 'Gangway', 'floor'),
    ...[...names.filter((name) => name !== total), total, notOurs].map((name) =>
      line(name, spread(gangway, name), spread(floor, name)),
    ),
    '',
    `Gangway / floor: ${range(ratiosOf(result), 2)}`,
    '',
    line('per onboarding', 'Gangway', 'floor'),
    ...counted.map((name) => line(name, shown(counts.gangway[name]), shown(counts.floor[name]))),
    '',
    line('Link finished until transfer, ms', 'median', 'p90'),
    ...Object.entries({ 'at rest': transferAfterMs.atRest, 'under load': transferAfterMs.underLoad }).map(
      ([name, ms]) => line(name, median(ms).toFixed(0), quantile(ms, 0.9).toFixed(0)),
    ),
  ].join('\n');
}

const total = 'in all';
const withTotal = (rounds: Parts[]): Parts[] => rounds.map((parts) => ({ ...parts, [total]: totalOf(parts) }));

const line = (name: string, one: string, other: string) => `${name.padEnd(34)}${one.padStart(24)}${other.padStart(24)}`;

/** The median of the rounds, and their range. */
function spread(rounds: Parts[], name: string): string {
  const values = rounds.flatMap((parts) => parts[name] ?? []);
  return values.length === 0 ? '' : range(values, 1);
}

const range = (values: number[], digits: number) =>
  `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)})`;

const shown = (count: number | null | undefined) =>
  count === undefined ? '' : count === null ? 'not counted' : count.toFixed(count < 1000 ? 1 : 0);
