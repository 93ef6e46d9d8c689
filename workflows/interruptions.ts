// The errors by which a case leaves its process, and the messages that cause them. onboarding.ts and
// payment-initiation.ts do not show these ways out.
import type { Outcome } from '../domain/case/onboarding.ts';
import { reasonOfCancel } from '../domain/case/payloads.ts';
import type { Reason } from '../domain/case/reasons.ts';
import type { Case } from './case.ts';

/** Thrown to end the case. No activity has recorded this ending yet. */
export class Ended extends Error {
  readonly outcome: Outcome;
  readonly reason: Reason;

  constructor(outcome: Outcome, reason: Reason) {
    super(`${outcome}: ${reason}`);
    this.outcome = outcome;
    this.reason = reason;
  }
}

/** Thrown when the applicant linked another account, or the account changed. The case verifies it from the start. */
export class AccountChanged extends Error {}

/** Returns whether a message ends the case or sends it back. No message does so while a money call may be open. */
export const isInterrupted = (theCase: Case): boolean => interruptionOf(theCase) !== null;

export function throwIfInterrupted(theCase: Case): void {
  const error = interruptionOf(theCase);
  if (error) throw error();
}

function interruptionOf({ inbox, cancellable, itemId }: Case): (() => Error) | null {
  const { cancelled, revoked } = inbox;
  if (cancelled) return () => new Ended('cancelled', reasonOfCancel(cancelled.by));
  if (!cancellable) return null;
  if (revoked) return () => new Ended('abandoned', revoked);
  return inbox.accountChanged && itemId !== null ? () => new AccountChanged() : null;
}
