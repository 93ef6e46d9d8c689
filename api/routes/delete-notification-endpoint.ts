import { deleteEndpoint } from '../../db/notification-endpoints.ts';
import { transaction } from '../../db/pool.ts';
import type { Deps, Route } from '../context.ts';
import { endpointOf } from '../notify/notification-endpoints.ts';

/** A try that is under way may still arrive. */
export function deleteNotificationEndpoint(deps: Pick<Deps, 'db'>): Route {
  return {
    method: 'DELETE',
    path: '/v1/notification_endpoints/:id',
    handle: async (ctx) => {
      const { id } = await endpointOf(deps, ctx);
      await transaction(deps.db, (tx) => deleteEndpoint(tx, id));
      ctx.body = null;
    },
  };
}
