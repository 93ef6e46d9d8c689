// Reads a payment and records what its status means for the case.
import { endingOnRecord } from '../../cases/end-case.ts';
import { loadCase } from '../../db/case/onboardings.ts';
import { moveStage, type PaymentEnding, recordPaymentEnding } from '../../db/case/stages.ts';
import { applyPayment, type MadePayment } from '../../db/payments/payments.ts';
import { type Db, transaction } from '../../db/pool.ts';
import { foreignReason } from '../../domain/case/reasons.ts';
import { isLastWord, outcomeOf, paymentStanding, watchedUntil } from '../../domain/payments/payment.ts';
import type { Deps } from '../deps.ts';
import { known } from '../on-record.ts';
import type { CaseStep, PaymentActivities, PaymentRead } from '../types.ts';

type Move = CaseStep & { payment: MadePayment; now: Date };

export function readPayment({ db, plaid }: Deps): PaymentActivities['readPayment'] {
  return async ({ onboardingId, step, paymentId, now }) => {
    const read = await plaid.readPayment(paymentId);
    return transaction(db, async (tx) => {
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

  const reasonOf = (outcome: PaymentEnding) =>
    outcome === 'funded'
      ? null
      : outcome === 'unverified'
        ? (`payment_unconfirmed: ${status}` as const)
        : foreignReason(status);
  async function ends(outcome: PaymentEnding, closes: boolean): Promise<void> {
    const reason = reasonOf(outcome);
    await recordPaymentEnding(tx, { onboardingId, outcome, reason, closes, watchUntil });
  }
  async function over(outcome: PaymentEnding): Promise<PaymentRead> {
    await ends(outcome, true);
    // The record may keep the earlier outcome of a closed case.
    const ending = (await endingOnRecord(tx, onboardingId)) ?? { outcome, reason: reasonOf(outcome) };
    return { standing: 'over', ...ending, status };
  }

  const standing = paymentStanding(status, policy.payment.doneAt);
  switch (standing) {
    case 'open':
      return { standing, status };
    case 'again':
      // Once the case has ended, or was reported as funded, the applicant is not asked to pay again.
      return before === null ? { standing, status } : over(outcomeOf(status));
    case 'moving':
      if (late) return over('unverified');
      await moveStage(tx, {
        ...{ onboardingId, step, stage: 'transferring', waitingFor: 'settlement', waitingUntil: watchUntil },
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
