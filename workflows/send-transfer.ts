import type { Outcome } from '../domain/case/onboarding.ts';
import type { TransferRef } from '../domain/transfers/transfer.ts';
import { money } from './activities.ts';
import { type Case, ends, mayBeCancelled } from './case.ts';
import { reviewed } from './reviewed.ts';
import { close, step } from './step.ts';

export type TransferSent = { sent: true; transfer: TransferRef } | { sent: false; outcome: Outcome };

/**
 * Sends the money. If Plaid has not checked the risk and the policy wants a review then, the case waits for a reviewer
 * to accept the risk first.
 */
export async function transferSent(theCase: Case): Promise<TransferSent> {
  const transferNumber = theCase.transferNumber > 1 ? { transferNumber: theCase.transferNumber } : {};
  let accepted = {};
  for (;;) {
    const payment = await step(theCase, 'authorizing', (at) =>
      money.moveMoney({ ...at, ...transferNumber, ...accepted }),
    );
    if (payment.result === 'sent') {
      return {
        sent: true,
        transfer: { ...payment.transfer, ...(theCase.items === 'several' && { severalItems: true }) },
      };
    }
    if (payment.result !== 'review') {
      return { sent: false, outcome: ends(theCase, { outcome: payment.result, reason: payment.reason }) };
    }
    // The case makes no call to Plaid before a reviewer has decided.
    mayBeCancelled(theCase);
    const review = await reviewed(theCase);
    if (!review.approved) return { sent: false, outcome: await close(theCase, 'declined', review.reason) };
    accepted = { riskAccepted: true };
  }
}
