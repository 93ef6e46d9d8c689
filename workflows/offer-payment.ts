// The part of a payment that is the person's: it is offered in Link, and they agree to it at their bank.
import type { PaymentRead } from '../activities/types.ts';
import type { Outcome } from '../domain/onboarding.ts';
import { payments } from './activities.ts';
import type { Case } from './case.ts';
import { step } from './step.ts';
import { linkFinished } from './waits.ts';

type Offered = { over: true; outcome: Outcome } | { over: false; paymentId: string };

/** A payment that the person can make, or one that they have made already; and a Link for it. */
export async function paymentOffered(theCase: Case): Promise<Offered> {
  const { inbox } = theCase;
  // What was heard of an earlier payment says nothing about this one.
  inbox.linked = false;
  const offer = await step(theCase, 'awaiting_link', async (at) => {
    const made = await payments.offerPayment(at);
    // Known before the case may be left: a person can pay what was made for them while it was cancelled.
    if (made.result !== 'over') theCase.paymentId = made.paymentId;
    if (made.result === 'offered') inbox.linkTokenExpiries.push(made.expiresAt);
    if (made.result === 'under way') inbox.paymentChanged = true;
    return made;
  });
  return offer.result === 'over' ? { over: true, outcome: offer.outcome } : { over: false, paymentId: offer.paymentId };
}

type Agreed = { finished: true; read: PaymentRead | null } | { finished: false; reason: string };

/**
 * Waits until the person has left Link behind. What they did there the payment itself says: it is read when its webhook
 * comes, when Link is said to be finished, and, as neither may come, while Link can be finished.
 */
export async function paymentAgreed(theCase: Case, paymentId: string): Promise<Agreed> {
  const { inbox } = theCase;
  let read: PaymentRead | null = null;
  const link = await linkFinished(theCase, {
    hint: () => inbox.paymentChanged,
    look: async () => {
      read = await readPayment(theCase, paymentId);
      return read.standing !== 'open';
    },
  });
  return link.finished ? { finished: true, read } : link;
}

/** One read, for all that has been heard so far. */
export function readPayment(theCase: Case, paymentId: string): Promise<PaymentRead> {
  theCase.inbox.paymentChanged = false;
  return step(theCase, theCase.stage, (at) =>
    payments.readPayment({ ...at, paymentId, now: new Date().toISOString() }),
  );
}
