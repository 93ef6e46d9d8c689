import type { NotificationView } from '../../db/notify/notifications.ts';
import { textOf } from '../../domain/notify/words.ts';

/** Returns the notification as endpoints receive it and as answers show it. */
export function eventOf({ type, createdAt, data }: Pick<NotificationView, 'type' | 'createdAt' | 'data'>) {
  const { subject: title, text: detail } = textOf(type, data);
  return { type, timestamp: createdAt, data: { ...data, title, detail } };
}
