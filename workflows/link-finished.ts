// The process itself waits here for the applicant in Link.
import { workflowInfo } from '@temporalio/workflow';
import type { Reason } from '../domain/case/reasons.ts';
import { people } from './activities.ts';
import { type Case, takeBeginsAgain } from './case.ts';
import { expectLink, linkOffered, takeLinked } from './inbox.ts';
import { lookForLink, step } from './step.ts';
import { restSince } from './wait.ts';
import { type LinkWait, waitForLink } from './wait-for-link.ts';

/**
 * Offers the first Link when the API could not, because Plaid had to verify the applicant first. Returns since when the
 * applicant has it, in milliseconds since 1970. A run whose Link the API has offered sleeps before it begins
 * (temporal/case-client.ts), and its waits count from its start all the same.
 */
export async function ensureLinkOffered(theCase: Case): Promise<number> {
  if (theCase.inbox.linkTokenExpiries.length > 0) return workflowInfo().startTime.getTime();
  const offer = await step(theCase, 'awaiting_link', people.offerLink);
  linkOffered(theCase.inbox, offer.expiresAt);
  return Date.now();
}

type LinkFinished = { finished: true } | { finished: false; reason: Reason };

/** Waits until the applicant has finished Link, as a message or a look at Plaid says. */
export async function linkFinished(
  theCase: Case,
  { since, ...looking }: Partial<Pick<LinkWait, 'since' | 'look' | 'hint'>> = {},
): Promise<LinkFinished> {
  if (takeBeginsAgain(theCase)) {
    takeLinked(theCase.inbox);
    return { finished: true };
  }
  const finished = await waitForLink(theCase, {
    ...restSince(theCase, 'awaiting_link', since),
    look: () => lookForLink(theCase, 'awaiting_link'),
    ...looking,
  });
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
