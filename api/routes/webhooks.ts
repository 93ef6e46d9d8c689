import type { Deps, Handler } from '../context.ts';
import { pageOf } from '../http/answer-fields.ts';
import { documented } from '../http/operation.ts';
import { queryOf } from '../http/query.ts';
import { inboxQuery, listInbox, redrive, showWebhook, webhookSchema } from '../webhooks/inbox.ts';

/** Answers with the inbox, newest first. */
export function listWebhooks({ db }: Pick<Deps, 'db'>): Handler {
  return documented(
    { summary: "List Plaid's webhooks, newest first", query: inboxQuery, answer: pageOf(webhookSchema) },
    async (ctx) => {
      ctx.body = await listInbox(db, queryOf(ctx));
    },
  );
}

export function getWebhook({ db }: Pick<Deps, 'db'>): Handler {
  return documented({ summary: "Read a webhook of Plaid's", answer: webhookSchema }, async (ctx) => {
    ctx.body = await showWebhook(db, ctx.params?.id ?? '');
  });
}

export function redriveWebhook({ db, log, pokeRelay }: Pick<Deps, 'db' | 'log' | 'pokeRelay'>): Handler {
  return documented(
    { summary: 'Deliver a webhook to its case again', answer: webhookSchema, problems: ['webhook_waiting'] },
    async (ctx) => {
      const webhook = await redrive(db, ctx.params?.id ?? '');
      log.info({ request_id: ctx.state.requestId, webhook: webhook.id }, 'webhook redriven');
      ctx.body = webhook;
      pokeRelay();
    },
  );
}
