import { listEndpoints } from '../../db/notification-endpoints.ts';
import { tenantOf } from '../cases/find-case.ts';
import type { Deps, Route } from '../context.ts';
import { endpointAnswer } from '../notify/notification-endpoints.ts';

export function listNotificationEndpoints({ db }: Pick<Deps, 'db'>): Route {
  return {
    method: 'GET',
    path: '/v1/notification_endpoints',
    handle: async (ctx) => {
      ctx.body = { data: (await listEndpoints(db, tenantOf(ctx))).map(endpointAnswer) };
    },
  };
}
