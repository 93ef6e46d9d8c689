import type { Deps, Route } from '../context.ts';
import { endpointAnswer, endpointOf } from '../notify/notification-endpoints.ts';

export function getNotificationEndpoint(deps: Pick<Deps, 'db'>): Route {
  return {
    method: 'GET',
    path: '/v1/notification_endpoints/:id',
    handle: async (ctx) => {
      ctx.body = endpointAnswer(await endpointOf(deps, ctx));
    },
  };
}
