// Reads the Item beside the process for as long as the case runs: when Plaid says that it broke or works again, and
// when its consent ends. This changes only the record. A step that needs the Item notices a broken one by itself.
import { ActivityFailure, condition } from '@temporalio/workflow';
import { bank } from './activities.ts';
import type { Case } from './case.ts';
import { consentHasEnded, takeHint } from './inbox.ts';
import { note } from './show.ts';

/** A webhook is only a hint, so the case reads the Item. */
export async function watchItem(theCase: Case): Promise<never> {
  const { inbox } = theCase;
  for (;;) {
    await condition(() => inbox.hints.has('item'));
    takeHint(inbox, 'item');
    await check(theCase);
  }
}

/**
 * Some banks end their consent at a date (Plaid's PENDING_DISCONNECT and PENDING_EXPIRATION announce it). Plaid sends
 * nothing when it has ended, so we set a timer for the date, and read the Item then.
 */
export async function watchConsent(theCase: Case): Promise<never> {
  const { inbox } = theCase;
  for (;;) {
    await condition(() => inbox.consentEndsAt !== null);
    const endsAt = inbox.consentEndsAt;
    // A workflow task may hold the signal that sets the date and one that clears it.
    if (endsAt === null) continue;
    const left = Math.max(1, Date.parse(endsAt) - Date.now());
    const renewed = await condition(() => inbox.consentEndsAt !== endsAt, left, { summary: "the bank's consent ends" });
    if (renewed) continue;
    consentHasEnded(inbox);
    note(theCase, "the bank's consent has ended");
    await check(theCase);
  }
}

async function check(theCase: Case): Promise<void> {
  try {
    await bank.checkItem({ onboardingId: theCase.start.onboardingId });
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    note(theCase, `the Item could not be read: ${error.cause?.message}`);
  }
}
