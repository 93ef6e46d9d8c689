// The process of a case in the UK or the EU: the person pays from their own bank. Their bank knows them, so that nothing
// is read of the account and nobody compares owners; what waits, parks and shows itself is the same as in onboarding.ts.
import type { Outcome } from '../domain/onboarding.ts';
import type { Case } from './case.ts';
import { followPayment, lastLookAtPayment, paymentTurned } from './follow-payment.ts';
import type { OnboardingStart } from './messages.ts';
import { paymentAgreed, paymentOffered } from './offer-payment.ts';
import { personVerified } from './person-verified.ts';
import { close } from './step.ts';
import { untilEnded, withCase } from './with-case.ts';

export async function paymentInitiation(start: OnboardingStart): Promise<Outcome> {
  return withCase(start, async (theCase) => {
    if (start.payment) return paymentTurned(theCase, start.payment);

    const outcome = await untilEnded(theCase, pay);
    // A Link token cannot be taken back: whoever has it may pay although the case is closed.
    return lastLookAtPayment(theCase, outcome);
  });
}

async function pay(theCase: Case): Promise<Outcome> {
  const person = await personVerified(theCase);
  if (!person.verified) return close(theCase, person.outcome, person.reason);

  // A payment that came to nothing may be tried again by the person: another one is offered to them.
  for (;;) {
    const payment = await paymentOffered(theCase);
    if (payment.over) return payment.outcome;

    const agreed = await paymentAgreed(theCase, payment.paymentId);
    if (!agreed.finished) return close(theCase, 'abandoned', agreed.reason);

    const end = await followPayment(theCase, payment.paymentId, agreed.read);
    if (end.over) return end.outcome;
  }
}
