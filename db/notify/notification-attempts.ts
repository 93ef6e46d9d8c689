// The attempts of a notification's deliveries. A failed one has a row. One that succeeded is on its delivery.
import type { AttemptResult, TimedAttempt } from '../../domain/notify/delivery.ts';
import type { Db } from '../pool.ts';

export type AttemptView = {
  endpointId: string;
  attempt: number;
  attemptedAt: Date;
  result: AttemptResult;
  statusCode: number | null;
  milliseconds: number | null;
};

/** Records an attempt that failed, unless its delivery was deleted meanwhile. */
export async function recordFailedAttempt(
  db: Db,
  { id, endpointId, attempts }: { id: string; endpointId: string; attempts: number },
  { result, statusCode, milliseconds, attemptedAt }: TimedAttempt,
): Promise<void> {
  await db.query(
    `insert into notification_attempts (notification_id, endpoint_id, attempt, attempted_at, result, status_code, milliseconds)
     select notification_id, endpoint_id, $3, $4, $5, $6, $7 from notification_deliveries
     where notification_id = $1 and endpoint_id = $2
     on conflict (notification_id, endpoint_id, attempt) do update set attempted_at = excluded.attempted_at,
       result = excluded.result, status_code = excluded.status_code, milliseconds = excluded.milliseconds`,
    [id, endpointId, attempts, attemptedAt, result, statusCode ?? null, milliseconds],
  );
}

/** Oldest first: at most ten for each endpoint, because a delivery that is queued again begins again. */
export async function listAttempts(db: Db, notificationId: string): Promise<AttemptView[]> {
  const { rows } = await db.query<AttemptView>(
    `select endpoint_id as "endpointId", attempt, attempted_at as "attemptedAt", result, status_code as "statusCode", milliseconds
     from notification_attempts where notification_id = $1
     union all
     select endpoint_id, attempts, attempted_at, result, status_code, milliseconds from notification_deliveries
     where notification_id = $1 and status in ('delivered', 'skipped')
     order by "attemptedAt", "endpointId"`,
    [notificationId],
  );
  return rows;
}
