// Waits until the tenant has confirmed or refused the transfer.
import { type Case, mayBeCancelled } from './case.ts';
import { takeHint } from './inbox.ts';
import { throwIfInterrupted } from './interruptions.ts';
import { waitFor } from './wait.ts';

/**
 * Returns false at the deadline. The answer is on record before the signal comes, and the money call reads it there. So
 * a signal that came too early ends the wait, and one without an answer only makes the case look.
 */
export async function tenantAnswered(theCase: Case, until: string): Promise<boolean> {
  const { inbox } = theCase;
  mayBeCancelled(theCase);
  const received = () => inbox.hints.has('answer');
  await waitFor(theCase, {
    ...{ stage: 'authorizing', waitingFor: 'confirmation' },
    ...{ deadline: Date.parse(until), received },
  });
  throwIfInterrupted(theCase);
  const answered = received();
  takeHint(inbox, 'answer');
  return answered;
}
