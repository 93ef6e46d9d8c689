// One read of a payment, and what it means for its case.
import { loadCase } from '../db/onboardings.ts';
import { applyPayment, type MadePayment } from '../db/payments.ts';
import { type Db, transaction } from '../db/pool.ts';
import { moveStage, type PaymentEnding, recordPaymentEnding } from '../db/stages.ts';
import { waits } from '../domain/onboarding.ts';
import { isLastWord, outcomeOf, paymentStanding, watchedUntil } from '../domain/payment.ts';
import type { Gateways } from './gateways.ts';
import { known } from './known.ts';
import type { CaseStep, PaymentActivities, PaymentRead } from './types.ts';

type Move = CaseStep & { payment: MadePayment; now: Date };

export function readPayment({ pool, plaid }: Gateways): PaymentActivities['readPayment'] {
  return async ({ onboardingId, step, paymentId, now }) => {
    const read = await plaid.readPayment(paymentId);
    return transaction(pool, async (tx) => {
      const at = new Date(now);
      const payment = await known('payment', applyPayment(tx, read, at));
      return record(tx, { onboardingId, step, payment, now: at });
    });
  };
}

async function record(tx: Db, { onboardingId, step, payment, now }: Move): Promise<PaymentRead> {
  const { policy, outcome: before } = await known('case', loadCase(tx, onboardingId));
  const { status } = payment;
  const watchUntil = watchedUntil(payment.authorisedAt ?? now, policy.payment);
  const until = watchUntil.toISOString();
  const late = now >= watchUntil;

  async function ends(outcome: PaymentEnding, closes: boolean): Promise<void> {
    const reason = outcome === 'funded' ? null : outcome === 'unproven' ? `payment_status is ${status}` : status;
    await recordPaymentEnding(tx, { onboardingId, outcome, reason, closes, watchUntil });
  }
  async function over(outcome: PaymentEnding): Promise<PaymentRead> {
    await ends(outcome, true);
    // Of a case that was closed before, not everything that becomes of its payment is news.
    const recorded = await known('case', loadCase(tx, onboardingId));
    return { standing: 'over', outcome: recorded.outcome ?? outcome, status };
  }

  const standing = paymentStanding(status, policy.payment.doneAt);
  switch (standing) {
    case 'open':
      return { standing, status };
    case 'again':
      // Where the case has ended, or has been told to be funded, nobody is asked for another.
      return before === null ? { standing, status } : over(outcomeOf(status));
    case 'moving':
      if (late) return over('unproven');
      await moveStage(tx, {
        ...{ onboardingId, step, stage: 'transferring', waitingFor: waits.settlement, waitingUntil: watchUntil },
      });
      return { standing, status, until };
    case 'funded':
      if (late || isLastWord(status)) return over('funded');
      await ends('funded', false);
      return { standing, status, until };
    default:
      return over(standing);
  }
}
