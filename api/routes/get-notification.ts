import type { Deps, Route } from '../context.ts';
import { notificationAnswer, notificationOf } from '../notify/notifications.ts';

export function getNotification(deps: Pick<Deps, 'db'>): Route {
  return {
    method: 'GET',
    path: '/v1/notifications/:id',
    handle: async (ctx) => {
      ctx.body = notificationAnswer(await notificationOf(deps, ctx));
    },
  };
}
