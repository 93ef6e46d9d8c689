import { z } from 'zod';
import { listAttempts } from '../../db/notify/notification-attempts.ts';
import {
  deliveryStatuses,
  findNotification,
  listNotifications as list,
  type NotificationView,
  notificationOrders,
} from '../../db/notify/notifications.ts';
import { redeliver } from '../../db/notify/redeliver.ts';
import { attemptResults } from '../../domain/notify/delivery.ts';
import { notificationTypes } from '../../domain/notify/notifications.ts';
import { tenantOf } from '../cases/find-case.ts';
import type { Deps, Handler } from '../context.ts';
import { pageOf, time } from '../http/answer-fields.ts';
import { readJson } from '../http/body.ts';
import { instant } from '../http/fields.ts';
import { checkInput } from '../http/input.ts';
import { documented } from '../http/operation.ts';
import { Problem } from '../http/problem.ts';
import {
  encodePlace,
  ofCase,
  ofOneCase,
  pageFor,
  pageLimit,
  placeCursor,
  queryOf,
  shortListQuery,
} from '../http/query.ts';
import type { Context } from '../http/request.ts';
import { eventOf, onboardingEventSchema, transferEventSchema } from '../notify/event.ts';

/** The cursor of the lists of notifications. */
export const notificationCursor = placeCursor(/^ntf_[0-9a-f]{32}$/);

const query = z
  .strictObject({
    ...ofCase,
    type: z.enum(notificationTypes).optional(),
    status: z.enum(deliveryStatuses).optional(),
    limit: pageLimit(100, 20),
    from: instant.optional(),
    order: z.enum(notificationOrders).default('newest'),
    cursor: notificationCursor,
  })
  .refine(...ofOneCase('notification'));

const delivered = {
  id: z.string(),
  deliveries: z.array(
    z.object({
      endpoint_id: z.string(),
      status: z.enum(deliveryStatuses),
      attempts: z.int(),
      result: z.enum(attemptResults).nullable(),
      status_code: z.int().nullable(),
      milliseconds: z.int().nullable().describe('How long the last attempt took.'),
      attempted_at: time.nullable(),
      next_attempt_at: time.nullable(),
    }),
  ),
};
const notificationSchema = z
  .union([onboardingEventSchema.extend(delivered), transferEventSchema.extend(delivered)])
  .meta({ id: 'Notification' });

const listing = {
  summary: 'List notifications, newest or oldest first',
  description:
    'With `order=oldest` you read all notifications that you may have lost, and then the new ones. This order leaves out the last minute, whose notifications may not be complete yet, and always gives a `next_cursor`: keep it, and go on from there later.',
  query,
  answer: pageOf(notificationSchema),
} as const;

/** Answers with the tenant's notifications. */
export function listNotifications({ db }: Pick<Deps, 'db'>): Handler {
  return documented(listing, async (ctx) => {
    const { onboarding_id, transfer_id, ...page } = checkInput(query, queryOf(ctx));
    const onboardingId = transfer_id ?? onboarding_id;
    const { notifications, next } = await list(db, tenantOf(ctx), { ...page, onboardingId });
    ctx.body = { data: notifications.map(notificationAnswer), next_cursor: next && encodePlace(next.at, next.id) };
  });
}

export function getNotification(deps: Pick<Deps, 'db'>): Handler {
  return documented({ summary: 'Read a notification', answer: notificationSchema }, async (ctx) => {
    ctx.body = notificationAnswer(await notificationOf(deps, ctx));
  });
}

const attemptsAnswer = pageOf(
  z.object({
    endpoint_id: z.string(),
    attempt: z.int().describe('Counts the attempts since the notification was queued, from 1.'),
    attempted_at: time,
    result: z.enum(attemptResults),
    status_code: z.int().nullable(),
    milliseconds: z.int().nullable().describe('Null for an attempt from before Gangway measured it.'),
  }),
);

/** Answers with the attempts that have ended, oldest first. */
export function listNotificationAttempts(deps: Pick<Deps, 'db'>): Handler {
  return documented(
    { summary: 'List the attempts to deliver a notification', query: shortListQuery, answer: attemptsAnswer },
    async (ctx) => {
      const { id } = await notificationOf(deps, ctx);
      const attempts = (await listAttempts(deps.db, id)).map(({ endpointId, attempt, attemptedAt, ...made }) => ({
        ...{ endpoint_id: endpointId, attempt, attempted_at: attemptedAt.toISOString() },
        ...{ result: made.result, status_code: made.statusCode, milliseconds: made.milliseconds },
      }));
      ctx.body = pageFor(ctx, attempts);
    },
  );
}

const body = z.strictObject({ endpoint_id: z.string().max(64).optional() });

const redelivering = {
  summary: 'Send a notification again',
  body: { schema: body, example: {} },
  answer: notificationSchema,
  problems: ['no_endpoint'],
} as const;

/** Sends a notification again under its id: to the named endpoint, otherwise to all that take its type. */
export function redeliverNotification({ db, log, pokeNotifier }: Pick<Deps, 'db' | 'log' | 'pokeNotifier'>): Handler {
  return documented(redelivering, async (ctx) => {
    const { endpoint_id = null } = checkInput(body, await readJson(ctx.req));
    const { id } = await notificationOf({ db }, ctx);
    if ((await redeliver(db, id, endpoint_id, new Date())) === 0) {
      const whom = endpoint_id
        ? 'You have no enabled endpoint with this id.'
        : 'None of your enabled endpoints takes this type.';
      throw new Problem(409, 'no_endpoint', `${whom} See GET /v1/notification_endpoints.`);
    }
    log.info({ request_id: ctx.state.requestId, notification: id, endpoint: endpoint_id }, 'notification redelivered');
    ctx.body = notificationAnswer(await notificationOf({ db }, ctx));
    pokeNotifier();
  });
}

/** Returns the caller's notification that the path names. Throws a 404 otherwise. */
async function notificationOf({ db }: Pick<Deps, 'db'>, ctx: Context): Promise<NotificationView> {
  const id = ctx.params?.id ?? '';
  const found = /^ntf_[0-9a-f]{32}$/.test(id) ? await findNotification(db, tenantOf(ctx), id) : null;
  if (!found)
    throw new Problem(
      404,
      'notification_not_found',
      'You have no notification with this id. List yours with GET /v1/notifications.',
    );
  return found;
}

function notificationAnswer({ id, deliveries, ...notification }: NotificationView) {
  return {
    id,
    ...eventOf(notification),
    deliveries: deliveries.map((delivery) => ({
      endpoint_id: delivery.endpointId,
      status: delivery.status,
      attempts: delivery.attempts,
      result: delivery.result,
      status_code: delivery.statusCode,
      milliseconds: delivery.milliseconds,
      attempted_at: iso(delivery.attemptedAt),
      next_attempt_at: delivery.status === 'waiting' ? iso(delivery.nextAttemptAt) : null,
    })),
  };
}

const iso = (text: string | null) => text && new Date(text).toISOString();
