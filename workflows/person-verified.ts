// Waits until Plaid has verified who the person is, where the product asks for that before they link.
import { type Outcome, waits } from '../domain/onboarding.ts';
import { nextLookAtVerification } from '../domain/waiting.ts';
import { people } from './activities.ts';
import type { Case } from './case.ts';
import { leaveIfCalledAway } from './ended.ts';
import { step } from './step.ts';
import { beginReminding, daysFromNow, waitFor } from './waiting.ts';
import { reviewed } from './waits.ts';

export type PersonVerified = { verified: true } | { verified: false; outcome: Outcome; reason: string };

export async function personVerified(theCase: Case): Promise<PersonVerified> {
  const { start } = theCase;
  if (!start.policy.identityVerification || theCase.personVerified) return { verified: true };
  const result = await verificationOver(theCase, daysFromNow(start.policy.linkWithin));
  if (!result.verified) return result;
  theCase.personVerified = true;
  return result;
}

async function verificationOver(theCase: Case, deadline: number): Promise<PersonVerified> {
  const { inbox } = theCase;
  const standing = { stage: 'awaiting_identity_verification', waitingFor: waits.identityVerification } as const;
  const reminding = beginReminding(theCase, standing);
  for (let looks = 0; ; looks++) {
    const looked = Date.now();
    await waitFor(theCase, {
      ...standing,
      deadline,
      reminding,
      look: () => nextLookAtVerification(looks, looked),
      heard: () => inbox.identityVerificationChanged,
    });
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
