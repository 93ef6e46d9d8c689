import { ActivityFailure } from '@temporalio/workflow';
import { people } from './activities.ts';
import type { Case } from './case.ts';
import { takeHint } from './inbox.ts';
import { note } from './show.ts';

/** Sends the last notification of the case again, and shows operators what came of it. */
export async function resendNotification(theCase: Case): Promise<void> {
  takeHint(theCase.inbox, 'resend');
  try {
    const { type, endpoints } = await people.resendNotification({ onboardingId: theCase.start.onboardingId });
    if (type === null) note(theCase, 'there is no notification to send again');
    else note(theCase, `sent again: ${type}, to ${endpoints} ${endpoints === 1 ? 'endpoint' : 'endpoints'}`);
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    note(theCase, `the last notification was not sent again: ${error.cause?.message}`);
  }
}
