// The process of one case by ACH: the steps, their order, and the endings. The files imported here hold the machinery:
// waiting, retrying, parking, and showing operators the case.
import type { Outcome } from '../domain/case/onboarding.ts';
import { accountVerified } from './account-verified.ts';
import { bank } from './activities.ts';
import { accountWasRead, type Case, ends } from './case.ts';
import { moveMoney } from './follow-transfer.ts';
import { ensureLinkOffered, linkFinished } from './link-finished.ts';
import type { OnboardingStart } from './messages.ts';
import { personVerified } from './person-verified.ts';
import { reviewed } from './reviewed.ts';
import { close, step } from './step.ts';
import { withCase } from './with-case.ts';

export async function onboarding(start: OnboardingStart): Promise<Outcome> {
  return withCase(start, onboard);
}

async function onboard(theCase: Case): Promise<Outcome> {
  // A run that begins with a transfer under way only follows it.
  if (theCase.transfer) return moveMoney(theCase);

  const person = await personVerified(theCase);
  if (!person.verified) return close(theCase, person.outcome, person.reason);

  const since = await ensureLinkOffered(theCase);
  const link = await linkFinished(theCase, { since });
  if (!link.finished) return close(theCase, 'abandoned', link.reason);

  const account = await step(theCase, 'verifying_account', bank.readAccount);
  accountWasRead(theCase, account.itemId);
  const proof = await accountVerified(theCase, account);
  if (!proof.verified) return close(theCase, 'unverified', proof.reason);

  const owner = await step(theCase, 'matching_identity', bank.matchOwner);
  if (owner.decision === 'conflict') {
    return ends(theCase, owner.ended ?? { outcome: 'rejected', reason: owner.reason ?? null });
  }
  if (owner.decision === 'unclear') {
    const review = await reviewed(theCase);
    if (!review.approved) return close(theCase, 'rejected', review.reason);
  }

  return theCase.start.verifiesOnly ? close(theCase, 'verified', null) : moveMoney(theCase);
}
