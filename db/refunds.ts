import { furthestRefund, type RefundStanding, type RefundStatus, refundStatusOfEvent } from '../domain/refund.ts';
import type { Db } from './pool.ts';

/** Plaid's id of what the money is taken from. */
export type RefundedFrom = { transferId: string } | { paymentId: string };
export type RefundRecord = {
  /** Ours, and the key under which Plaid is asked. */
  id: string;
  onboardingId: string;
  from: RefundedFrom;
  amountCents: number;
  /** Plaid's. */
  refundId: string | null;
  status: RefundStanding;
  failureCode: string | null;
  askedAt: Date;
};
/** What Plaid says of it. */
export type RefundRead = { refundId: string; status: RefundStatus; failureCode: string | null };

const columns = `id, onboarding_id as "onboardingId", amount_cents as "amountCents", refund_id as "refundId", status,
  failure_code as "failureCode", asked_at as "askedAt",
  case when payment_id is null then json_build_object('transferId', transfer_id)
    else json_build_object('paymentId', payment_id) end as "from"`;

/** To be committed before Plaid is asked. */
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

/** Before Plaid is asked for it: true for one caller in so many seconds, and none once Plaid has answered. */
export async function askForRefund(db: Db, id: string, pauseSeconds: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `update refunds set plaid_asked_at = now() where id = $1 and status = 'asked'
       and (plaid_asked_at is null or plaid_asked_at <= now() - make_interval(secs => $2))`,
    [id, pauseSeconds],
  );
  return rowCount === 1;
}

/** Plaid has made it. Events that were read before count as well. Call it in a transaction. */
export async function answerRefund(db: Db, id: string, { refundId, status, failureCode }: RefundRead): Promise<void> {
  await db.query(
    `update refunds set refund_id = $2, status = $3, failure_code = $4 where id = $1 and refund_id is null`,
    [id, refundId, status, failureCode],
  );
  await applyRefundEvents(db, refundId);
}

export async function refuseRefund(db: Db, id: string, code: string): Promise<void> {
  await db.query(`update refunds set status = 'refused', failure_code = $2 where id = $1 and status = 'asked'`, [
    id,
    code,
  ]);
}

/** Folds all stored events of the refund into its row, in any order and number. Call it in a transaction. */
export async function applyRefundEvents(db: Db, refundId: string): Promise<void> {
  const { rows } = await db.query<{ id: string; status: RefundStatus; failureCode: string | null }>(
    'select id, status, failure_code as "failureCode" from refunds where refund_id = $1 for update',
    [refundId],
  );
  const refund = rows[0];
  if (!refund) return;
  const { rows: events } = await db.query<{ type: string; failureCode: string | null }>(
    `select type, failure_code as "failureCode" from transfer_events where refund_id = $1 order by event_id`,
    [refundId],
  );
  const told = events.flatMap(({ type, failureCode }) => {
    const status = refundStatusOfEvent(type);
    return status ? [{ status, failureCode }] : [];
  });
  const status = told.reduce((far, event) => furthestRefund(far, event.status), refund.status);
  const failureCode = told.findLast((event) => event.status === status)?.failureCode ?? refund.failureCode;
  await moveRefund(db, { id: refund.id, status, failureCode });
}

/** Folds a read of the refund into its row. Call it in a transaction. */
export async function applyRefundRead(db: Db, { refundId, status, failureCode }: RefundRead): Promise<void> {
  const { rows } = await db.query<{ id: string; status: RefundStatus }>(
    'select id, status from refunds where refund_id = $1 for update',
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
 * Notes on the timeline, once, that the person has their money twice: it was refunded, and their bank took it back as
 * well. Gives the refunds concerned.
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

/** Those that nobody has heard Plaid's answer about for so long. */
export async function unansweredRefunds(db: Db, olderThanSeconds: number, limit: number): Promise<RefundRecord[]> {
  const { rows } = await db.query<RefundRecord>(
    `select ${columns} from refunds
     where status = 'asked' and coalesce(plaid_asked_at, asked_at) < now() - make_interval(secs => $1)
     order by asked_at limit $2`,
    [olderThanSeconds, limit],
  );
  return rows;
}

/** A webhook was about their payment: those that have not ended are read next. Whether there are any. */
export async function refundsMoved(db: Db, paymentId: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `update refunds set plaid_asked_at = null where payment_id = $1 and status = 'pending'`,
    [paymentId],
  );
  return rowCount !== 0;
}

/** Those of payments that have not ended, and about which Plaid was not asked for so long: for one caller each. */
export async function reversalsToRead(
  db: Db,
  { unreadForHours, withinDays, limit }: { unreadForHours: number; withinDays: number; limit: number },
): Promise<{ refundId: string; onboardingId: string }[]> {
  const { rows } = await db.query<{ refundId: string; onboardingId: string }>(
    `update refunds set plaid_asked_at = now() where id in (
       select id from refunds
       where payment_id is not null and status = 'pending' and asked_at > now() - make_interval(days => $2)
         and (plaid_asked_at is null or plaid_asked_at < now() - make_interval(hours => $1))
       order by plaid_asked_at nulls first limit $3 for update skip locked)
     returning refund_id as "refundId", onboarding_id as "onboardingId"`,
    [unreadForHours, withinDays, limit],
  );
  return rows;
}
