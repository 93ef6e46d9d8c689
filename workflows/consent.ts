// Some banks end their consent at a date (Plaid's PENDING_DISCONNECT and PENDING_EXPIRATION announce it). Of the end
// itself nobody tells, so a timer of our own stands at the date, and the Item is looked at then.
import { ActivityFailure, condition } from '@temporalio/workflow';
import { bank } from './activities.ts';
import { type Case, note } from './case.ts';

/** Runs beside the process for as long as it does. */
export async function watchConsent(theCase: Case): Promise<never> {
  const { inbox } = theCase;
  for (;;) {
    await condition(() => inbox.consentEndsAt !== null);
    const endsAt = inbox.consentEndsAt ?? '';
    const left = Math.max(1, Date.parse(endsAt) - Date.now());
    const renewed = await condition(() => inbox.consentEndsAt !== endsAt, left, { summary: "the bank's consent ends" });
    if (renewed) continue;
    inbox.consentEndsAt = null;
    note(theCase, "the bank's consent has ended");
    // Only what the record says of the Item: a step that needs it finds out by itself.
    await bank.checkItem({ onboardingId: theCase.start.onboardingId }).catch((error: unknown) => {
      if (!(error instanceof ActivityFailure)) throw error;
      note(theCase, `the Item could not be looked at: ${error.cause?.message}`);
    });
  }
}
