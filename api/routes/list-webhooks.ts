import type { Deps, Route } from '../context.ts';
import { listInbox } from '../webhooks/inbox.ts';

/** The inbox, newest first. */
export function listWebhooks({ db }: Pick<Deps, 'db'>): Route {
  return {
    method: 'GET',
    path: '/v1/webhooks',
    handle: async (ctx) => {
      ctx.body = await listInbox(db, { ...ctx.query });
    },
  };
}
