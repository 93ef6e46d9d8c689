import type { Outcome } from '../domain/onboarding.ts';
import type { TransferRef } from '../domain/transfer.ts';
import { money } from './activities.ts';
import type { Case } from './case.ts';
import { close, step } from './step.ts';
import { reviewed } from './waits.ts';

type TransferSent = { sent: true; transfer: TransferRef } | { sent: false; outcome: Outcome };

/** Moves the money; where the policy wants people to carry a risk that Plaid has not checked, once they have. */
export async function transferSent(theCase: Case): Promise<TransferSent> {
  const attempt = theCase.attempt > 1 ? { attempt: theCase.attempt } : {};
  let accepted = {};
  for (;;) {
    const payment = await step(theCase, 'authorizing', (at) => money.moveMoney({ ...at, ...attempt, ...accepted }));
    if (payment.result === 'sent') {
      return {
        sent: true,
        transfer: { ...payment.transfer, ...(theCase.items === 'several' && { severalItems: true }) },
      };
    }
    if (payment.result !== 'review') return { sent: false, outcome: payment.result };
    // Nothing is asked of Plaid until they have decided.
    theCase.cancellable = true;
    const review = await reviewed(theCase);
    if (!review.approved) return { sent: false, outcome: await close(theCase, 'declined', review.reason) };
    accepted = { riskAccepted: true };
  }
}
