import { z } from 'zod';
import { redeliverPeriod } from '../../db/notify/redeliver.ts';
import { tenantOf } from '../cases/find-case.ts';
import type { Deps, Handler } from '../context.ts';
import { nextCursor } from '../http/answer-fields.ts';
import { readJson } from '../http/body.ts';
import { instant } from '../http/fields.ts';
import { checkInput } from '../http/input.ts';
import { documented } from '../http/operation.ts';
import { Problem } from '../http/problem.ts';
import { encodePlace } from '../http/query.ts';
import { webhookEndpointOf } from './notification-endpoints.ts';
import { notificationCursor } from './notifications.ts';

const body = z
  .strictObject({
    from: instant,
    to: instant.optional().describe('Not included. Left out: until now.'),
    status: z.literal('failed').optional().describe('Only those that Gangway gave up.'),
    cursor: notificationCursor,
  })
  .refine(({ from, to }) => to === undefined || to > from, { path: ['to'], error: 'must be after from' });

/** One statement queues them, and holds their rows until it ends. */
const mostAtOnce = 1_000;

const redelivering = {
  summary: 'Send the notifications of a period again to an endpoint',
  description: `Gangway queues the notifications of the endpoint's types, oldest first, at most ${mostAtOnce} for a request, and sends them under their ids. Send the request again with \`next_cursor\` as \`cursor\` until it is null.`,
  body: { schema: body, example: { from: '2026-03-04T15:00:00Z', status: 'failed' } },
  answer: z.object({ queued: z.int(), next_cursor: nextCursor }),
  problems: ['email_endpoint', 'no_endpoint'],
} as const;

/** Queues the notifications of a period again for one endpoint. */
export function redeliverToEndpoint(deps: Pick<Deps, 'db' | 'log' | 'pokeNotifier'>): Handler {
  const { db, log, pokeNotifier } = deps;
  return documented(redelivering, async (ctx) => {
    const given = await readJson(ctx.req);
    const { id: endpointId, types, status: state } = await webhookEndpointOf(deps, ctx);
    const { from, to = null, status, cursor } = checkInput(body, given);
    if (state !== 'enabled') {
      const detail = `The endpoint is disabled. Enable it first: POST /v1/notification_endpoints/${endpointId}/enable.`;
      throw new Problem(409, 'no_endpoint', detail);
    }
    const endpoint = { tenantId: tenantOf(ctx), endpointId, types };
    const period = { from, to, failed: status === 'failed', cursor, limit: mostAtOnce };
    const { queued, next } = await redeliverPeriod(db, endpoint, period, new Date());
    log.info({ request_id: ctx.state.requestId, endpoint: endpointId, queued }, 'notifications redelivered');
    ctx.body = { queued, next_cursor: next && encodePlace(next.at, next.id) };
    pokeNotifier();
  });
}
