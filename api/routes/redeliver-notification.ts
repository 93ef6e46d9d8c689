import { z } from 'zod';
import { redeliver } from '../../db/notification-deliveries.ts';
import { readJson } from '../body.ts';
import type { Deps, Route } from '../context.ts';
import { checkInput } from '../input.ts';
import { notificationAnswer, notificationOf } from '../notify/notifications.ts';
import { Problem } from '../problem.ts';

const body = z.strictObject({ endpoint_id: z.string().max(64).optional() });

/** Sends a notification anew under its id: to the endpoint that is named, else to all that want its type. */
export function redeliverNotification({ db, log, pokeNotifier }: Pick<Deps, 'db' | 'log' | 'pokeNotifier'>): Route {
  return {
    method: 'POST',
    path: '/v1/notifications/:id/redeliver',
    handle: async (ctx) => {
      const { endpoint_id = null } = checkInput(body, await readJson(ctx.req));
      const { id } = await notificationOf({ db }, ctx);
      if ((await redeliver(db, id, endpoint_id, new Date())) === 0) {
        const whom = endpoint_id ? 'There is no enabled endpoint with this id.' : 'No enabled endpoint wants its type.';
        throw new Problem(409, 'no_endpoint', `${whom} See GET /v1/notification_endpoints.`);
      }
      log.info(
        { request_id: ctx.state.requestId, notification: id, endpoint: endpoint_id },
        'notification redelivered',
      );
      ctx.body = notificationAnswer(await notificationOf({ db }, ctx));
      pokeNotifier();
    },
  };
}
