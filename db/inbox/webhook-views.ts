// The inbox as operators see it. webhooks.ts moves rows in and out of it.

import type { PlaidId } from '../case/plaid-ids.ts';
import type { Db } from '../pool.ts';

export type InboxCounts = { waiting: number; parked: number; failed: number; oldestWaitingSeconds: number };

/** Counts the webhooks that are not done. */
export async function countInbox(db: Db): Promise<InboxCounts> {
  const { rows } = await db.query<InboxCounts>(
    `select count(*) filter (where status = 'waiting') as waiting,
       count(*) filter (where status = 'parked') as parked,
       count(*) filter (where status = 'failed') as failed,
       coalesce(extract(epoch from now() - min(received_at) filter (where status = 'waiting')), 0)::float8
         as "oldestWaitingSeconds"
     from webhooks where status <> 'done'`,
  );
  return rows[0] ?? { waiting: 0, parked: 0, failed: 0, oldestWaitingSeconds: 0 };
}

/**
 * Deletes one batch of webhooks that were done more than `olderThanDays` ago, oldest first. Returns how many it
 * deleted.
 */
export async function deleteDoneWebhooks(db: Db, olderThanDays: number, limit: number): Promise<number> {
  const { rowCount } = await db.query(
    `delete from webhooks where id = any (array(
       select id from webhooks where status = 'done' and done_at < now() - make_interval(days => $1)
       order by done_at limit $2 for update skip locked))`,
    [olderThanDays, limit],
  );
  return rowCount ?? 0;
}

/**
 * Deletes one batch of webhooks that came more than `olderThanDays` ago and were never done: parked or failed ones. The
 * relay still tries those that wait. Returns how many it deleted.
 */
export async function deleteUndoneWebhooks(db: Db, olderThanDays: number, limit: number): Promise<number> {
  const { rowCount } = await db.query(
    `delete from webhooks where id = any (array(
       select id from webhooks where status in ('parked', 'failed') and received_at < now() - make_interval(days => $1)
       order by id limit $2 for update skip locked))`,
    [olderThanDays, limit],
  );
  return rowCount ?? 0;
}

export const webhookStatuses = ['waiting', 'parked', 'failed', 'done'] as const;
export type WebhookStatus = (typeof webhookStatuses)[number];

/** Everything but the body, which may hold public tokens and which operators must not read. */
export type WebhookView = {
  id: string;
  type: string;
  code: string;
  status: WebhookStatus;
  result: string | null;
  attempts: number;
  stale: boolean;
  plaidId: PlaidId | null;
  onboardingId: string | null;
  signedAt: Date;
  receivedAt: Date;
  nextAttemptAt: Date;
  doneAt: Date | null;
};

const webhookView = `select w.id::text, w.type, w.code, w.status, w.result, w.attempts, w.stale,
    case when w.plaid_id_kind is not null then json_build_object('kind', w.plaid_id_kind, 'id', w.plaid_id) end as "plaidId",
    r.onboarding_id as "onboardingId", w.signed_at as "signedAt", w.received_at as "receivedAt",
    w.next_attempt_at as "nextAttemptAt", w.done_at as "doneAt"
  from webhooks w left join plaid_ids r on r.kind = w.plaid_id_kind and r.external_id = w.plaid_id`;

export type WebhooksPage = {
  status?: WebhookStatus | undefined;
  type?: string | undefined;
  /** Of this case: an onboarding, or a transfer on a linked account. */
  onboardingId?: string | undefined;
  limit: number;
  /** The last id of the page before. */
  cursor?: string | undefined;
};

/** Newest first. `next` is the beginning of the following page, null at the end. */
export async function listWebhooks(
  db: Db,
  { status, type, onboardingId, limit, cursor }: WebhooksPage,
): Promise<{ webhooks: WebhookView[]; next: string | null }> {
  const { rows } = await db.query<WebhookView>(
    {
      planned_each_time: true,
      text: `${webhookView}
     where ($1::text is null or w.status = $1) and ($2::text is null or w.type = $2)
       and ($3::bigint is null or w.id < $3) and ($5::text is null or r.onboarding_id = $5)
     order by w.id desc limit $4`,
    },
    [status ?? null, type ?? null, cursor ?? null, limit + 1, onboardingId ?? null],
  );
  const webhooks = rows.slice(0, limit);
  return { webhooks, next: rows.length > limit ? (webhooks.at(-1)?.id ?? null) : null };
}

export async function findWebhook(db: Db, id: string): Promise<WebhookView | null> {
  const { rows } = await db.query<WebhookView>(`${webhookView} where w.id = $1`, [id]);
  return rows[0] ?? null;
}

/** Resets a webhook, so that the relay handles it again. False if there is no such row, or it waits already. */
export async function redriveWebhook(db: Db, id: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `update webhooks set status = 'waiting', result = null, recorded = false, attempts = 0, next_attempt_at = now(), done_at = null
     where id = $1 and status <> 'waiting'`,
    [id],
  );
  return rowCount === 1;
}
