// Answers with the words of Plaid about one case: the webhooks that led to it, and the events of its transfers. The
// timeline has the words of Gangway.
import { z } from 'zod';
import { eventsOfCase } from '../../db/feeds/transfer-events.ts';
import { listWebhooks, webhookStatuses } from '../../db/inbox/webhook-views.ts';
import { acrossTenants } from '../../db/reach.ts';
import { formatAmount } from '../../domain/money.ts';
import { findCase } from '../cases/find-case.ts';
import type { Deps, Handler } from '../context.ts';
import { money, pageOf, time } from '../http/answer-fields.ts';
import { checkInput } from '../http/input.ts';
import { documented } from '../http/operation.ts';
import { numberCursor, pageLimit, queryOf } from '../http/query.ts';

const webhooksQuery = z.strictObject({ limit: pageLimit(100, 20), cursor: numberCursor });

const webhook = z
  .object({
    id: z.string(),
    type: z.string(),
    code: z.string(),
    status: z.enum(webhookStatuses),
    result: z.string().nullable().describe('What became of it, or why it waits or failed.'),
    received_at: time,
    done_at: time.nullable(),
  })
  .meta({ id: 'CaseWebhook' });

/** Answers with the webhooks that led to the case, newest first. */
export function listWebhooksOfCase(deps: Pick<Deps, 'db'>): Handler {
  const listing = {
    summary: "List Plaid's webhooks about the case, newest first",
    description:
      'Webhooks that are done are kept for some weeks. One that only says that a feed has news is about no case.',
    query: webhooksQuery,
    answer: pageOf(webhook),
  };
  return documented(listing, async (ctx) => {
    const page = checkInput(webhooksQuery, queryOf(ctx));
    const { id: onboardingId } = await findCase(deps, ctx);
    // A webhook belongs to no tenant, and these led to a case that is the tenant's.
    const { webhooks, next } = await acrossTenants(() => listWebhooks(deps.db, { ...page, onboardingId }));
    ctx.body = {
      data: webhooks.map(
        ({ id, type, code, status, result, receivedAt, doneAt }): z.output<typeof webhook> => ({
          ...{ id, type, code, status, result },
          received_at: receivedAt.toISOString(),
          done_at: doneAt?.toISOString() ?? null,
        }),
      ),
      next_cursor: next,
    };
  });
}

const eventsQuery = z.strictObject({
  limit: pageLimit(500, 100),
  /** Plaid counts its events to 2^64. */
  cursor: z
    .string()
    .regex(/^\d{1,20}$/, 'must be the next_cursor of an earlier answer, unchanged')
    .optional(),
});

const event = z
  .object({
    id: z.string(),
    type: z.string(),
    plaid_transfer_id: z.string(),
    plaid_refund_id: z.string().nullable().describe('Set if the event is about this refund.'),
    amount: money.nullable(),
    code: z.string().nullable().describe('The return code, or the code of the failure.'),
    at: time,
  })
  .meta({ id: 'CaseTransferEvent' });

/** Answers with Plaid's events of the transfers of the case, in Plaid's order. */
export function listTransferEvents(deps: Pick<Deps, 'db'>): Handler {
  const listing = {
    summary: "List Plaid's events of the case's transfers and refunds, oldest first",
    description: 'As Gangway has read them.',
    query: eventsQuery,
    answer: pageOf(event),
  };
  return documented(listing, async (ctx) => {
    const page = checkInput(eventsQuery, queryOf(ctx));
    const { id } = await findCase(deps, ctx);
    const found = await eventsOfCase(deps.db, id, { ...page, limit: page.limit + 1 });
    const events = found.slice(0, page.limit);
    ctx.body = {
      data: events.map(
        ({ id, type, transferId, refundId, amountCents, failureCode, at }): z.output<typeof event> => ({
          ...{ id, type, plaid_transfer_id: transferId, plaid_refund_id: refundId },
          amount: amountCents === null ? null : formatAmount(amountCents),
          ...{ code: failureCode, at: at.toISOString() },
        }),
      ),
      next_cursor: found.length > events.length ? (events.at(-1)?.id ?? null) : null,
    };
  });
}
