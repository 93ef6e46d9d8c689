import type { Deps, Route } from '../context.ts';
import { redrive } from '../webhooks/inbox.ts';

export function redriveWebhook({ db, log, pokeRelay }: Pick<Deps, 'db' | 'log' | 'pokeRelay'>): Route {
  return {
    method: 'POST',
    path: '/v1/webhooks/:id/redrive',
    handle: async (ctx) => {
      const webhook = await redrive(db, ctx.params?.id ?? '');
      log.info({ request_id: ctx.state.requestId, webhook: webhook.id }, 'webhook redriven');
      ctx.body = webhook;
      pokeRelay();
    },
  };
}
