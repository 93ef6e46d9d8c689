// Notifications as facts: written with their cause, listed, and deleted when they are old. notification-deliveries.ts
// sends them.
import type { AttemptResult } from '../../domain/notify/delivery.ts';
import {
  isProgress,
  type Notice,
  type NotificationData,
  type NotificationType,
} from '../../domain/notify/notifications.ts';
import { withNext } from '../connection.ts';
import { newId } from '../ids.ts';
import { isoMicros, isoMillis } from '../instant.ts';
import type { Db } from '../pool.ts';

/**
 * SQL: the tenant may want notifications of progress. A statement that records progress asks for this too, so that the
 * cases of other tenants cost no further statement.
 */
export const hasEndpoint = (tenantId: string): string =>
  `exists (select from notification_endpoints e where e.tenant_id = ${tenantId} and e.status <> 'deleted')`;

/**
 * Writes a notification about the case as it is recorded now, and queues it for every endpoint of the tenant that wants
 * it. Call it in the transaction of the fact, so that neither exists without the other. For a disabled endpoint it
 * waits until the endpoint is enabled. One of progress is written only if an endpoint wants it.
 */
export async function addNotification(db: Db, { onboardingId, type, action }: Notice & { onboardingId: string }) {
  await db.query(
    withNext(`with about as (
       select * from onboardings where id = $2 for no key update
     ), named as (
       select *, case when account_id is null then $3 else replace($3, 'onboarding.', 'transfer.') end as type
       from about
     ), takers as (
       select e.id from named join notification_endpoints e on e.tenant_id = named.tenant_id
       where e.status <> 'deleted' and (e.types is null or named.type = any (e.types))
         and (e.channel = 'webhook' or not $5)
     ), notified as (
       insert into notifications (id, tenant_id, onboarding_id, type, data)
       select $1, tenant_id, id, type,
         case when account_id is null then jsonb_build_object('onboarding_id', id) else jsonb_build_object(
           'transfer_id', id, 'account_id', (select l.id from linked_accounts l where l.account_id = named.account_id)) end
         || jsonb_build_object('user_id', user_id, 'rail', rail, 'direction', direction,
         'stage', stage, 'outcome', outcome, 'reason', reason, 'action', $4::text,
         'until', ${isoMillis('waiting_until')})
         || case when outcome is null or reason is distinct from 'review_rejected' then '{}'
           else jsonb_build_object('review_reason', (select r.reason from reviews r
             where r.onboarding_id = named.id and r.decides order by r.created_at desc limit 1)) end
         || case when link_settings ->> 'language' is null then '{}'
           else jsonb_build_object('language', link_settings -> 'language') end
         || case when $3 = 'onboarding.delayed' then jsonb_build_object('delayed', jsonb_build_object(
           'since', ${isoMillis('delayed_since')}, 'reason', delayed_because)) else '{}' end
       from named where not $5 or exists (select from takers) returning *
     )
     insert into notification_deliveries (notification_id, endpoint_id, queued_at, next_attempt_at)
     select notified.id, takers.id, notified.created_at, notified.created_at from notified, takers`),
    [newId('ntf'), onboardingId, type, action, isProgress(type)],
  );
}

export const deliveryStatuses = ['waiting', 'delivered', 'skipped', 'failed'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

export type DeliveryView = {
  endpointId: string;
  status: DeliveryStatus;
  attempts: number;
  nextAttemptAt: string;
  attemptedAt: string | null;
  result: AttemptResult | null;
  statusCode: number | null;
  milliseconds: number | null;
};

export type NotificationView = {
  id: string;
  type: NotificationType;
  /** ISO 8601 with microseconds, because they give the order. */
  createdAt: string;
  data: NotificationData;
  deliveries: DeliveryView[];
};

/** The columns that every answer and every delivery shows. */
export const notificationColumns = `n.id, n.type, n.data, ${isoMicros('n.created_at')} as "createdAt"`;

const notificationView = `select ${notificationColumns}, coalesce(d.deliveries, '[]') as deliveries
  from notifications n
  left join lateral (
    select json_agg(json_build_object('endpointId', endpoint_id, 'status', status, 'attempts', attempts,
      'nextAttemptAt', next_attempt_at, 'attemptedAt', attempted_at, 'result', result, 'statusCode', status_code,
      'milliseconds', milliseconds)
      order by queued_at, endpoint_id) as deliveries
    from notification_deliveries where notification_id = n.id) d on true`;

export type NotificationsPage = {
  onboardingId?: string | undefined;
  /** Only notifications with a delivery of this status. */
  status?: DeliveryStatus | undefined;
  type?: NotificationType | undefined;
  /** Only notifications from this instant on. */
  from?: Date | undefined;
  order?: keyof typeof orders;
  /** With `oldest`, only notifications from before this instant. Default: a minute ago. */
  settledBefore?: Date;
  limit: number;
  cursor?: NotificationsCursor | undefined;
};
/** The end of the page before. */
export type NotificationsCursor = { at: string; id: string };

/** An index holds the few deliveries that were not delivered. For the others, the list looks at each notification. */
const fewDeliveries = 'and n.id = any (array(select notification_id from notification_deliveries where status = $4))';
// With `limit 1` PostgreSQL looks up each notification; with `exists`, it may read all deliveries.
const mostDeliveries = `and (
  select true from notification_deliveries where notification_id = n.id and status = $4 limit 1)`;
const withDelivery: Record<DeliveryStatus, string> = {
  waiting: fewDeliveries,
  failed: fewDeliveries,
  delivered: mostDeliveries,
  skipped: fewDeliveries,
};

/**
 * A reader who follows the list from the oldest on must not pass a notification that is not committed yet. A
 * transaction that has written one may still wait for a statement (15 seconds) and pause before the next (30 seconds;
 * `createPool` has the limits). So this order leaves the last minute out. Only a transaction of which several later
 * statements each take their whole limit would last longer.
 */
const orders = {
  newest: { behind: '<', by: 'n.created_at desc, n.id desc', settled: '$9::timestamptz is null' },
  oldest: {
    ...{ behind: '>', by: 'n.created_at, n.id' },
    settled: `n.created_at < coalesce($9, now() - interval '1 minute')`,
  },
} as const;
export const notificationOrders = Object.keys(orders) as [keyof typeof orders, ...(keyof typeof orders)[]];

/** Sorts before the id of every notification. */
const noId = `ntf_${'0'.repeat(32)}`;

/**
 * `next` is the beginning of the following page. Null at the end of the newest-first list; the oldest-first list always
 * goes on.
 */
export async function listNotifications(
  db: Db,
  tenantId: string,
  page: NotificationsPage,
): Promise<{ notifications: NotificationView[]; next: NotificationsCursor | null }> {
  const { behind, by, settled } = orders[page.order ?? 'newest'];
  const { rows } = await db.query<NotificationView>(
    {
      planned_each_time: true,
      text: `${notificationView}
     where n.tenant_id = $1
       and ($2::text is null or n.onboarding_id = $2) and ($3::text is null or n.type = $3)
       ${page.status === undefined ? 'and $4::text is null' : withDelivery[page.status]}
       and ($5::timestamptz is null or (n.created_at, n.id) ${behind} ($5, $6))
       and ($8::timestamptz is null or n.created_at >= $8) and ${settled}
     order by ${by} limit $7`,
    },
    [
      tenantId,
      page.onboardingId ?? null,
      page.type ?? null,
      page.status ?? null,
      page.cursor?.at ?? null,
      page.cursor?.id ?? null,
      page.limit + 1,
      page.from ?? null,
      page.settledBefore ?? null,
    ],
  );
  const notifications = rows.slice(0, page.limit);
  const last = notifications.at(-1);
  if (last && (rows.length > page.limit || page.order === 'oldest')) {
    return { notifications, next: { at: last.createdAt, id: last.id } };
  }
  return { notifications, next: page.order === 'oldest' ? (page.cursor ?? beginningAt(page.from)) : null };
}

const beginningAt = (from = new Date(0)): NotificationsCursor => ({
  at: from.toISOString().replace('Z', '000Z'),
  id: noId,
});

/** Null if the notification does not exist, or belongs to another tenant. */
export async function findNotification(db: Db, tenantId: string, id: string): Promise<NotificationView | null> {
  const { rows } = await db.query<NotificationView>(`${notificationView} where n.id = $1 and n.tenant_id = $2`, [
    id,
    tenantId,
  ]);
  return rows[0] ?? null;
}

/** Returns the newest notification about the case. Null if there is none. */
export async function newestNotification(
  db: Db,
  onboardingId: string,
): Promise<Pick<NotificationView, 'id' | 'type'> | null> {
  const { rows } = await db.query<Pick<NotificationView, 'id' | 'type'>>(
    'select id, type from notifications where onboarding_id = $1 order by created_at desc, id desc limit 1',
    [onboardingId],
  );
  return rows[0] ?? null;
}

/**
 * Deletes one batch of old notifications with their deliveries. `olderThanDays` must exceed the schedule of tries, so
 * that only deliveries to disabled endpoints can still wait. Returns how many it deleted.
 */
export async function deleteOldNotifications(db: Db, olderThanDays: number, limit: number): Promise<number> {
  const { rowCount } = await db.query(
    `delete from notifications where id = any (array(
       select id from notifications where created_at < now() - make_interval(days => $1)
       order by created_at limit $2 for update skip locked))`,
    [olderThanDays, limit],
  );
  return rowCount ?? 0;
}
