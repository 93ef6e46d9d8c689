import {
  furthestRefund,
  type RefundStanding,
  type RefundStatus,
  refundStatusOfEvent,
} from '../../domain/transfers/refund.ts';
import type { Db } from '../pool.ts';

/** Plaid's id of the transfer or payment that is refunded. */
export type RefundedFrom = { transferId: string } | { paymentId: string };
export type RefundRecord = {
  /** Our id, and the idempotency key of the request to Plaid. */
  id: string;
  onboardingId: string;
  from: RefundedFrom;
  amountCents: number;
  /** Plaid's id. */
  refundId: string | null;
  status: RefundStanding;
  failureCode: string | null;
  askedAt: Date;
};
/** A refund as Plaid shows it. */
export type RefundRead = { refundId: string; status: RefundStatus; failureCode: string | null };

const columns = `id, onboarding_id as "onboardingId", amount_cents as "amountCents", refund_id as "refundId", status,
  failure_code as "failureCode", asked_at as "askedAt",
  case when payment_id is null then json_build_object('transferId', transfer_id)
    else json_build_object('paymentId', payment_id) end as "from"`;

/** Commit this before you ask Plaid. */
export async function insertRefund(
  db: Db,
  { id, onboardingId, from, amountCents }: Pick<RefundRecord, 'id' | 'onboardingId' | 'from' | 'amountCents'>,
): Promise<void> {
  await db.query(
    'insert into refunds (id, onboarding_id, amount_cents, transfer_id, payment_id) values ($1, $2, $3, $4, $5)',
    [...[id, onboardingId, amountCents], ...('transferId' in from ? [from.transferId, null] : [null, from.paymentId])],
  );
}

export async function findRefund(db: Db, id: string): Promise<RefundRecord | null> {
  const { rows } = await db.query<RefundRecord>(`select ${columns} from refunds where id = $1`, [id]);
  return rows[0] ?? null;
}

/** Oldest first. */
export async function refundsOf(db: Db, from: RefundedFrom): Promise<RefundRecord[]> {
  const [column, id] = 'transferId' in from ? ['transfer_id', from.transferId] : ['payment_id', from.paymentId];
  const { rows } = await db.query<RefundRecord>(
    `select ${columns} from refunds where ${column} = $1 order by asked_at, id`,
    [id],
  );
  return rows;
}

/**
 * Call it before you ask Plaid for the refund. True for one caller in `pauseSeconds`, and for none once Plaid has
 * answered.
 */
export async function askForRefund(db: Db, id: string, pauseSeconds: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `update refunds set plaid_asked_at = now() where id = $1 and status = 'asked'
       and (plaid_asked_at is null or plaid_asked_at <= now() - make_interval(secs => $2))`,
    [id, pauseSeconds],
  );
  return rowCount === 1;
}

/** Records that Plaid made the refund, and applies events that were read earlier. Call it in a transaction. */
export async function answerRefund(db: Db, id: string, { refundId, status, failureCode }: RefundRead): Promise<void> {
  await db.query(
    `update refunds set refund_id = $2, status = $3, failure_code = $4 where id = $1 and refund_id is null`,
    [id, refundId, status, failureCode],
  );
  await applyRefundEvents(db, refundId);
}

/** Records that Plaid refused the refund. `code` is Plaid's. */
export async function refuseRefund(db: Db, id: string, code: string): Promise<void> {
  await db.query(`update refunds set status = 'refused', failure_code = $2 where id = $1 and status = 'asked'`, [
    id,
    code,
  ]);
}

/** Applies all stored events of the refund to its row, in any order and number. Call it in a transaction. */
export async function applyRefundEvents(db: Db, refundId: string): Promise<void> {
  const { rows } = await db.query<{ id: string; status: RefundStatus; failureCode: string | null }>(
    'select id, status, failure_code as "failureCode" from refunds where refund_id = $1 for no key update',
    [refundId],
  );
  const refund = rows[0];
  if (!refund) return;
  const { rows: events } = await db.query<{ type: string; failureCode: string | null }>(
    `select type, failure_code as "failureCode" from transfer_events where refund_id = $1 order by event_id`,
    [refundId],
  );
  const moves = events.flatMap(({ type, failureCode }) => {
    const status = refundStatusOfEvent(type);
    return status ? [{ status, failureCode }] : [];
  });
  const status = moves.reduce((far, event) => furthestRefund(far, event.status), refund.status);
  const failureCode = moves.findLast((event) => event.status === status)?.failureCode ?? refund.failureCode;
  await moveRefund(db, { id: refund.id, status, failureCode });
}

/** Applies a read of the refund to its row. Call it in a transaction. */
export async function applyRefundRead(db: Db, { refundId, status, failureCode }: RefundRead): Promise<void> {
  const { rows } = await db.query<{ id: string; status: RefundStatus }>(
    'select id, status from refunds where refund_id = $1 for no key update',
    [refundId],
  );
  const [refund] = rows;
  if (refund && furthestRefund(refund.status, status) === status) {
    await moveRefund(db, { id: refund.id, status, failureCode });
  }
}

async function moveRefund(
  db: Db,
  { id, status, failureCode }: { id: string; status: RefundStatus; failureCode: string | null },
): Promise<void> {
  await db.query(
    `with changed as (
       update refunds set status = $2, failure_code = $3 where id = $1 and status <> $2 returning *
     )
     insert into timeline (onboarding_id, what, detail)
     select onboarding_id, 'refund_' || status, jsonb_strip_nulls(jsonb_build_object('refund', id, 'code', failure_code))
     from changed`,
    [id, status, failureCode],
  );
}

/**
 * Notes on the timeline, once, that the applicant was paid twice: the debit was refunded, and the bank returned it too.
 * Returns these refunds.
 */
export async function notePaidTwice(
  db: Db,
  transferId: string,
): Promise<{ onboardingId: string; refund: string; amountCents: number }[]> {
  const { rows } = await db.query<{ onboardingId: string; refund: string; amountCents: number }>(
    `with twice as (
       update refunds r set paid_twice_at = now() from transfers t
       where r.transfer_id = $1 and t.id = $1 and t.status = 'returned' and r.status in ('posted', 'settled')
         and r.paid_twice_at is null
       returning r.*
     ), noted as (
       insert into timeline (onboarding_id, what, detail)
       select onboarding_id, 'paid_twice', jsonb_build_object('refund', id, 'transfer', transfer_id) from twice
     )
     select onboarding_id as "onboardingId", id as refund, amount_cents as "amountCents" from twice`,
    [transferId],
  );
  return rows;
}

/** Records that Plaid refused the refund for now, because our Ledger does not cover it, and when to ask again. */
export async function postponeRefund(db: Db, id: string, tryAgainAt: Date): Promise<void> {
  await db.query(`update refunds set try_again_at = $2 where id = $1 and status = 'asked'`, [id, tryAgainAt]);
}

/** Lets all refunds that wait for our Ledger be tried again now. */
export async function retryRefunds(db: Db): Promise<void> {
  await db.query(`update refunds set try_again_at = now() where status = 'asked' and try_again_at > now()`);
}

/** Returns refunds that Plaid has not answered for `olderThanSeconds`, and those that are to be tried again. */
export async function unansweredRefunds(db: Db, olderThanSeconds: number, limit: number): Promise<RefundRecord[]> {
  const { rows } = await db.query<RefundRecord>(
    `select ${columns} from refunds
     where status = 'asked' and coalesce(plaid_asked_at, asked_at) < now() - make_interval(secs => $1)
       and (try_again_at is null or try_again_at <= now())
     order by asked_at limit $2`,
    [olderThanSeconds, limit],
  );
  return rows;
}

/**
 * Marks the open refunds of a payment to be read next, because a webhook was about the payment. True if there are any.
 */
export async function refundsMoved(db: Db, paymentId: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `update refunds set plaid_asked_at = null where payment_id = $1 and status = 'pending'`,
    [paymentId],
  );
  return rowCount !== 0;
}

/** Of refunds of payments that are open: those asked for `withinDays`, and not read for `unreadForHours`. */
export type RefundReads = { unreadForHours: number; withinDays: number };

/** SQL: these refunds. The times are SQL. */
export const refundsToRead = ({ unreadForHours, withinDays }: Record<keyof RefundReads, string>): string =>
  `select id from refunds
   where payment_id is not null and status = 'pending' and asked_at > now() - make_interval(days => ${withinDays})
     and (plaid_asked_at is null or plaid_asked_at < now() - make_interval(hours => ${unreadForHours}))
   order by plaid_asked_at nulls first`;

/** Returns these refunds. Each goes to one caller. */
export async function reversalsToRead(
  db: Db,
  { unreadForHours, withinDays, limit }: RefundReads & { limit: number },
): Promise<{ refundId: string; onboardingId: string }[]> {
  const { rows } = await db.query<{ refundId: string; onboardingId: string }>(
    `update refunds set plaid_asked_at = now() where id in (
       ${refundsToRead({ unreadForHours: '$1', withinDays: '$2' })} limit $3 for no key update skip locked)
     returning refund_id as "refundId", onboarding_id as "onboardingId"`,
    [unreadForHours, withinDays, limit],
  );
  return rows;
}
