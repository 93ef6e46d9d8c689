// Every payment of a case, by its reference, which we store before we ask Plaid.
import { justMade, newerState, type Payment, type PaymentState } from '../../domain/payments/payment.ts';
import { insertPlaidId } from '../case/plaid-ids.ts';
import { addToTimeline } from '../case/timeline.ts';
import type { Db } from '../pool.ts';

export type PaymentRecord = {
  reference: string;
  onboardingId: string;
  /** When we last asked Plaid. Null while Plaid has certainly not made the payment. */
  askedAt: Date | null;
  /** Seconds since then. PostgreSQL's clock counts them, because a worker's may be wrong. */
  askedAgo: number | null;
  /** Null until Plaid's id is known. */
  paymentId: string | null;
  status: string | null;
  /** Null until the payment has been read. */
  at: Date | null;
  adjustedReference: string | null;
  authorisedAt: Date | null;
  createdAt: Date;
};
/** A payment that Plaid has made. */
export type MadePayment = PaymentRecord & { paymentId: string; status: string };

const columns = `reference, onboarding_id as "onboardingId", asked_at as "askedAt",
  extract(epoch from now() - asked_at)::float8 as "askedAgo", id as "paymentId", status,
  status_at as at, adjusted_reference as "adjustedReference", authorised_at as "authorisedAt",
  created_at as "createdAt"`;

/** Newest first. */
export async function paymentsOfCase(db: Db, onboardingId: string): Promise<PaymentRecord[]> {
  const { rows } = await db.query<PaymentRecord>(
    `select ${columns} from payments where onboarding_id = $1 order by turn desc`,
    [onboardingId],
  );
  return rows;
}

/** Commit this before you ask Plaid. False if the reference is taken. */
export async function storePaymentReference(
  db: Db,
  { reference, onboardingId }: { reference: string; onboardingId: string },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into payments (reference, onboarding_id, asked_at) values ($1, $2, now())
     on conflict (reference) do nothing`,
    [reference, onboardingId],
  );
  return rowCount === 1;
}

/**
 * Call it before you ask Plaid again. True for one caller, if no other call has asked Plaid, and no answer has come,
 * since `askedAt`.
 */
export async function askForPaymentAgain(
  db: Db,
  { reference, askedAt }: Pick<PaymentRecord, 'reference' | 'askedAt'>,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update payments set asked_at = now()
     where reference = $1 and id is null and date_trunc('milliseconds', asked_at) is not distinct from $2`,
    [reference, askedAt],
  );
  return rowCount === 1;
}

/** Records that Plaid refused, so that it has not made the payment. */
export async function recordPaymentRefused(db: Db, reference: string): Promise<void> {
  await db.query('update payments set asked_at = null where reference = $1 and id is null', [reference]);
}

/** Records that Plaid made the payment, to which the applicant can now agree. Call it in a transaction. */
export async function recordPaymentMade(
  db: Db,
  { reference, paymentId }: Pick<MadePayment, 'reference' | 'paymentId'>,
) {
  const { rows } = await db.query<{ onboardingId: string }>(
    `update payments set id = $2, status = $3 where reference = $1 and id is null
     returning onboarding_id as "onboardingId"`,
    [reference, paymentId, justMade],
  );
  if (rows[0]) await insertPlaidId(db, 'payment', paymentId, rows[0].onboardingId);
}

/**
 * Merges a read of a payment into its row. Null if the payment is not ours. `now` is the case's time: the case waits
 * for the money from the first read that shows the applicant's consent. Null: this read does not start the wait. Call
 * it in a transaction: the row stays locked, so that two reads cannot overtake each other.
 */
export async function applyPayment(db: Db, read: Payment, now: Date | null): Promise<MadePayment | null> {
  const { reference, paymentId } = read;
  await recordPaymentMade(db, read);
  const { rows } = await db.query<PaymentRecord>(
    `select ${columns} from payments where reference = $1 and id = $2 for no key update`,
    [reference, paymentId],
  );
  const before = rows[0];
  if (!before) return null;
  const known: PaymentState | null =
    before.status !== null && before.at ? { status: before.status, at: before.at } : null;
  const { status, at } = known ? newerState(known, read) : read;
  const adjustedReference = read.adjustedReference ?? before.adjustedReference;
  const agreed = read.status === justMade ? null : now;
  const authorisedAt =
    agreed && before.authorisedAt ? earlier(agreed, before.authorisedAt) : (agreed ?? before.authorisedAt);
  await db.query(
    'update payments set status = $2, status_at = $3, adjusted_reference = $4, authorised_at = $5 where reference = $1',
    [reference, status, at, adjustedReference, authorisedAt],
  );
  if (status !== before.status) await addToTimeline(db, before.onboardingId, 'payment', { reference, status });
  return { ...before, paymentId, status, at, adjustedReference, authorisedAt };
}

const earlier = (a: Date, b: Date): Date => (a < b ? a : b);
