import type { Stage } from '../domain/onboarding.ts';
import type { Db } from './pool.ts';

/**
 * Counts the n-th reminder of the case, and gives how the case stands. Null where that one was counted before. Call it in
 * the transaction of what is told.
 */
export async function countReminder(
  db: Db,
  onboardingId: string,
  nth: number,
): Promise<{ stage: Stage; waitingFor: string | null } | null> {
  const { rows } = await db.query<{ stage: Stage; waitingFor: string | null }>(
    `update onboardings set reminders = $2 where id = $1 and reminders < $2
     returning stage, waiting_for as "waitingFor"`,
    [onboardingId, nth],
  );
  return rows[0] ?? null;
}
