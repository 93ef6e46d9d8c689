// Moves the simulated bank's clock ahead, and takes the steps that become due.
import { z } from 'zod';
import { addBankingDays, easternDate, easternInstant } from './banking-days.ts';
import { timePasses } from './time-passes.ts';
import type { World } from './world.ts';

const mostSeconds = 2 * 366 * 86_400;

export const clockRequest = z.union(
  [
    z.strictObject({ seconds: z.number().positive().max(mostSeconds) }),
    z.strictObject({ banking_days: z.int().min(1).max(250) }),
  ],
  { error: `give either seconds (more than 0, at most ${mostSeconds}) or banking_days (1 to 250)` },
);

export function advanceClock(world: World, by: z.output<typeof clockRequest>) {
  const before = world.now();
  const ms = 'seconds' in by ? by.seconds * 1000 : noonAfter(before, by.banking_days).getTime() - before.getTime();
  world.state.clockOffset += ms;
  world.changed();
  timePasses(world);
  return {
    now: world.now().toISOString(),
    advanced_seconds: ms / 1000,
    offset_seconds: world.state.clockOffset / 1000,
  };
}

/** Returns noon in New York, which is after the morning's settlements and before the afternoon's cut-offs. */
const noonAfter = (now: Date, bankingDays: number) =>
  easternInstant(addBankingDays(easternDate(now), bankingDays), '12:00');
