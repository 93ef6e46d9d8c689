import { z } from 'zod';
import { deliveryStatuses, listNotifications as list, type NotificationsCursor } from '../../db/notifications.ts';
import { notificationTypes } from '../../domain/notifications.ts';
import { tenantOf } from '../cases/find-case.ts';
import type { Deps, Route } from '../context.ts';
import { checkInput } from '../input.ts';
import { notificationAnswer } from '../notify/notifications.ts';

const query = z.strictObject({
  onboarding_id: z.string().max(64).optional(),
  type: z.enum(notificationTypes).optional(),
  status: z.enum(deliveryStatuses).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z
    .string()
    .transform((text, context): NotificationsCursor => {
      const cursor = decodeCursor(text);
      if (cursor) return cursor;
      context.addIssue({ code: 'custom', message: 'must be the next_cursor of an earlier answer, unchanged' });
      return z.NEVER;
    })
    .optional(),
});

/** The tenant's notifications, newest first. */
export function listNotifications({ db }: Pick<Deps, 'db'>): Route {
  return {
    method: 'GET',
    path: '/v1/notifications',
    handle: async (ctx) => {
      const { onboarding_id: onboardingId, ...page } = checkInput(query, { ...ctx.query });
      const { notifications, next } = await list(db, tenantOf(ctx), { ...page, onboardingId });
      ctx.body = { data: notifications.map(notificationAnswer), next_cursor: next && encodeCursor(next) };
    },
  };
}

const place = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z) (ntf_[0-9a-f]{32})$/;

const encodeCursor = ({ createdAt, id }: NotificationsCursor) =>
  Buffer.from(`${createdAt} ${id}`).toString('base64url');

function decodeCursor(text: string): NotificationsCursor | null {
  const [, createdAt, id] = place.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  return createdAt && id && !Number.isNaN(Date.parse(createdAt)) ? { createdAt, id } : null;
}
