// Shows the tenant that the case waits out trouble. Only cases in trouble pay for this: an activity when it begins,
// when its cause changes, once it lasts, and when it is over.
import { ActivityFailure } from '@temporalio/workflow';
import { delayLastsMs, delayReasonOf } from '../domain/case/delay.ts';
import { people } from './activities.ts';
import { type Case, setDelay } from './case.ts';
import { note } from './show.ts';

/** `nextTry`: until when the case waits, in milliseconds since 1970, as `since`. */
export async function showDelay(
  theCase: Case,
  failure: { kind: string; code: string },
  { since, nextTry }: { since: number; nextTry: number },
): Promise<void> {
  const { delay, ending, start } = theCase;
  // The tenant waits for nothing.
  if (ending) return;
  const begun = delay?.since ?? since;
  const lasts = delay?.lasts || nextTry - begun >= delayLastsMs;
  if (delay?.code === failure.code && delay.lasts === lasts) return;
  const reason = delayReasonOf(failure);
  const at = { onboardingId: start.onboardingId, since: new Date(begun).toISOString() };
  if (!(await done(theCase, people.showDelay({ ...at, reason, lasts })))) return;
  setDelay(theCase, { since: begun, code: failure.code, lasts });
}

/** If this fails, the next step of the case that succeeds calls it again. */
export async function endDelay(theCase: Case): Promise<void> {
  const { delay, start } = theCase;
  if (!delay) return;
  const over = { onboardingId: start.onboardingId, since: new Date(delay.since).toISOString() };
  if (await done(theCase, people.endDelay(over))) setDelay(theCase, null);
}

/** A record that cannot be written must not keep the case from its next try. */
async function done(theCase: Case, written: Promise<void>): Promise<boolean> {
  try {
    await written;
    return true;
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    note(theCase, `the tenant does not see the delay as it is: ${error.cause?.message}`);
    return false;
  }
}
