// Where the process itself waits for a person.
import { waits } from '../domain/onboarding.ts';
import { reviewVerdict } from '../domain/review.ts';
import type { Case } from './case.ts';
import { leaveIfCalledAway } from './ended.ts';
import { waitForLink } from './link-wait.ts';
import { lookForLink } from './step.ts';
import { daysFromNow, waitFor } from './waiting.ts';

/** Waits until the person has finished Link. */
export async function linkFinished(theCase: Case): Promise<{ finished: true } | { finished: false; reason: string }> {
  const finished = await waitForLink(theCase, {
    stage: 'awaiting_link',
    waitingFor: waits.link,
    deadline: daysFromNow(theCase.start.policy.linkWithin),
    look: () => lookForLink(theCase, 'awaiting_link'),
  });
  leaveIfCalledAway(theCase);
  if (finished) return { finished };
  return { finished, reason: theCase.inbox.linkAbandoned ? 'left_link' : 'link_expired' };
}

/** Waits for the reviewers' decision on an unclear match, or on a risk that Plaid has not checked. */
export async function reviewed(theCase: Case): Promise<{ approved: true } | { approved: false; reason: string }> {
  const { inbox, start } = theCase;
  const verdict = () => reviewVerdict(inbox.reviews, start.policy.review);
  await waitFor(theCase, {
    stage: 'in_review',
    waitingFor: waits.review,
    deadline: daysFromNow(start.policy.reviewWithin),
    heard: () => verdict() !== 'open',
  });
  leaveIfCalledAway(theCase);
  const decided = verdict();
  // It was about this account: should the person link another one, that one is decided anew.
  inbox.reviews = [];
  if (decided === 'approved') return { approved: true };
  return { approved: false, reason: decided === 'rejected' ? 'review_rejected' : 'review_expired' };
}
