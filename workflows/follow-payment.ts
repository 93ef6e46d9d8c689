// After the applicant has agreed, the case follows the payment until the bank can no longer reject it, or for as long
// as the policy says. Plaid sends a webhook for each change. A look for a lost one costs two Actions: a timer and a
// read.
import type { PaymentRead } from '../activities/types.ts';
import type { Outcome } from '../domain/case/onboarding.ts';
import { endOfLink, nextLookAtPayment } from '../domain/case/waiting.ts';
import { type Case, ends, mayBeCancelled, moneyMayMove, setPayment } from './case.ts';
import type { OnboardingStart } from './messages.ts';
import { readPayment } from './offer-payment.ts';
import { type Look, type Waiting, waitUntil } from './wait.ts';

type End = { over: true; outcome: Outcome } | { over: false };

/** Not over when the payment is back with the applicant, who has not agreed after all or may try again. */
export async function followPayment(theCase: Case, paymentId: string, first: PaymentRead | null): Promise<End> {
  let status: string | null = null;
  let looks = 0;
  function decide(read: PaymentRead): Look<End> {
    looks = read.status === status ? looks + 1 : 0;
    status = read.status;
    switch (read.standing) {
      case 'over':
        setPayment(theCase, null);
        return { result: { over: true, outcome: ends(theCase, read) } };
      case 'open':
      case 'again':
        mayBeCancelled(theCase);
        return { result: { over: false } };
      case 'moving':
        moneyMayMove(theCase);
        return { wait: untilMoved(theCase, read.until, looks) };
      case 'funded':
        moneyMayMove(theCase);
        ends(theCase, { outcome: 'funded', reason: null });
        return { wait: untilConfirmed(theCase, read.until) };
    }
  }
  const look = () => readPayment(theCase, paymentId);
  return waitUntil(theCase, decide(first ?? (await look())), async () => decide(await look()));
}

function untilMoved({ inbox }: Case, until: string, looks: number): Waiting {
  const nextLook = nextLookAtPayment(looks, Date.now());
  return {
    ...{ stage: 'transferring', waitingFor: 'settlement', deadline: Date.parse(until) },
    nextLook: () => nextLook,
    received: () => inbox.hints.has('payment'),
  };
}

/** Once the payment counts as done, only a rejection can follow. So the case looks once, when none can come. */
const untilConfirmed = ({ inbox }: Case, until: string): Waiting => ({
  ...{ stage: 'watching_returns', waitingFor: 'payment_confirmation', deadline: Date.parse(until) },
  received: () => inbox.hints.has('payment'),
});

/** Runs when a change of its payment has opened a closed case again. */
export async function paymentTurned(
  theCase: Case,
  { paymentId, outcome }: NonNullable<OnboardingStart['payment']>,
): Promise<Outcome> {
  const end = await followPayment(theCase, paymentId, null);
  return end.over ? end.outcome : outcome;
}

/** Watches, in a closed case, the payment that the applicant could still make. */
export async function lastLookAtPayment(theCase: Case, outcome: Outcome): Promise<Outcome> {
  const { inbox, paymentId } = theCase;
  if (paymentId === null) return outcome;
  const deadline = endOfLink(inbox.linkTokenExpiries);
  const wait: Waiting = {
    ...{ stage: 'closed', waitingFor: 'late_link', deadline },
    received: () => inbox.hints.has('payment'),
  };
  const waitOn = () => (Date.now() < deadline ? { wait } : { result: outcome });
  return waitUntil(theCase, waitOn(), async () => {
    const read = await readPayment(theCase, paymentId);
    if (read.standing === 'open') return waitOn();
    const end = await followPayment(theCase, paymentId, read);
    return { result: end.over ? end.outcome : outcome };
  });
}
