// The micro-deposits with which Plaid verifies an account, folded from their events. Events come late, doubled and in
// any order. The result does not depend on that, because only the furthest movement counts.

import type { Reason } from '../case/reasons.ts';
import { expectedDeposit, nextCutOff } from '../transfers/banking-days.ts';

/** In ascending weight. A deposit that did not arrive outweighs another one that did. */
export const movements = ['posted', 'cancelled', 'failed', 'reversed'] as const;
export type Movement = (typeof movements)[number];

/** The result of the events of one account. */
export type MicroDeposits = {
  moved: Movement;
  /**
   * The latest time of the movement (ISO 8601, as Date writes it). After `posted` the deposit has been sent to the
   * bank, and has not arrived yet.
   */
  at: string;
  /** The bank's reason for a return (ACH). */
  returnCode: string | null;
};

export type MicroDepositEvent = { type: string; at: Date; returnCode: string | null };

/** Folds the events. Null if none of them counts, as `pending` does not. */
export function foldMicroDeposits(events: MicroDepositEvent[]): MicroDeposits | null {
  const said = events.flatMap(({ type, at, returnCode }) => {
    const moved = movementOf(type);
    return moved ? [{ moved, at: at.toISOString(), returnCode }] : [];
  });
  return said.length > 0 ? said.reduce(furtherMicroDeposits) : null;
}

/** Returns the weightier of two results, and `a` itself if `b` adds nothing. */
export function furtherMicroDeposits<Deposits extends MicroDeposits>(a: Deposits, b: Deposits): Deposits {
  const further =
    movements.indexOf(b.moved) - movements.indexOf(a.moved) ||
    compare(b.at, a.at) ||
    compare(b.returnCode ?? '', a.returnCode ?? '');
  return further > 0 ? b : a;
}

/** Returns why the deposit is of no use. Null while it is on its way, or in the account. */
export function failureOfDeposits({ moved, returnCode }: MicroDeposits): Reason | null {
  if (moved === 'posted') return null;
  return moved === 'reversed' && returnCode ? `micro_deposits_reversed: ${returnCode}` : `micro_deposits_${moved}`;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** In the transfer feed a deposit that comes back is `returned`, as any transfer. */
function movementOf(type: string): Movement | null {
  return type === 'returned' ? 'reversed' : (movements.find((movement) => movement === type) ?? null);
}

/** Plaid's status for an account whose deposit was sent and waits for the applicant's confirmation. */
export const sentDeposit = 'pending_manual_verification';

/**
 * Returns when a deposit that was sent by `at` has arrived at the latest. Plaid uses Same Day ACH, by which it "will
 * post within one business day" (https://plaid.com/docs/auth/coverage/same-day/). That is the morning after the next
 * window in which Plaid submits entries. If Plaid's events say when it was posted, it is the morning after that
 * (`expectedDeposit`).
 */
export const depositArrival = (at: Date): Date => expectedDeposit(nextCutOff('same-day-ach', at));

/**
 * Micro-deposits are below a dollar; Plaid's own are of one cent. In the transfer feed only their size and their
 * account distinguish them.
 */
export const microDepositBelowCents = 100;
