// What a case does when its money comes back. What follows is on record: decided when the return was first heard of.
import type { Outcome } from '../domain/onboarding.ts';
import type { TransferRef } from '../domain/transfer.ts';
import { money } from './activities.ts';
import type { Case } from './case.ts';
import { AccountChanged, Ended } from './ended.ts';
import { linkAnother } from './link-another.ts';
import { step } from './step.ts';

/** `until`: the same money is moved again then, in milliseconds since 1970. */
export type AfterReturn = { over: true; outcome: Outcome } | { over: false; until: number };

export async function afterReturn(theCase: Case, { transferId }: TransferRef): Promise<AfterReturn> {
  const { onboardingId } = theCase.start;
  const followed = await step(theCase, theCase.stage, () => money.followReturn({ onboardingId, transferId }));
  if (followed.next === 'end') return { over: true, outcome: followed.outcome };
  theCase.attempt = followed.attempt;
  theCase.steps = Math.max(theCase.steps, followed.counted.steps);
  theCase.reminders = Math.max(theCase.reminders, followed.counted.reminders);
  if (followed.next === 'represent') return { over: false, until: Date.parse(followed.at) };
  return anotherAccount(theCase, followed.reason);
}

/** Whatever keeps money that came back from being moved again, its case ends as returned (db/stages.ts). */
export const unlessReturned = ({ attempt }: Case, outcome: Outcome): Outcome => (attempt > 1 ? 'returned' : outcome);

/** Their money is with nobody now, so the person may take their time, and the product may cancel. */
async function anotherAccount(theCase: Case, reason: string): Promise<never> {
  theCase.cancellable = true;
  const link = await linkAnother(theCase, reason);
  if (!link.finished) throw new Ended('abandoned', link.reason);
  throw new AccountChanged();
}
