// The figures of the bench of onboardings, as tables.
import { median, quantile } from './median.ts';

/** Milliseconds of processor time per onboarding, by part. */
export type Parts = Record<string, number>;
/** Per onboarding. Null when the server does not count it. */
export type Counts = Record<string, number | null>;

export type Result = {
  about: { rounds: number; count: number; atOnce: number; node: string; cores: number };
  /** One for each round, with a further transfer on each account, and the floor's round, at the same place. */
  gangway: Parts[];
  again: Parts[];
  floor: Parts[];
  counts: { gangway: Counts; again: Counts; floor: Counts };
  /** From the end of Link until the transfer is on record. */
  transferAfterMs: { atRest: number[]; underLoad: number[] };
};

/** The simulator stands for Plaid, so its time is not Gangway's. */
const notOurs = 'simulator';

export const totalOf = (parts: Parts): number =>
  Object.entries(parts).reduce((sum, [name, ms]) => (name === notOurs ? sum : sum + ms), 0);

const ratiosOf = (rounds: Parts[], others: Parts[]): number[] =>
  rounds.map((parts, round) => totalOf(parts) / totalOf(others[round] ?? {}));

export function tables(result: Result): string {
  const { counts, transferAfterMs } = result;
  const [gangway, again, floor] = [withTotal(result.gangway), withTotal(result.again), withTotal(result.floor)];
  const names = [...new Set([...gangway, ...floor].flatMap(Object.keys))].filter((name) => name !== notOurs);
  const counted = [...new Set([counts.gangway, counts.floor].flatMap(Object.keys))];
  return [
    line('CPU ms', 'onboarding', 'further transfer', 'floor'),
    ...[...names.filter((name) => name !== total), total, notOurs].map((name) =>
      line(name, ...[gangway, again, floor].map((rounds) => spread(rounds, name))),
    ),
    '',
    `onboarding / floor: ${range(ratiosOf(result.gangway, result.floor), 2)}`,
    `further transfer / onboarding: ${range(ratiosOf(result.again, result.gangway), 2)}`,
    '',
    line('each', 'onboarding', 'further transfer', 'floor'),
    ...counted.map((name) => line(name, ...[counts.gangway, counts.again, counts.floor].map((of) => shown(of[name])))),
    '',
    line('Link finished until transfer, ms', 'median', 'p90'),
    ...Object.entries({ 'at rest': transferAfterMs.atRest, 'under load': transferAfterMs.underLoad }).map(
      ([name, ms]) => line(name, median(ms).toFixed(0), quantile(ms, 0.9).toFixed(0)),
    ),
  ].join('\n');
}

const total = 'in all';
const withTotal = (rounds: Parts[]): Parts[] => rounds.map((parts) => ({ ...parts, [total]: totalOf(parts) }));

const line = (name: string, ...cells: string[]) => name.padEnd(34) + cells.map((cell) => cell.padStart(24)).join('');

/** The median of the rounds, and their range. */
function spread(rounds: Parts[], name: string): string {
  const values = rounds.flatMap((parts) => parts[name] ?? []);
  return values.length === 0 ? '' : range(values, 1);
}

const range = (values: number[], digits: number) =>
  `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)})`;

const shown = (count: number | null | undefined) =>
  count === undefined ? '' : count === null ? 'not counted' : count.toFixed(count < 1000 ? 1 : 0);
