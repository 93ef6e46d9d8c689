// Queues notifications again, as if they were new.
import type { NotificationType } from '../../domain/notify/notifications.ts';
import { isoMicros } from '../instant.ts';
import type { Db } from '../pool.ts';
import type { NotificationsCursor } from './notifications.ts';

/** SQL. `chosen` selects `id`, `created_at` and `endpoint_id`; $1 is the time. */
const queueAgain = (chosen: string) => `
  with chosen as (${chosen}), queued as (
    insert into notification_deliveries (notification_id, endpoint_id, queued_at, next_attempt_at)
    select id, endpoint_id, $1, $1 from chosen
    on conflict (notification_id, endpoint_id) do update set status = 'waiting', attempts = 0,
      queued_at = excluded.queued_at, next_attempt_at = excluded.next_attempt_at, result = null, status_code = null,
      milliseconds = null
    returning notification_id, endpoint_id
  ), forgotten as (
    delete from notification_attempts a using queued
    where a.notification_id = queued.notification_id and a.endpoint_id = queued.endpoint_id
  )
  select id, ${isoMicros('created_at')} as at from chosen order by created_at, id`;

/**
 * Queues a notification again for one endpoint, or for all enabled endpoints that want its type. Returns the number of
 * endpoints.
 */
export async function redeliver(db: Db, notificationId: string, endpointId: string | null, now: Date): Promise<number> {
  const { rowCount } = await db.query(
    queueAgain(
      `select n.id, n.created_at, e.id as endpoint_id
       from notifications n join notification_endpoints e on e.tenant_id = n.tenant_id
       where n.id = $2 and e.status = 'enabled'
         and case when $3::text is null then e.types is null or n.type = any (e.types) else e.id = $3 end`,
    ),
    [now, notificationId, endpointId],
  );
  return rowCount ?? 0;
}

export type Period = {
  from: Date;
  /** Not included. Null: until now. */
  to: Date | null;
  /** Only those that Gangway gave up. */
  failed: boolean;
  cursor?: NotificationsCursor | undefined;
  limit: number;
};

/**
 * Queues the oldest notifications of a period again, of the types that the endpoint wants. `next` is where the
 * following call goes on; null at the end.
 */
export async function redeliverPeriod(
  db: Db,
  endpoint: { tenantId: string; endpointId: string; types: NotificationType[] | null },
  { from, to, failed, cursor, limit }: Period,
  now: Date,
): Promise<{ queued: number; next: NotificationsCursor | null }> {
  // An index holds the few deliveries that were not delivered.
  const onlyFailed = `and n.id = any (array(
    select notification_id from notification_deliveries where status = 'failed' and endpoint_id = $3))`;
  const { rows } = await db.query<NotificationsCursor>(
    {
      planned_each_time: true,
      text: queueAgain(
        `select n.id, n.created_at, $3::text as endpoint_id from notifications n
         where n.tenant_id = $2 and n.created_at >= $4 and n.created_at < $5
           and ($6::text[] is null or n.type = any ($6))
           and ($7::timestamptz is null or (n.created_at, n.id) > ($7, $8))
           ${failed ? onlyFailed : ''}
         order by n.created_at, n.id limit $9`,
      ),
    },
    [
      now,
      endpoint.tenantId,
      endpoint.endpointId,
      from,
      to ?? now,
      endpoint.types,
      cursor?.at ?? null,
      cursor?.id ?? null,
      limit,
    ],
  );
  return { queued: rows.length, next: rows.length === limit ? (rows.at(-1) ?? null) : null };
}
