import type { Deps, Route } from '../context.ts';
import { showWebhook } from '../webhooks/inbox.ts';

export function getWebhook({ db }: Pick<Deps, 'db'>): Route {
  return {
    method: 'GET',
    path: '/v1/webhooks/:id',
    handle: async (ctx) => {
      ctx.body = await showWebhook(db, ctx.params?.id ?? '');
    },
  };
}
