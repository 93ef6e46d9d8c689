// Waits until Plaid has verified who the person is, where the product asks for that before they link.
import { condition } from '@temporalio/workflow';
import { type Outcome, waits } from '../domain/onboarding.ts';
import { people } from './activities.ts';
import { type Case, makeSearchable, show } from './case.ts';
import { isCalledAway, leaveIfCalledAway } from './ended.ts';
import { daysFromNow } from './link-wait.ts';
import { step } from './step.ts';
import { reviewed } from './waits.ts';

const hour = 3_600_000;
/** A webhook tells of every change; these looks are for the lost ones, further and further apart. */
const longestPause = 24 * hour;

export type PersonVerified = { verified: true } | { verified: false; outcome: Outcome; reason: string };

export async function personVerified(theCase: Case): Promise<PersonVerified> {
  const { start } = theCase;
  if (!start.policy.identityVerification || theCase.personVerified) return { verified: true };
  const result = await verificationOver(theCase, daysFromNow(start.policy.linkWithin));
  if (!result.verified) return result;
  theCase.personVerified = true;
  const offer = await step(theCase, 'awaiting_link', people.offerLink);
  theCase.inbox.linkTokenExpiries.push(offer.expiresAt);
  makeSearchable(theCase);
  return result;
}

async function verificationOver(theCase: Case, deadline: number): Promise<PersonVerified> {
  const { inbox } = theCase;
  for (let pause = hour; ; pause = Math.min(2 * pause, longestPause)) {
    show(theCase, 'awaiting_identity_verification', {
      for: waits.identityVerification,
      until: new Date(deadline).toISOString(),
    });
    const left = Math.max(1, Math.min(pause, deadline - Date.now()));
    const summary = waits.identityVerification;
    await condition(() => inbox.identityVerificationChanged || isCalledAway(theCase), left, { summary });
    leaveIfCalledAway(theCase);
    inbox.identityVerificationChanged = false;
    const { result, status } = await step(theCase, 'awaiting_identity_verification', people.readVerification);
    switch (result) {
      case 'passed':
        return { verified: true };
      case 'failed': {
        const review = await reviewed(theCase);
        return review.approved ? { verified: true } : { verified: false, outcome: 'rejected', reason: review.reason };
      }
      case 'over':
        return { verified: false, outcome: 'abandoned', reason: `identity_verification_${status}` };
      case 'open':
        if (Date.now() >= deadline) {
          return { verified: false, outcome: 'abandoned', reason: 'identity_verification_late' };
        }
    }
  }
}
