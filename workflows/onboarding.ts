// The process of one case. What waits, retries, parks and shows itself to operators is machinery, in the files
// imported here; what happens, in what order, and how it can end stands on this page.
import type { Outcome } from '../domain/onboarding.ts';
import { accountProven } from './account-proven.ts';
import { bank } from './activities.ts';
import { followTransfer } from './follow-transfer.ts';
import type { OnboardingStart } from './messages.ts';
import { personVerified } from './person-verified.ts';
import { unlessReturned } from './returned.ts';
import { transferSent } from './send-transfer.ts';
import { close, step } from './step.ts';
import { linkFinished, linkOffered, reviewed } from './waits.ts';
import { withCase } from './with-case.ts';

export async function onboarding(start: OnboardingStart): Promise<Outcome> {
  return withCase(start, async (theCase) => {
    if (theCase.transfer) return followTransfer(theCase, theCase.transfer);

    const person = await personVerified(theCase);
    if (!person.verified) return close(theCase, person.outcome, person.reason);

    await linkOffered(theCase);
    const link = await linkFinished(theCase);
    if (!link.finished) return close(theCase, 'abandoned', link.reason);

    const account = await step(theCase, 'verifying_account', bank.readAccount);
    theCase.itemId = account.itemId;
    const proof = await accountProven(theCase, account);
    if (!proof.proven) return close(theCase, 'unproven', proof.reason);

    const owner = await step(theCase, 'matching_identity', bank.matchOwner);
    if (owner.decision === 'conflict') return unlessReturned(theCase, 'rejected');
    if (owner.decision === 'unclear') {
      const review = await reviewed(theCase);
      if (!review.approved) return close(theCase, 'rejected', review.reason);
    }

    const money = await transferSent(theCase);
    if (!money.sent) return money.outcome;

    return followTransfer(theCase, money.transfer);
  });
}
