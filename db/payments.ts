// Every payment of a case, by the reference that was stored before Plaid was asked for it.
import { justMade, newerState, type Payment, type PaymentState } from '../domain/payment.ts';
import type { Db } from './pool.ts';
import { insertRoute } from './routes.ts';
import { addToTimeline } from './timeline.ts';

export type PaymentRecord = {
  reference: string;
  onboardingId: string;
  /** When Plaid was asked last. Null while it has certainly not made it. */
  askedAt: Date | null;
  /** Seconds since then, by PostgreSQL's clock: a worker's may be wrong. */
  askedAgo: number | null;
  /** Null until it is known. */
  paymentId: string | null;
  status: string | null;
  /** Null until it has been read. */
  at: Date | null;
  adjustedReference: string | null;
  authorisedAt: Date | null;
  createdAt: Date;
};
/** One that Plaid has made. */
export type MadePayment = PaymentRecord & { paymentId: string; status: string };

const columns = `reference, onboarding_id as "onboardingId", asked_at as "askedAt",
  extract(epoch from now() - asked_at)::float8 as "askedAgo", id as "paymentId", status,
  status_at as at, adjusted_reference as "adjustedReference", authorised_at as "authorisedAt",
  created_at as "createdAt"`;

/** Newest first. */
export async function paymentsOfCase(db: Db, onboardingId: string): Promise<PaymentRecord[]> {
  const { rows } = await db.query<PaymentRecord>(
    `select ${columns} from payments where onboarding_id = $1 order by created_at desc`,
    [onboardingId],
  );
  return rows;
}

/** To be committed before Plaid is asked. False if the reference is taken. */
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

/** Before Plaid is asked again: true for one caller, if nobody has asked or heard since `askedAt`. */
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

/** Plaid has refused: it has not made the payment. */
export async function recordPaymentRefused(db: Db, reference: string): Promise<void> {
  await db.query('update payments set asked_at = null where reference = $1 and id is null', [reference]);
}

/** Plaid has made the payment, and its person can agree to it. Call it in a transaction. */
export async function recordPaymentMade(
  db: Db,
  { reference, paymentId }: Pick<MadePayment, 'reference' | 'paymentId'>,
) {
  const { rows } = await db.query<{ onboardingId: string }>(
    `update payments set id = $2, status = $3 where reference = $1 and id is null
     returning onboarding_id as "onboardingId"`,
    [reference, paymentId, justMade],
  );
  if (rows[0]) await insertRoute(db, 'payment', paymentId, rows[0].onboardingId);
}

/**
 * Folds what Plaid says of a payment into its row. Null for one that is none of ours. `now` is the case's, whose waiting
 * begins with the first such read by which the person has agreed; null where that is not to begin. Call it in a
 * transaction: the row stays locked, so that two folds cannot overtake each other.
 */
export async function applyPayment(db: Db, read: Payment, now: Date | null): Promise<MadePayment | null> {
  const { reference, paymentId } = read;
  await recordPaymentMade(db, read);
  const { rows } = await db.query<PaymentRecord>(
    `select ${columns} from payments where reference = $1 and id = $2 for update`,
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
