// Notifications as facts: written with what causes them, listed, and deleted when they are old. How they get out is in
// notification-deliveries.ts.
import type { AttemptResult } from '../domain/delivery.ts';
import type { Notice, NotificationData, NotificationType } from '../domain/notifications.ts';
import { newId } from './ids.ts';
import type { Db } from './pool.ts';

/**
 * Writes a notification about the case as it is recorded now, and queues it for every endpoint of the tenant that wants
 * it. Call it in the transaction of the fact: then it can be neither lost nor invented. A disabled endpoint's waits until
 * it is enabled.
 */
export async function addNotification(db: Db, { onboardingId, type, action }: Notice & { onboardingId: string }) {
  await db.query(
    `with about as (
       select * from onboardings where id = $2 for no key update
     ), told as (
       insert into notifications (id, tenant_id, onboarding_id, type, data)
       select $1, tenant_id, id, $3, jsonb_build_object('onboarding_id', id, 'user_id', user_id, 'rail', rail, 'direction', direction,
         'stage', stage, 'outcome', outcome, 'reason', reason, 'action', $4::text,
         'until', to_char(waiting_until at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
       from about returning *
     )
     insert into notification_deliveries (notification_id, endpoint_id, queued_at, next_attempt_at)
     select told.id, e.id, told.created_at, told.created_at
     from told join notification_endpoints e on e.tenant_id = told.tenant_id
     where e.status <> 'deleted' and (e.types is null or told.type = any (e.types))`,
    [newId('ntf'), onboardingId, type, action],
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
};

export type NotificationView = {
  id: string;
  type: NotificationType;
  /** ISO 8601 with microseconds, because they are what tells the order. */
  createdAt: string;
  data: NotificationData;
  deliveries: DeliveryView[];
};

const isoMicros = (column: string) => `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
/** As every answer and every delivery shows it. */
export const notificationColumns = `n.id, n.type, n.data, ${isoMicros('n.created_at')} as "createdAt"`;

const notificationView = `select ${notificationColumns}, coalesce(d.deliveries, '[]') as deliveries
  from notifications n
  left join lateral (
    select json_agg(json_build_object('endpointId', endpoint_id, 'status', status, 'attempts', attempts,
      'nextAttemptAt', next_attempt_at, 'attemptedAt', attempted_at, 'result', result, 'statusCode', status_code)
      order by queued_at, endpoint_id) as deliveries
    from notification_deliveries where notification_id = n.id) d on true`;

export type NotificationsPage = {
  onboardingId?: string | undefined;
  /** Those with a delivery of this status. */
  status?: DeliveryStatus | undefined;
  type?: NotificationType | undefined;
  limit: number;
  cursor?: NotificationsCursor | undefined;
};
/** Where the page before ended. */
export type NotificationsCursor = { createdAt: string; id: string };

/** Newest first. `next` is where the following page begins, null at the end. */
export async function listNotifications(
  db: Db,
  tenantId: string,
  page: NotificationsPage,
): Promise<{ notifications: NotificationView[]; next: NotificationsCursor | null }> {
  const { rows } = await db.query<NotificationView>(
    `${notificationView}
     where n.tenant_id = $1
       and ($2::text is null or n.onboarding_id = $2) and ($3::text is null or n.type = $3)
       and ($4::text is null or exists (
         select from notification_deliveries where notification_id = n.id and status = $4))
       and ($5::timestamptz is null or (n.created_at, n.id) < ($5, $6))
     order by n.created_at desc, n.id desc limit $7`,
    [
      tenantId,
      page.onboardingId ?? null,
      page.type ?? null,
      page.status ?? null,
      page.cursor?.createdAt ?? null,
      page.cursor?.id ?? null,
      page.limit + 1,
    ],
  );
  const last = rows.length > page.limit ? rows[page.limit - 1] : undefined;
  return {
    notifications: rows.slice(0, page.limit),
    next: last ? { createdAt: last.createdAt, id: last.id } : null,
  };
}

/** Null for another tenant's as for one that does not exist. */
export async function findNotification(db: Db, tenantId: string, id: string): Promise<NotificationView | null> {
  const { rows } = await db.query<NotificationView>(`${notificationView} where n.id = $1 and n.tenant_id = $2`, [
    id,
    tenantId,
  ]);
  return rows[0] ?? null;
}

/**
 * Deletes what is that old, with its deliveries: one batch. Longer than the schedule of tries, so that only what waits
 * for a disabled endpoint can still be waiting. Gives how many.
 */
export async function deleteOldNotifications(db: Db, olderThanDays: number, limit: number): Promise<number> {
  const { rowCount } = await db.query(
    `delete from notifications where id in (
       select id from notifications where created_at < now() - make_interval(days => $1)
       order by created_at limit $2 for update skip locked)`,
    [olderThanDays, limit],
  );
  return rowCount ?? 0;
}
