// Finds out whether an earlier try made its payment although the answer was lost. Plaid takes no idempotency key for a
// payment, so the worker looks for our reference in Plaid's list.
import { Failure } from '../../domain/failure.ts';
import type { Payment } from '../../domain/payments/payment.ts';
import type { PlaidGateway } from '../../plaid/gateway.ts';

/** How far our clock and Plaid's may differ. */
const skewMs = 5 * 60_000;
/** Each page has 200 payments. */
const mostPages = 100;

/** `askedAt` is the time of the first request for the payment. Older payments cannot be it. */
export async function findPayment(
  { listPayments }: Pick<PlaidGateway, 'listPayments'>,
  reference: string,
  askedAt: Date,
): Promise<Payment | null> {
  let cursor: string | null = null;
  for (let pages = 0; pages < mostPages; pages++) {
    const page: Awaited<ReturnType<typeof listPayments>> = await listPayments(cursor);
    const found = page.payments.find((payment) => payment.reference === reference);
    if (found) return found;
    if (page.unread.some((theirs) => theirs === null || theirs === reference)) throw cannotTell(unreadable);
    // The cursor is the time of the last payment listed (PaymentInitiationPaymentListRequest).
    if (page.next === null || Date.parse(page.next) < askedAt.getTime() - skewMs) return null;
    cursor = page.next;
  }
  // If the worker wrongly took this for "not made", it would request a second payment.
  throw cannotTell('is too long');
}

const unreadable = 'has an entry that the worker cannot read and that may be this payment';
const cannotTell = (why: string) =>
  new Failure('uncertain', `Plaid's list of payments ${why}, so it is unknown whether Plaid made this payment.`, {
    code: 'payment_not_found_out',
  });
