// Reminds applicants, reviewers and operators while a case waits for them.
import { ActivityFailure } from '@temporalio/workflow';
import { askedFor } from '../domain/case/stages.ts';
import { type Reminding, remindersOver } from '../domain/case/waiting.ts';
import { people } from './activities.ts';
import { beginReminder, type Case, type Resting, takeBrokenOff } from './case.ts';
import { note } from './show.ts';

/**
 * Null when the case waits for neither an applicant nor a reviewer. A wait that ended early because the account changed
 * continues its earlier reminders.
 */
export function beginReminding(
  theCase: Case,
  { stage, waitingFor, since = Date.now() }: Resting & { since?: number },
): Reminding | null {
  if (askedFor({ stage, waitingFor }) === null) return null;
  const before = takeBrokenOff(theCase, waitingFor);
  return before
    ? { ...before, over: Math.max(before.over, remindersOver(before, Date.now())) }
    : { since, afterDays: theCase.start.policy.remindAfterDays, over: 0 };
}

/** A reminder that fails must not keep the case from receiving the message that it waits for. */
export async function remind(theCase: Case): Promise<void> {
  const { start, trouble } = theCase;
  const reminder = beginReminder(theCase);
  try {
    await people.remind({ onboardingId: start.onboardingId, reminder, ...(trouble && { trouble: trouble.code }) });
    note(theCase, 'reminded');
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    note(theCase, `a reminder was not sent: ${error.cause?.message}`);
  }
}

/** The case does not send the next reminder of the wait that it is in. `at`: when it would have gone. */
export function skipReminder(theCase: Case, at: number): void {
  const { reminding } = theCase;
  if (reminding) reminding.over += 1;
  note(theCase, `skips the reminder of ${new Date(at).toISOString()}`);
}
