// Offering the person a payment that they can make: the one that is there, or another one after one came to nothing.
import { loadCase } from '../db/onboardings.ts';
import { applyPayment, type MadePayment, type PaymentRecord, paymentsOfCase } from '../db/payments.ts';
import { transaction } from '../db/pool.ts';
import { moveStage } from '../db/stages.ts';
import { daysAfter } from '../domain/days.ts';
import { Failure } from '../domain/failure.ts';
import { type Outcome, waits } from '../domain/onboarding.ts';
import { mostPayments, outcomeOf, paymentStanding } from '../domain/payment.ts';
import type { Gateways } from './gateways.ts';
import { caseOn, known } from './known.ts';
import { type PaymentCase, paymentMaker } from './make-payment.ts';
import { offerLink } from './offer-link.ts';
import type { PaymentActivities } from './types.ts';

export function offerPayment(gateways: Gateways): PaymentActivities['offerPayment'] {
  const { pool, plaid } = gateways;
  const { makeAnother, findOut } = paymentMaker(gateways);

  /** `reason` says why the person has to pay again. */
  async function link(theCase: PaymentCase, step: number, payment: MadePayment, reason?: string) {
    const { id: onboardingId, funding, policy } = theCase;
    const { paymentId } = payment;
    const { expiresAt } = await offerLink(
      gateways,
      { mode: 'payment', paymentId, currency: funding.currency },
      {
        ...{ onboardingId, step, stage: 'awaiting_link', waitingFor: waits.link, ...(reason && { reason }) },
        waitingUntil: daysAfter(new Date(), policy.linkWithin),
      },
    );
    return { result: 'offered', paymentId, expiresAt } as const;
  }

  async function close(onboardingId: string, step: number, outcome: Outcome, reason: string) {
    await moveStage(pool, { onboardingId, step, stage: 'closed', outcome, reason });
    const recorded = await known('case', loadCase(pool, onboardingId));
    return { result: 'over', outcome: recorded.outcome ?? outcome } as const;
  }

  /** Of a payment that Plaid has made, as it shows it now. */
  async function goOn(theCase: PaymentCase, step: number, all: PaymentRecord[], paymentId: string) {
    const read = await plaid.readPayment(paymentId);
    const payment = await known(
      'payment',
      transaction(pool, (tx) => applyPayment(tx, read, null)),
    );
    const { status } = payment;
    switch (paymentStanding(status, theCase.policy.payment.doneAt)) {
      case 'open':
        return link(theCase, step, payment);
      case 'again': {
        if (all.length >= mostPayments) return close(theCase.id, step, outcomeOf(status), status);
        const [last = null] = all;
        return link(theCase, step, await makeAnother(theCase, step, last), `payment_${status.toLowerCase()}`);
      }
      default:
        return { result: 'under way', paymentId } as const;
    }
  }

  return async ({ onboardingId, step }) => {
    const theCase = await caseOn('payment-initiation', gateways, onboardingId);
    if (theCase.stage === 'closed' && theCase.outcome) return { result: 'over', outcome: theCase.outcome };
    const all = await paymentsOfCase(pool, onboardingId);
    const [last] = all;
    try {
      if (!last) return await link(theCase, step, await makeAnother(theCase, step, null));
      if (last.paymentId !== null) return await goOn(theCase, step, all, last.paymentId);
      return await link(theCase, step, await findOut(theCase, last));
    } catch (error) {
      // On no terms does Plaid make this payment. Everything else is trouble, which passes.
      if (!(error instanceof Failure) || error.kind !== 'invalid') throw error;
      return close(onboardingId, step, 'declined', error.detail.code);
    }
  };
}
