// Has an earlier try made its payment, although its answer was lost? Plaid takes no key for it, so the list is asked for
// our reference.
import { Failure } from '../domain/failure.ts';
import type { Payment } from '../domain/payment.ts';
import type { PlaidGateway } from '../plaid/gateway.ts';

/** By which our clock and Plaid's may differ. */
const skewMs = 5 * 60_000;
/** Of 200 payments each. */
const mostPages = 100;

/** `askedAt` is when Plaid was asked first: what is older cannot be it. */
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
    // The cursor is the time of the last one listed (PaymentInitiationPaymentListRequest).
    if (page.next === null || Date.parse(page.next) < askedAt.getTime() - skewMs) return null;
    cursor = page.next;
  }
  // Wrongly taken for "not made", a second payment would be asked for.
  throw new Failure('uncertain', 'The list of payments is too long to tell whether this one was made.', {
    code: 'payment_not_found_out',
  });
}
