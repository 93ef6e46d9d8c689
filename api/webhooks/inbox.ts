// The operators' actions on the inbox, over HTTP and by command.
import { z } from 'zod';
import { plaidIdKinds } from '../../db/case/plaid-ids.ts';
import {
  findWebhook,
  listWebhooks,
  redriveWebhook,
  type WebhookView,
  webhookStatuses,
} from '../../db/inbox/webhook-views.ts';
import type { Db } from '../../db/pool.ts';
import { Failure } from '../../domain/failure.ts';
import { time } from '../http/answer-fields.ts';
import { checkInput } from '../http/input.ts';
import { numberCursor, ofCase, ofOneCase, pageLimit } from '../http/query.ts';

const id = /^[1-9][0-9]{0,17}$/;
export const inboxQuery = z
  .strictObject({
    status: z.enum(webhookStatuses).optional(),
    type: z.string().max(100).optional(),
    ...ofCase,
    limit: pageLimit(100, 20),
    cursor: numberCursor,
  })
  .refine(...ofOneCase('webhook'));

/** `query` as the caller sent it. */
export async function listInbox(db: Db, query: unknown) {
  const { onboarding_id, transfer_id, ...page } = checkInput(inboxQuery, query);
  const { webhooks, next } = await listWebhooks(db, { ...page, onboardingId: transfer_id ?? onboarding_id });
  return { data: webhooks.map(webhookAnswer), next_cursor: next };
}

export async function showWebhook(db: Db, webhook: string) {
  const found = id.test(webhook) ? await findWebhook(db, webhook) : null;
  if (!found)
    throw new Failure('missing', 'There is no webhook with this id. Check the id; the API deletes finished webhooks.', {
      code: 'webhook_not_found',
    });
  return webhookAnswer(found);
}

/** Makes the relay deliver a webhook again. Throws for one that waits, because the relay delivers it anyway. */
export async function redrive(db: Db, webhook: string) {
  const redriven = id.test(webhook) && (await redriveWebhook(db, webhook));
  const shown = await showWebhook(db, webhook);
  if (redriven) return shown;
  const detail = `The webhook is waiting already. The relay delivers it by itself, not before ${shown.next_attempt_at}.`;
  throw new Failure('conflict', detail, { code: 'webhook_waiting' });
}

export const webhookSchema = z
  .object({
    id: z.string(),
    type: z.string(),
    code: z.string(),
    status: z.enum(webhookStatuses),
    result: z.string().nullable(),
    attempts: z.int(),
    stale: z.boolean(),
    plaid_id: z.object({ kind: z.enum(plaidIdKinds), id: z.string() }).nullable(),
    onboarding_id: z.string().nullable(),
    signed_at: time,
    received_at: time,
    next_attempt_at: time.nullable(),
    done_at: time.nullable(),
  })
  .meta({ id: 'Webhook', description: "A webhook of Plaid's, without its body." });

function webhookAnswer(view: WebhookView): z.output<typeof webhookSchema> {
  return {
    id: view.id,
    type: view.type,
    code: view.code,
    status: view.status,
    result: view.result,
    attempts: view.attempts,
    stale: view.stale,
    plaid_id: view.plaidId,
    onboarding_id: view.onboardingId,
    signed_at: view.signedAt.toISOString(),
    received_at: view.receivedAt.toISOString(),
    next_attempt_at: view.status === 'waiting' ? view.nextAttemptAt.toISOString() : null,
    done_at: view.doneAt?.toISOString() ?? null,
  };
}
