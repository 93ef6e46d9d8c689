// Notifications as requests name and answers show them.
import { findNotification, type NotificationView } from '../../db/notifications.ts';
import { wordsOf } from '../../domain/words.ts';
import { tenantOf } from '../cases/find-case.ts';
import type { Context, Deps } from '../context.ts';
import { Problem } from '../problem.ts';

/** The notification that the path names, if it is the caller's. */
export async function notificationOf({ db }: Pick<Deps, 'db'>, ctx: Context): Promise<NotificationView> {
  const id = ctx.params?.id ?? '';
  const found = /^ntf_[0-9a-f]{32}$/.test(id) ? await findNotification(db, tenantOf(ctx), id) : null;
  if (!found) throw new Problem(404, 'notification_not_found', 'There is no notification with this id.');
  return found;
}

/** The notification as its receivers get it, and its readers. */
export function eventOf({ type, createdAt, data }: Pick<NotificationView, 'type' | 'createdAt' | 'data'>) {
  const { subject: title, text: detail } = wordsOf(type, data);
  return { type, timestamp: createdAt, data: { ...data, title, detail } };
}

export function notificationAnswer({ id, deliveries, ...notification }: NotificationView) {
  return {
    id,
    ...eventOf(notification),
    deliveries: deliveries.map((delivery) => ({
      endpoint_id: delivery.endpointId,
      status: delivery.status,
      attempts: delivery.attempts,
      result: delivery.result,
      status_code: delivery.statusCode,
      attempted_at: iso(delivery.attemptedAt),
      next_attempt_at: delivery.status === 'waiting' ? iso(delivery.nextAttemptAt) : null,
    })),
  };
}

const iso = (text: string | null) => text && new Date(text).toISOString();
