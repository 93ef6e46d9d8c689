// The ways out of the process that its own page does not show.
import type { Outcome } from '../domain/onboarding.ts';
import type { Case } from './case.ts';

/** Thrown to leave the process: the case ends here, and nothing but this has recorded it. */
export class Ended extends Error {
  readonly outcome: Outcome;
  readonly reason: string;

  constructor(outcome: Outcome, reason: string) {
    super(`${outcome}: ${reason}`);
    this.outcome = outcome;
    this.reason = reason;
  }
}

/** Thrown when the account is another one, or not what it was: everything about it begins again. */
export class AccountChanged extends Error {}

/** Whether a message has ended the case, or sent it back. Nothing of that while a money call may be open. */
export const isCalledAway = (theCase: Case): boolean => call(theCase) !== null;

export function leaveIfCalledAway(theCase: Case): void {
  const leave = call(theCase);
  if (leave) throw leave();
}

function call({ inbox, cancellable, itemId }: Case): (() => Error) | null {
  const { cancelled, revoked } = inbox;
  if (cancelled) return () => new Ended('cancelled', `cancelled_by_${cancelled.by}`);
  if (!cancellable) return null;
  if (revoked) return () => new Ended('abandoned', revoked);
  return inbox.accountChanged && itemId !== null ? () => new AccountChanged() : null;
}
