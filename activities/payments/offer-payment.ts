// Offers the applicant a payment that they can make: the existing one, or another one after a payment failed.
import { endCase } from '../../cases/end-case.ts';
import { payerOf } from '../../db/case/applicants.ts';
import { applyPayment, type MadePayment, type PaymentRecord, paymentsOfCase } from '../../db/payments/payments.ts';
import { transaction } from '../../db/pool.ts';
import type { Outcome } from '../../domain/case/onboarding.ts';
import { foreignReason, type Reason } from '../../domain/case/reasons.ts';
import { daysAfter } from '../../domain/days.ts';
import { Failure } from '../../domain/failure.ts';
import { mostPayments, outcomeOf, paymentStanding } from '../../domain/payments/payment.ts';
import type { Deps } from '../deps.ts';
import { moveToLink } from '../link/move-to-link.ts';
import { caseOn, known } from '../on-record.ts';
import type { PaymentActivities } from '../types.ts';
import { paymentMaker } from './make-payment.ts';
import type { PaymentCase } from './payment-parties.ts';

export function offerPayment(deps: Deps): PaymentActivities['offerPayment'] {
  const { db, vault, plaid } = deps;
  const { makeAnother, findOut } = paymentMaker(deps);

  /** `reason` says why the applicant has to pay again. */
  async function link(theCase: PaymentCase, step: number, payment: MadePayment, reason?: Reason) {
    const { id: onboardingId, funding, policy } = theCase;
    const { paymentId } = payment;
    const user = await known('user at Plaid', payerOf(db, vault, onboardingId));
    const { expiresAt } = await moveToLink(
      deps,
      { mode: 'payment', paymentId, currency: funding.currency, user },
      {
        ...{ onboardingId, step, stage: 'awaiting_link', waitingFor: 'link', ...(reason && { reason }) },
        waitingUntil: daysAfter(new Date(), policy.linkWithin),
      },
    );
    return { result: 'offered', paymentId, expiresAt } as const;
  }

  async function close(onboardingId: string, step: number, outcome: Outcome, reason: Reason) {
    return { result: 'over', ...(await endCase(db, { onboardingId, step, outcome, reason })) } as const;
  }

  /** Reads a payment that Plaid has made, and offers it, offers another one, or goes on. */
  async function goOn(theCase: PaymentCase, step: number, all: PaymentRecord[], paymentId: string) {
    const read = await plaid.readPayment(paymentId);
    const payment = await known(
      'payment',
      transaction(db, (tx) => applyPayment(tx, read, null)),
    );
    const { status } = payment;
    switch (paymentStanding(status, theCase.policy.payment.doneAt)) {
      case 'open':
        return link(theCase, step, payment);
      case 'again': {
        if (all.length >= mostPayments) return close(theCase.id, step, outcomeOf(status), foreignReason(status));
        const [last = null] = all;
        return link(
          theCase,
          step,
          await makeAnother(theCase, step, last),
          status === 'BLOCKED' ? 'payment_blocked' : 'payment_failed',
        );
      }
      default:
        return { result: 'under way', paymentId } as const;
    }
  }

  return async ({ onboardingId, step }) => {
    const theCase = await caseOn('payment-initiation', deps, onboardingId);
    const { stage, outcome, reason } = theCase;
    if (stage === 'closed' && outcome) return { result: 'over', outcome, reason };
    const all = await paymentsOfCase(db, onboardingId);
    const [last] = all;
    try {
      if (!last) return await link(theCase, step, await makeAnother(theCase, step, null));
      if (last.paymentId !== null) return await goOn(theCase, step, all, last.paymentId);
      return await link(theCase, step, await findOut(theCase, last));
    } catch (error) {
      // Plaid will never make this payment. Every other error is trouble, which passes.
      if (!(error instanceof Failure) || error.kind !== 'invalid') throw error;
      return close(onboardingId, step, 'declined', foreignReason(error.detail.code));
    }
  };
}
