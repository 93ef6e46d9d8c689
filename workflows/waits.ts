// Where the process itself waits for a person.
import { waits } from '../domain/onboarding.ts';
import { reviewVerdict } from '../domain/review.ts';
import { people } from './activities.ts';
import type { Case } from './case.ts';
import { leaveIfCalledAway } from './ended.ts';
import { type LinkWait, waitForLink } from './link-wait.ts';
import { lookForLink, step } from './step.ts';
import { daysFromNow, waitFor } from './waiting.ts';

/** Offers the first Link, where the API could not: to a person who had to be verified first. */
export async function linkOffered(theCase: Case): Promise<void> {
  const { linkTokenExpiries } = theCase.inbox;
  if (linkTokenExpiries.length > 0) return;
  const offer = await step(theCase, 'awaiting_link', people.offerLink);
  linkTokenExpiries.push(offer.expiresAt);
}

type LinkFinished = { finished: true } | { finished: false; reason: string };

/** Waits until the person has finished Link: as we are told, or as a look at Plaid finds. */
export async function linkFinished(
  theCase: Case,
  looking: Pick<LinkWait, 'look' | 'hint'> = { look: () => lookForLink(theCase, 'awaiting_link') },
): Promise<LinkFinished> {
  const finished = await waitForLink(theCase, {
    stage: 'awaiting_link',
    waitingFor: waits.link,
    deadline: daysFromNow(theCase.start.policy.linkWithin),
    ...looking,
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
