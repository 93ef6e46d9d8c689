// How Plaid is asked for a refund, on each rail.
import { loadCase } from '../../db/onboardings.ts';
import { paymentsOfCase } from '../../db/payments.ts';
import type { RefundRecord } from '../../db/refunds.ts';
import type { Refund } from '../../plaid/gateway.ts';
import type { Deps } from '../context.ts';

export type RefundDoor = {
  /** For so many milliseconds Plaid answers the key with the refund that it has made. */
  keyLife: number;
  /** Asked again sooner, it may not know it yet. */
  pauseSeconds: number;
  make: () => Promise<Refund>;
  /** All that it has made of the same money. */
  list: () => Promise<Refund[]>;
};

const minute = 60_000;

export async function refundDoor(
  { db, plaid }: Pick<Deps, 'db' | 'plaid'>,
  { id: idempotencyKey, from, onboardingId, amountCents }: RefundRecord,
): Promise<RefundDoor> {
  if ('transferId' in from) {
    const { transferId } = from;
    return {
      // Of authorizations Plaid keeps the keys for 48 hours, and does not say how long those of refunds.
      keyLife: 47 * 60 * minute,
      pauseSeconds: 0,
      make: () => plaid.createRefund({ transferId, amountCents, idempotencyKey }),
      list: () => plaid.listRefunds(transferId),
    };
  }
  const { paymentId } = from;
  const [theCase, payments] = await Promise.all([loadCase(db, onboardingId), paymentsOfCase(db, onboardingId)]);
  const payment = payments.find((one) => one.paymentId === paymentId);
  if (!payment || theCase?.funding.rail !== 'payment-initiation') throw new TypeError('a refund of no payment');
  const { currency } = theCase.funding;
  // The person knows it by the reference under which they paid.
  const { reference } = payment;
  return {
    // PaymentInitiationPaymentReverseRequest: no sooner than after a minute; and a key that comes again within a day
    // "will prevent any transaction", which may be an answer or an error.
    keyLife: minute,
    pauseSeconds: 60,
    make: () => plaid.reversePayment({ paymentId, reference, amountCents, currency, idempotencyKey }),
    async list() {
      const { refundIds } = await plaid.readPayment(paymentId);
      return Promise.all(refundIds.map((refundId) => plaid.readReversal(refundId)));
    },
  };
}
