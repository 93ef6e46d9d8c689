import type { Outcome } from '../domain/onboarding.ts';

/** Thrown by a wait to leave the process: the case ends here, and nothing but this has recorded it. */
export class Ended extends Error {
  readonly outcome: Outcome;
  readonly reason: string;

  constructor(outcome: Outcome, reason: string) {
    super(`${outcome}: ${reason}`);
    this.outcome = outcome;
    this.reason = reason;
  }
}

/** Thrown by a step when the person has linked anew: another account, so everything about it begins again. */
export class LinkedAnew extends Error {}
