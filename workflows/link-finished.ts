// The process itself waits here for the applicant in Link.
import type { Reason } from '../domain/case/reasons.ts';
import { people } from './activities.ts';
import { type Case, takeBeginsAgain } from './case.ts';
import { expectLink, linkOffered, takeLinked } from './inbox.ts';
import { lookForLink, step } from './step.ts';
import { restFromNow } from './wait.ts';
import { type LinkWait, waitForLink } from './wait-for-link.ts';

/** Offers the first Link when the API could not, because Plaid had to verify the applicant first. */
export async function ensureLinkOffered(theCase: Case): Promise<void> {
  if (theCase.inbox.linkTokenExpiries.length > 0) return;
  const offer = await step(theCase, 'awaiting_link', people.offerLink);
  linkOffered(theCase.inbox, offer.expiresAt);
}

type LinkFinished = { finished: true } | { finished: false; reason: Reason };

/** Waits until the applicant has finished Link, as a message or a look at Plaid says. */
export async function linkFinished(
  theCase: Case,
  looking: Pick<LinkWait, 'look' | 'hint'> = { look: () => lookForLink(theCase, 'awaiting_link') },
): Promise<LinkFinished> {
  if (takeBeginsAgain(theCase)) {
    takeLinked(theCase.inbox);
    return { finished: true };
  }
  const finished = await waitForLink(theCase, { ...restFromNow(theCase, 'awaiting_link'), ...looking });
  if (finished) return { finished };
  return { finished, reason: theCase.inbox.linkAbandoned ? 'left_link' : 'link_expired' };
}

/** Asks the applicant to link another account, with the reason why this one does not do. */
export async function linkAnother(theCase: Case, reason: Reason): Promise<LinkFinished> {
  expectLink(theCase.inbox, 'new');
  const offer = await step(theCase, 'awaiting_link', (at) => people.offerLink({ ...at, reason }));
  linkOffered(theCase.inbox, offer.expiresAt);
  return linkFinished(theCase);
}
