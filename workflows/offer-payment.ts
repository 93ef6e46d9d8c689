// The applicant's part of a payment: the case offers it in Link, and the applicant agrees to it at their bank.
import type { PaymentRead } from '../activities/types.ts';
import type { Outcome } from '../domain/case/onboarding.ts';
import type { Reason } from '../domain/case/reasons.ts';
import { payments } from './activities.ts';
import { type Case, ends, setPayment } from './case.ts';
import { addHint, expectLink, linkOffered, takeHint } from './inbox.ts';
import { linkFinished } from './link-finished.ts';
import { step } from './step.ts';

type Offered = { over: true; outcome: Outcome } | { over: false; paymentId: string };

/** Offers the applicant a payment and a Link for it, or finds the payment that they have made already. */
export async function paymentOffered(theCase: Case): Promise<Offered> {
  const { inbox } = theCase;
  // A Link for an earlier payment does not count.
  expectLink(inbox, 'payment');
  const offer = await step(theCase, 'awaiting_link', async (at) => {
    const made = await payments.offerPayment(at);
    // Kept before `step` can throw: the applicant can still pay a payment that was created while the case was
    // cancelled.
    if (made.result !== 'over') setPayment(theCase, made.paymentId);
    if (made.result === 'offered') linkOffered(inbox, made.expiresAt);
    if (made.result === 'under way') addHint(inbox, 'payment');
    return made;
  });
  if (offer.result === 'over') return { over: true, outcome: ends(theCase, offer) };
  return { over: false, paymentId: offer.paymentId };
}

type Agreed = { finished: true; read: PaymentRead | null } | { finished: false; reason: Reason };

/**
 * Waits until the applicant has finished Link. Only the payment itself says what they did there. The case reads it when
 * its webhook comes and when Link is reported finished. Either may be lost, so the case also reads it from time to time
 * while Link can be finished.
 */
export async function paymentAgreed(theCase: Case, paymentId: string): Promise<Agreed> {
  const { inbox } = theCase;
  let read: PaymentRead | null = null;
  const link = await linkFinished(theCase, {
    hint: () => inbox.hints.has('payment'),
    look: async () => {
      read = await readPayment(theCase, paymentId);
      return read.standing !== 'open';
    },
  });
  return link.finished ? { finished: true, read } : link;
}

/** Reads the payment. One read covers all hints received so far. */
export function readPayment(theCase: Case, paymentId: string): Promise<PaymentRead> {
  takeHint(theCase.inbox, 'payment');
  return step(theCase, theCase.stage, (at) =>
    payments.readPayment({ ...at, paymentId, now: new Date().toISOString() }),
  );
}
