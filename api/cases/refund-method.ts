// How Gangway asks Plaid for a refund, on each rail.
import { loadCase } from '../../db/case/onboardings.ts';
import { paymentsOfCase } from '../../db/payments/payments.ts';
import type { RefundRecord } from '../../db/transfers/refunds.ts';
import { daysAfter } from '../../domain/days.ts';
import { Failure, isPassing } from '../../domain/failure.ts';
import { ledgerTryAfter } from '../../domain/transfers/authorization.ts';
import { refundableTransfer } from '../../domain/transfers/refund.ts';
import type { Refund } from '../../plaid/gateway.ts';
import type { Deps } from '../context.ts';

export type RefundDoor = {
  /** For how many milliseconds Plaid answers the key with the refund that it has made. */
  keyLife: number;
  /** How long to wait before a repeat, because Plaid may not know the key sooner. */
  pauseSeconds: number;
  make: () => Promise<Refund>;
  /** Returns when to ask again although Plaid has refused the refund. Null: it is refused for good. */
  tryAgainAt: () => Promise<Date | null>;
  /** Returns all refunds that Plaid has made from this transfer or payment. */
  list: () => Promise<Refund[]>;
};

const minute = 60_000;

export async function refundDoor({ db, plaid }: Pick<Deps, 'db' | 'plaid'>, record: RefundRecord): Promise<RefundDoor> {
  const { id: idempotencyKey, from, onboardingId, amountCents } = record;
  if ('transferId' in from) {
    const { transferId } = from;
    return {
      // Plaid keeps the keys of authorizations for 48 hours, and documents no time for those of refunds.
      keyLife: 47 * 60 * minute,
      pauseSeconds: 0,
      make: () => plaid.createRefund({ transferId, amountCents, idempotencyKey }),
      tryAgainAt: () => onceLedgerCovers({ db, plaid }, record, transferId),
      list: () => plaid.listRefunds(transferId),
    };
  }
  const { paymentId } = from;
  const [theCase, payments] = await Promise.all([loadCase(db, onboardingId), paymentsOfCase(db, onboardingId)]);
  const payment = payments.find((one) => one.paymentId === paymentId);
  if (!payment || theCase?.funding?.rail !== 'payment-initiation') throw new TypeError('a refund of no payment');
  const { currency } = theCase.funding;
  // The applicant recognises the refund by the reference under which they paid.
  const { reference } = payment;
  return {
    // PaymentInitiationPaymentReverseRequest: repeat after a minute at the earliest. A key that comes again within a
    // day "will prevent any transaction", which may mean an answer or an error.
    keyLife: minute,
    pauseSeconds: 60,
    make: () => plaid.reversePayment({ paymentId, reference, amountCents, currency, idempotencyKey }),
    tryAgainAt: async () => null,
    async list() {
      const { refundIds } = await plaid.readPayment(paymentId);
      return Promise.all(refundIds.map((refundId) => plaid.readReversal(refundId)));
    },
  };
}

/**
 * Plaid takes a refund from the Ledger of its debit, and rejects one that this does not cover
 * (https://plaid.com/docs/transfer/refunds). It documents no code for that, so a read of the Ledger decides.
 */
async function onceLedgerCovers(
  { db, plaid }: Pick<Deps, 'db' | 'plaid'>,
  { onboardingId, amountCents, askedAt }: RefundRecord,
  transferId: string,
): Promise<Date | null> {
  const now = new Date();
  const theCase = await loadCase(db, onboardingId);
  if (!theCase || now >= daysAfter(askedAt, theCase.policy.money.ledger)) return null;
  try {
    const transfer = await plaid.findTransfer({ transferId });
    if (!transfer || !refundableTransfer({ ...transfer, direction: 'debit' }, now).ok) return null;
    const { availableCents } = await plaid.readLedger(transfer.ledgerId);
    return availableCents < amountCents ? ledgerTryAfter(now) : null;
  } catch (error) {
    if (error instanceof Failure && !isPassing(error)) return null;
    throw error;
  }
}
