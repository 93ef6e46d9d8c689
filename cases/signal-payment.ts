// Signals a case about its payment: a webhook that hints at a change, and a reconciliation that has found one.
import type { CaseRecord } from '../db/case/onboardings.ts';
import { paymentsOfCase } from '../db/payments/payments.ts';
import type { Db } from '../db/pool.ts';
import type { OnboardingStart } from '../domain/case/case-start.ts';
import type { Funding } from '../domain/case/onboarding.ts';
import { mayTurn } from '../domain/payments/payment.ts';

export type PaymentSignalled = 'signalled' | 'opened again' | 'case closed';

type Signals = {
  db: Db;
  cases: {
    paymentMoved: (onboardingId: string) => Promise<'signalled' | 'over'>;
    start: (start: OnboardingStart, funding: Funding | null) => Promise<void>;
  };
};

/**
 * Signals the case, which reads the payment. Starts the workflow of a closed case again where the payment may change
 * its outcome: a bank may reject a payment that it had accepted, or accept one after the case has given it up.
 */
export async function signalPayment(
  { db, cases }: Signals,
  record: CaseRecord,
  paymentId: string,
): Promise<PaymentSignalled> {
  const { id: onboardingId, tenantId, userId, policy, outcome, reason, funding } = record;
  if ((await cases.paymentMoved(onboardingId)) === 'signalled') return 'signalled';
  const payment = (await paymentsOfCase(db, onboardingId)).find((one) => one.paymentId === paymentId);
  if (!outcome || !payment?.status || !mayTurn(outcome, payment.status)) return 'case closed';
  const now = { paymentId, outcome, ...(reason !== null && { reason }) };
  const start = { onboardingId, tenantId, userId, policy, linkTokenExpiresAt: null, payment: now };
  await cases.start(start, funding);
  return 'opened again';
}
