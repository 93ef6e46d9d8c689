// After the person has agreed, the payment is followed until it cannot be taken back, or as long as the policy says.
// Webhooks tell of each change; a look for a lost one costs two Actions, a timer and a read.
import type { PaymentRead } from '../activities/types.ts';
import { type Outcome, waits } from '../domain/onboarding.ts';
import { endOfLink, nextLookAtPayment } from '../domain/waiting.ts';
import type { Case } from './case.ts';
import type { OnboardingStart } from './messages.ts';
import { readPayment } from './offer-payment.ts';
import { waitFor } from './waiting.ts';

type End = { over: true; outcome: Outcome } | { over: false };

/** Over, or back with the person: they have not agreed after all, or may try again. */
export async function followPayment(theCase: Case, paymentId: string, first: PaymentRead | null): Promise<End> {
  let status: string | null = null;
  let looks = 0;
  for (let read = first; ; read = null) {
    read ??= await readPayment(theCase, paymentId);
    if (read.standing === 'over') {
      theCase.paymentId = null;
      return { over: true, outcome: read.outcome };
    }
    if (read.standing === 'open' || read.standing === 'again') {
      theCase.cancellable = true;
      return { over: false };
    }
    theCase.cancellable = false;
    looks = read.status === status ? looks + 1 : 0;
    status = read.status;
    await nextRead(theCase, read, looks);
  }
}

async function nextRead(theCase: Case, read: Extract<PaymentRead, { until: string }>, looks: number): Promise<void> {
  const looked = Date.now();
  const moving = {
    stage: 'transferring',
    waitingFor: waits.settlement,
    look: () => nextLookAtPayment(looks, looked),
  } as const;
  // Once it is done nothing is expected but a rejection: one look, when none can follow.
  const done = { stage: 'watching_returns', waitingFor: waits.confirmation } as const;
  await waitFor(theCase, {
    ...(read.standing === 'funded' ? done : moving),
    deadline: Date.parse(read.until),
    heard: () => theCase.inbox.paymentChanged,
  });
}

/** Of a closed case, opened again by news of its payment. */
export async function paymentTurned(
  theCase: Case,
  { paymentId, outcome }: NonNullable<OnboardingStart['payment']>,
): Promise<Outcome> {
  const end = await followPayment(theCase, paymentId, null);
  return end.over ? end.outcome : outcome;
}

/** Of a closed case: what becomes of a payment that its person could still make. */
export async function lastLookAtPayment(theCase: Case, outcome: Outcome): Promise<Outcome> {
  const { inbox, paymentId } = theCase;
  if (paymentId === null) return outcome;
  const deadline = endOfLink(inbox.linkTokenExpiries);
  while (Date.now() < deadline) {
    await waitFor(theCase, {
      ...{ stage: 'closed', waitingFor: waits.lateLink, deadline },
      heard: () => inbox.paymentChanged,
    });
    const read = await readPayment(theCase, paymentId);
    if (read.standing === 'open') continue;
    const end = await followPayment(theCase, paymentId, read);
    return end.over ? end.outcome : outcome;
  }
  return outcome;
}
