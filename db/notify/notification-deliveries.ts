// The queue of deliveries. A sender leases a row, sends with no transaction open, and records the result. The lease of
// a sender that died runs out, and another one takes over. So every notification arrives at least once.
import {
  consequenceOf,
  type DeliveryAttempt,
  disabledAfterDays,
  isFailed,
  nextAttempt,
  type TimedAttempt,
} from '../../domain/notify/delivery.ts';
import type { NotificationData, NotificationType } from '../../domain/notify/notifications.ts';
import { type Db, type Pool, transaction } from '../pool.ts';
import { recordFailedAttempt } from './notification-attempts.ts';
import type { Channel } from './notification-endpoints.ts';
import { type DeliveryStatus, notificationColumns } from './notifications.ts';

export type Delivery = {
  id: string;
  tenantId: string;
  type: NotificationType;
  createdAt: string;
  data: NotificationData;
  endpointId: string;
  channel: Channel;
  /** As of the endpoint. */
  url: string | null;
  queuedAt: Date;
  /** Counts this try too. */
  attempts: number;
};

export type DeliveryClaim = {
  now: Date;
  leaseSeconds: number;
  /** At most `perEndpoint` deliveries of one endpoint, and `limit` together. */
  perEndpoint: number;
  limit: number;
  /** Endpoints to skip, because they are busy. */
  except: string[];
  channels: Channel[];
};

/** Leases the deliveries that are due, and counts the try that begins. */
export async function claimDeliveries(db: Db, claim: DeliveryClaim): Promise<Delivery[]> {
  const { rows } = await db.query<Delivery>(
    `with due as (
       select d.notification_id, d.endpoint_id
       from notification_endpoints e
       cross join lateral (
         select notification_id, endpoint_id from notification_deliveries
         where endpoint_id = e.id and status = 'waiting' and next_attempt_at <= $1
         order by next_attempt_at limit $3 for no key update skip locked) d
       where e.status = 'enabled' and coalesce(e.not_before <= $1, true)
         and e.id <> all ($5) and e.channel = any ($6)
       limit $4
     ), leased as (
       update notification_deliveries d
       set attempts = attempts + 1, attempted_at = $1, next_attempt_at = $1::timestamptz + make_interval(secs => $2)
       from due where d.notification_id = due.notification_id and d.endpoint_id = due.endpoint_id
       returning d.*
     )
     select ${notificationColumns}, n.tenant_id as "tenantId", e.id as "endpointId", e.channel, e.url, l.queued_at as "queuedAt", l.attempts
     from leased l
     join notifications n on n.id = l.notification_id
     join notification_endpoints e on e.id = l.endpoint_id`,
    [claim.now, claim.leaseSeconds, claim.perEndpoint, claim.limit, claim.except, claim.channels],
  );
  return rows;
}

/** The result of a try for the delivery and its endpoint. */
export type Settled = {
  delivery: DeliveryStatus | 'overtaken';
  /** Null if no further try is planned. */
  nextAttemptAt: Date | null;
  /** Set if this very try disabled the endpoint. */
  disabled: 'gone' | 'failing' | null;
};

/**
 * Records the result of a try. `overtaken`: the lease ran out and another sender has the delivery, or it was queued
 * again. Then only the endpoint's state changes.
 */
export function settleDelivery(
  pool: Pool,
  delivery: Pick<Delivery, 'id' | 'endpointId' | 'attempts'>,
  attempt: TimedAttempt,
  { now, chance }: { now: Date; chance: number },
): Promise<Settled> {
  const { status, next } = whatFollows(delivery.attempts, attempt, { now, chance });
  return transaction(pool, async (tx) => {
    // Locks the endpoint first, in the order in which a delete locks both.
    const disabled = await judgeEndpoint(tx, delivery.endpointId, attempt, now);
    const { rowCount } = await tx.query(
      `update notification_deliveries set status = $4, next_attempt_at = coalesce($5, next_attempt_at), result = $6,
         status_code = $7, milliseconds = $8
       where notification_id = $1 and endpoint_id = $2 and attempts = $3 and status = 'waiting'`,
      [
        ...[delivery.id, delivery.endpointId, delivery.attempts, status, next],
        ...[attempt.result, attempt.statusCode ?? null, attempt.milliseconds],
      ],
    );
    if (isFailed(attempt.result)) await recordFailedAttempt(tx, delivery, attempt);
    return { delivery: rowCount === 1 ? status : 'overtaken', nextAttemptAt: next, disabled };
  });
}

function whatFollows(
  attempts: number,
  { result, retryAfterSeconds }: DeliveryAttempt,
  { now, chance }: { now: Date; chance: number },
): { status: DeliveryStatus; next: Date | null } {
  switch (consequenceOf(result)) {
    case 'done':
      return { status: 'delivered', next: null };
    case 'skip':
      return { status: 'skipped', next: null };
    case 'fail':
      return { status: 'failed', next: null };
    case 'disable':
      // The delivery waits until the endpoint is enabled again.
      return { status: 'waiting', next: now };
    case 'again': {
      const next = nextAttempt(attempts, { now, chance, retryAfterSeconds });
      return { status: next ? 'waiting' : 'failed', next };
    }
  }
}

async function judgeEndpoint(tx: Db, id: string, attempt: DeliveryAttempt, now: Date): Promise<Settled['disabled']> {
  const consequence = consequenceOf(attempt.result);
  if (consequence === 'fail' || consequence === 'skip') return null;
  if (consequence === 'done') {
    await tx.query(
      'update notification_endpoints set failing_since = null where id = $1 and failing_since is not null',
      [id],
    );
    return null;
  }
  const { rows } = await tx.query<{ because: Settled['disabled'] }>(
    `with judged as (
       select id, case when $2 then 'gone'
         when failing_since <= $3::timestamptz - make_interval(days => $5) then 'failing' end as because
       from notification_endpoints where id = $1 and status = 'enabled' for no key update)
     update notification_endpoints e
     set failing_since = coalesce(failing_since, $3), disabled_because = because,
       status = case when because is null then 'enabled' else 'disabled' end,
       not_before = greatest(not_before, $3::timestamptz + make_interval(secs => $4))
     from judged where judged.id = e.id
     returning because`,
    [id, consequence === 'disable', now, attempt.retryAfterSeconds ?? null, disabledAfterDays],
  );
  return rows[0]?.because ?? null;
}

export type DeliveryCounts = {
  waiting: number;
  failed: number;
  oldestWaitingSeconds: number;
  overdueSeconds: number;
  disabled: number;
};

/**
 * Counts the deliveries that wait or failed, with the age of the oldest, the disabled endpoints, and the delay of the
 * sender in seconds.
 */
export async function countDeliveries(db: Db): Promise<DeliveryCounts> {
  const { rows } = await db.query<DeliveryCounts>(
    `select count(*) filter (where d.status = 'waiting') as waiting, count(*) filter (where d.status = 'failed') as failed,
       coalesce(extract(epoch from now() - min(greatest(next_attempt_at, not_before))
         filter (where d.status = 'waiting' and e.status = 'enabled' and greatest(next_attempt_at, not_before) < now())),
         0)::float8 as "overdueSeconds",
       coalesce(extract(epoch from now() - min(d.queued_at) filter (where d.status = 'waiting')), 0)::float8
         as "oldestWaitingSeconds",
       (select count(*) from notification_endpoints where status = 'disabled') as disabled
     from notification_deliveries d join notification_endpoints e on e.id = d.endpoint_id
     where d.status in ('waiting', 'failed')`,
  );
  return rows[0] ?? { waiting: 0, failed: 0, oldestWaitingSeconds: 0, overdueSeconds: 0, disabled: 0 };
}
