import type { Outcome } from '../domain/case/onboarding.ts';
import type { TransferRef } from '../domain/transfers/transfer.ts';
import { money } from './activities.ts';
import { type Case, ends, mayBeCancelled } from './case.ts';
import { reviewed } from './reviewed.ts';
import { close, step } from './step.ts';
import { tenantAnswered } from './tenant-answered.ts';

export type TransferSent = { sent: true; transfer: TransferRef } | { sent: false; outcome: Outcome };

/**
 * Sends the money. If the policy says so, the case first waits for a reviewer to accept a risk that Plaid has not
 * checked, and for the tenant to confirm the transfer.
 */
export async function transferSent(theCase: Case): Promise<TransferSent> {
  const transferNumber = theCase.transferNumber > 1 ? { transferNumber: theCase.transferNumber } : {};
  let accepted = {};
  let unanswered = {};
  for (;;) {
    const payment = await step(theCase, 'authorizing', (at) =>
      money.moveMoney({ ...at, ...transferNumber, ...accepted, ...unanswered }),
    );
    switch (payment.result) {
      case 'sent':
        return {
          sent: true,
          transfer: { ...payment.transfer, ...(theCase.items === 'several' && { severalItems: true }) },
        };
      case 'review': {
        // The case makes no call to Plaid before a reviewer has decided.
        mayBeCancelled(theCase);
        const review = await reviewed(theCase);
        if (!review.approved) return { sent: false, outcome: await close(theCase, 'declined', review.reason) };
        accepted = { riskAccepted: true };
        break;
      }
      case 'confirm':
        unanswered = (await tenantAnswered(theCase, payment.until)) ? {} : { unanswered: true };
        break;
      default:
        return { sent: false, outcome: ends(theCase, { outcome: payment.result, reason: payment.reason }) };
    }
  }
}
