import type { Position } from '../../domain/case/stages.ts';
import type { Db } from '../pool.ts';

/**
 * Counts the n-th reminder of the case. Returns the position of the case. Null if that reminder was counted before.
 * Call it in the transaction of the notification.
 */
export async function countReminder(db: Db, onboardingId: string, nth: number): Promise<Position | null> {
  const { rows } = await db.query<Position>(
    `update onboardings set reminders = $2 where id = $1 and reminders < $2
     returning stage, waiting_for as "waitingFor"`,
    [onboardingId, nth],
  );
  return rows[0] ?? null;
}
