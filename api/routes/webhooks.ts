import type { Deps, Handler } from '../context.ts';
import { queryOf } from '../http/query.ts';
import { listInbox, redrive, showWebhook } from '../webhooks/inbox.ts';

/** Answers with the inbox, newest first. */
export function listWebhooks({ db }: Pick<Deps, 'db'>): Handler {
  return async (ctx) => {
    ctx.body = await listInbox(db, queryOf(ctx));
  };
}

export function getWebhook({ db }: Pick<Deps, 'db'>): Handler {
  return async (ctx) => {
    ctx.body = await showWebhook(db, ctx.params?.id ?? '');
  };
}

export function redriveWebhook({ db, log, pokeRelay }: Pick<Deps, 'db' | 'log' | 'pokeRelay'>): Handler {
  return async (ctx) => {
    const webhook = await redrive(db, ctx.params?.id ?? '');
    log.info({ request_id: ctx.state.requestId, webhook: webhook.id }, 'webhook redriven');
    ctx.body = webhook;
    pokeRelay();
  };
}
