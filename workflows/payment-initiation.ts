// The process of a case in the UK or the EU: the applicant pays from their own bank. The bank knows its customer, so
// the case neither reads the account nor compares owners. The machinery is that of onboarding.ts.
import type { Outcome } from '../domain/case/onboarding.ts';
import type { Case } from './case.ts';
import { followPayment, lastLookAtPayment, paymentTurned } from './follow-payment.ts';
import type { OnboardingStart } from './messages.ts';
import { paymentAgreed, paymentOffered } from './offer-payment.ts';
import { personVerified } from './person-verified.ts';
import { close } from './step.ts';
import { untilEnded, withCase } from './with-case.ts';

export async function paymentInitiation(start: OnboardingStart): Promise<Outcome> {
  return withCase(start, async (theCase) => {
    const { payment } = theCase.start;
    if (payment) return paymentTurned(theCase, payment);

    const outcome = await untilEnded(theCase, pay);
    // Plaid cannot revoke a Link token, so the applicant may still pay although the case is closed.
    return lastLookAtPayment(theCase, outcome);
  });
}

async function pay(theCase: Case): Promise<Outcome> {
  const person = await personVerified(theCase);
  if (!person.verified) return close(theCase, person.outcome, person.reason);

  // After a payment that failed, the case offers the applicant another one.
  for (;;) {
    const payment = await paymentOffered(theCase);
    if (payment.over) return payment.outcome;

    const agreed = await paymentAgreed(theCase, payment.paymentId);
    if (!agreed.finished) return close(theCase, 'abandoned', agreed.reason);

    const end = await followPayment(theCase, payment.paymentId, agreed.read);
    if (end.over) return end.outcome;
  }
}
