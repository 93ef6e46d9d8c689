// Moves the simulated bank's clock ahead, and takes the steps that become due.
import { z } from 'zod';
import { addBankingDays, easternDate, easternInstant } from './banking-days.ts';
import { timePasses } from './time-passes.ts';
import type { World } from './world.ts';

const mostSeconds = 2 * 366 * 86_400;

/** Names the move, so that a repeat of the request moves nothing. */
const id = z.string().min(1).max(100).optional();

export const clockRequest = z.union(
  [
    z.strictObject({ seconds: z.number().positive().max(mostSeconds), id }),
    z.strictObject({ banking_days: z.int().min(1).max(250), id }),
  ],
  { error: `give either seconds (more than 0, at most ${mostSeconds}) or banking_days (1 to 250)` },
);

export function advanceClock(world: World, by: z.output<typeof clockRequest>) {
  const { clockMoves } = world.state;
  const done = by.id !== undefined && Object.hasOwn(clockMoves, by.id) ? clockMoves[by.id] : undefined;
  const ms = done ?? move(world, by);
  if (by.id !== undefined) clockMoves[by.id] = ms;
  return {
    now: world.now().toISOString(),
    advanced_seconds: ms / 1000,
    offset_seconds: world.state.clockOffset / 1000,
  };
}

/** Returns the number of milliseconds by which it moved the clock. */
function move(world: World, by: z.output<typeof clockRequest>): number {
  const before = world.now();
  const ms = 'seconds' in by ? by.seconds * 1000 : noonAfter(before, by.banking_days).getTime() - before.getTime();
  world.state.clockOffset += ms;
  world.changed();
  timePasses(world);
  return ms;
}

/** Returns noon in New York, which is after the morning's settlements and before the afternoon's cut-offs. */
const noonAfter = (now: Date, bankingDays: number) =>
  easternInstant(addBankingDays(easternDate(now), bankingDays), '12:00');
