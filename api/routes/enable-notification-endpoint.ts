import { enableEndpoint } from '../../db/notification-endpoints.ts';
import type { Deps, Route } from '../context.ts';
import { endpointAnswer, endpointOf } from '../notify/notification-endpoints.ts';

/** For one that was disabled: what has waited for it goes out now. */
export function enableNotificationEndpoint({ db, pokeNotifier }: Pick<Deps, 'db' | 'pokeNotifier'>): Route {
  return {
    method: 'POST',
    path: '/v1/notification_endpoints/:id/enable',
    handle: async (ctx) => {
      const { id } = await endpointOf({ db }, ctx);
      await enableEndpoint(db, id);
      ctx.body = endpointAnswer(await endpointOf({ db }, ctx));
      pokeNotifier();
    },
  };
}
