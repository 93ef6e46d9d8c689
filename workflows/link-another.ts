import { people } from './activities.ts';
import type { Case } from './case.ts';
import { step } from './step.ts';
import { linkFinished } from './waits.ts';

/** The person is told why their account is of no use, and links another one. */
export async function linkAnother(theCase: Case, reason: string): ReturnType<typeof linkFinished> {
  theCase.inbox.linked = false;
  const offer = await step(theCase, 'awaiting_link', (at) => people.offerLink({ ...at, reason }));
  theCase.inbox.linkTokenExpiries.push(offer.expiresAt);
  return linkFinished(theCase);
}
