// The parts of the board that are not tallied, because they do not grow with the cases: webhooks and notifications that
// are under way. After an outage there may be many, so the counts stop at a number.
import type { Db } from './pool.ts';

/** A count of so many stands for so many or more. */
export const countedAtMost = 1_000;

export type UndoneWebhooks = { status: 'waiting' | 'parked' | 'failed'; count: number; oldest: Date | null };

/** Counts the webhooks that are not done, of all tenants: a webhook names none. */
export async function countUndone(db: Db): Promise<UndoneWebhooks[]> {
  const { rows } = await db.query<UndoneWebhooks>(
    `select wanted.status, counted.*
     from unnest(array['waiting', 'parked', 'failed']) as wanted (status), lateral (
       select count(*)::int as count, min(received_at) as oldest from (
         select received_at from webhooks w where w.status = wanted.status and w.status <> 'done'
         order by id limit $1) first) counted`,
    [countedAtMost],
  );
  return rows;
}

export type SendingCounts = {
  waiting: number;
  oldestWaiting: Date | null;
  failed: number;
  oldestFailed: Date | null;
  /** Endpoints. */
  failing: number;
  disabled: number;
};

/**
 * Counts the notifications of a tenant that wait, or that the notifier has given up, and its endpoints that fail, or
 * are disabled. Null: of all tenants.
 */
export async function countSending(db: Db, tenantId: string | null): Promise<SendingCounts> {
  const { rows } = await db.query<SendingCounts>(
    {
      planned_each_time: true,
      text: `with endpoints as (
         select id, status, failing_since from notification_endpoints where $1::text is null or tenant_id = $1
       ), waiting as (
         select d.queued_at from endpoints e, lateral (
           select queued_at from notification_deliveries where endpoint_id = e.id and status = 'waiting'
           order by next_attempt_at limit $2) d limit $2
       ), failed as (
         select d.queued_at from endpoints e, lateral (
           select queued_at from notification_deliveries where endpoint_id = e.id and status = 'failed'
           order by queued_at limit $2) d limit $2
       )
       select (select count(*)::int from waiting) as waiting, (select min(queued_at) from waiting) as "oldestWaiting",
         (select count(*)::int from failed) as failed, (select min(queued_at) from failed) as "oldestFailed",
         count(*) filter (where status = 'enabled' and failing_since is not null)::int as failing,
         count(*) filter (where status = 'disabled')::int as disabled
       from endpoints`,
    },
    [tenantId, countedAtMost],
  );
  const [counts] = rows;
  if (!counts) throw new TypeError('an aggregate without a row');
  return counts;
}
