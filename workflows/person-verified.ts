// Waits until Plaid has verified the applicant's identity, if the tenant's policy asks for that before Link.
import type { Outcome } from '../domain/case/onboarding.ts';
import type { Reason } from '../domain/case/reasons.ts';
import { nextLookAtVerification } from '../domain/case/waiting.ts';
import { people } from './activities.ts';
import { type Case, personWasVerified } from './case.ts';
import { takeHint } from './inbox.ts';
import { beginReminding } from './reminders.ts';
import { reviewed } from './reviewed.ts';
import { step } from './step.ts';
import { restSince, waitUntil } from './wait.ts';

export type PersonVerified = { verified: true } | { verified: false; outcome: Outcome; reason: Reason };

export async function personVerified(theCase: Case): Promise<PersonVerified> {
  const { start } = theCase;
  if (!start.policy.identityVerification || theCase.personVerified) return { verified: true };
  const result = await verificationOver(theCase);
  if (!result.verified) return result;
  personWasVerified(theCase);
  return result;
}

async function verificationOver(theCase: Case): Promise<PersonVerified> {
  const { inbox } = theCase;
  const rest = restSince(theCase, 'awaiting_identity_verification');
  const reminding = beginReminding(theCase, rest);
  let looks = 0;
  const waitOn = () => {
    const nextLook = nextLookAtVerification(looks++, Date.now());
    const received = () => inbox.hints.has('identity_verification');
    return { wait: { ...rest, reminding, nextLook: () => nextLook, received } };
  };
  return waitUntil(theCase, waitOn(), async () => {
    takeHint(inbox, 'identity_verification');
    const { result, status } = await step(theCase, 'awaiting_identity_verification', people.readVerification);
    switch (result) {
      case 'passed':
        return { result: { verified: true } };
      case 'failed':
        return { result: await acceptedByReview(theCase) };
      case 'over':
        return { result: abandoned(overBy(status)) };
      case 'open':
        return Date.now() < rest.deadline ? waitOn() : { result: abandoned('identity_verification_late') };
    }
  });
}

async function acceptedByReview(theCase: Case): Promise<PersonVerified> {
  const review = await reviewed(theCase);
  return review.approved ? { verified: true } : { verified: false, outcome: 'rejected', reason: review.reason };
}

const abandoned = (reason: Reason): PersonVerified => ({ verified: false, outcome: 'abandoned', reason });

const overBy = (status: string): Reason =>
  status === 'expired' ? 'identity_verification_expired' : 'identity_verification_canceled';
