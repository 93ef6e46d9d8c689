// The queue of deliveries. A sender leases a row, sends with no transaction open, and writes down what came of it; the
// lease of one that died runs out, and another sender takes over. So everything arrives at least once.
import { type Attempt, consequenceOf, disabledAfterDays, nextAttempt } from '../domain/delivery.ts';
import type { NotificationData, NotificationType } from '../domain/notifications.ts';
import type { Channel } from './notification-endpoints.ts';
import { type DeliveryStatus, notificationColumns } from './notifications.ts';
import { type Db, type Pool, transaction } from './pool.ts';

export type Delivery = {
  id: string;
  type: NotificationType;
  createdAt: string;
  data: NotificationData;
  endpointId: string;
  channel: Channel;
  url: string;
  queuedAt: Date;
  /** This one included. */
  attempts: number;
};

export type Claim = {
  now: Date;
  leaseSeconds: number;
  /** At most so many of one endpoint, and so many together. */
  perEndpoint: number;
  limit: number;
  /** Endpoints to leave alone: they are busy. */
  except: string[];
  channels: Channel[];
};

/** Leases what is due, and counts the try that begins. */
export async function claimDeliveries(db: Db, claim: Claim): Promise<Delivery[]> {
  const { rows } = await db.query<Delivery>(
    `with due as (
       select d.notification_id, d.endpoint_id
       from notification_endpoints e
       cross join lateral (
         select notification_id, endpoint_id from notification_deliveries
         where endpoint_id = e.id and status = 'waiting' and next_attempt_at <= $1
         order by next_attempt_at limit $3 for update skip locked) d
       where e.status = 'enabled' and coalesce(e.not_before <= $1, true)
         and e.id <> all ($5) and e.channel = any ($6)
       limit $4
     ), leased as (
       update notification_deliveries d
       set attempts = attempts + 1, attempted_at = $1, next_attempt_at = $1::timestamptz + make_interval(secs => $2)
       from due where d.notification_id = due.notification_id and d.endpoint_id = due.endpoint_id
       returning d.*
     )
     select ${notificationColumns}, e.id as "endpointId", e.channel, e.url, l.queued_at as "queuedAt", l.attempts
     from leased l
     join notifications n on n.id = l.notification_id
     join notification_endpoints e on e.id = l.endpoint_id`,
    [claim.now, claim.leaseSeconds, claim.perEndpoint, claim.limit, claim.except, claim.channels],
  );
  return rows;
}

/** What became of the delivery, and of its endpoint. */
export type Settled = {
  delivery: DeliveryStatus | 'overtaken';
  /** Null where it is not tried again by itself. */
  nextAttemptAt: Date | null;
  /** By this very try. */
  disabled: 'gone' | 'failing' | null;
};

/**
 * Writes down what came of a try. `overtaken`: its lease has run out and another sender has it, or it was queued anew;
 * then only the endpoint learns from it.
 */
export function settleDelivery(
  pool: Pool,
  delivery: Pick<Delivery, 'id' | 'endpointId' | 'attempts'>,
  attempt: Attempt,
  { now, chance }: { now: Date; chance: number },
): Promise<Settled> {
  const { status, next } = whatFollows(delivery.attempts, attempt, { now, chance });
  return transaction(pool, async (tx) => {
    // The endpoint first, as whoever deletes it locks them.
    const disabled = await judgeEndpoint(tx, delivery.endpointId, attempt, now);
    const { rowCount } = await tx.query(
      `update notification_deliveries set status = $4, next_attempt_at = coalesce($5, next_attempt_at), result = $6,
         status_code = $7
       where notification_id = $1 and endpoint_id = $2 and attempts = $3 and status = 'waiting'`,
      [delivery.id, delivery.endpointId, delivery.attempts, status, next, attempt.result, attempt.statusCode ?? null],
    );
    return { delivery: rowCount === 1 ? status : 'overtaken', nextAttemptAt: next, disabled };
  });
}

function whatFollows(
  attempts: number,
  { result, retryAfterSeconds }: Attempt,
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
      // It stays, for the day on which the endpoint is enabled again.
      return { status: 'waiting', next: now };
    case 'again': {
      const next = nextAttempt(attempts, { now, chance, retryAfterSeconds });
      return { status: next ? 'waiting' : 'failed', next };
    }
  }
}

async function judgeEndpoint(tx: Db, id: string, attempt: Attempt, now: Date): Promise<Settled['disabled']> {
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

/**
 * Queues it anew, for one endpoint or for all that are enabled and want its type, as if it had just come. Gives how many
 * those are.
 */
export async function redeliver(db: Db, notificationId: string, endpointId: string | null, now: Date): Promise<number> {
  const { rowCount } = await db.query(
    `insert into notification_deliveries (notification_id, endpoint_id, queued_at, next_attempt_at)
     select n.id, e.id, $3, $3 from notifications n join notification_endpoints e on e.tenant_id = n.tenant_id
     where n.id = $1 and e.status = 'enabled'
       and case when $2::text is null then e.types is null or n.type = any (e.types) else e.id = $2 end
     on conflict (notification_id, endpoint_id) do update
     set status = 'waiting', attempts = 0, queued_at = $3, next_attempt_at = $3, result = null, status_code = null`,
    [notificationId, endpointId, now],
  );
  return rowCount ?? 0;
}

export type DeliveryCounts = { waiting: number; failed: number; overdueSeconds: number; disabled: number };

/** What is not delivered, how late the sender is, and how many endpoints are disabled. */
export async function countDeliveries(db: Db): Promise<DeliveryCounts> {
  const { rows } = await db.query<DeliveryCounts>(
    `select count(*) filter (where d.status = 'waiting') as waiting, count(*) filter (where d.status = 'failed') as failed,
       coalesce(extract(epoch from now() - min(greatest(next_attempt_at, not_before))
         filter (where d.status = 'waiting' and e.status = 'enabled' and greatest(next_attempt_at, not_before) < now())),
         0)::float8 as "overdueSeconds",
       (select count(*) from notification_endpoints where status = 'disabled') as disabled
     from notification_deliveries d join notification_endpoints e on e.id = d.endpoint_id
     where d.status in ('waiting', 'failed')`,
  );
  return rows[0] ?? { waiting: 0, failed: 0, overdueSeconds: 0, disabled: 0 };
}
