// A transfer as Plaid's events show it. Events come late, doubled and in any order. The result does not depend on that,
// because only the furthest status counts.

import type { Direction, Outcome } from '../case/onboarding.ts';
import { ruleOf } from './ach-codes.ts';

/** Plaid's transfer statuses, in the order in which a transfer can pass them (side exits last). */
export const transferStatuses = [
  'pending',
  'posted',
  'settled',
  'funds_available',
  'cancelled',
  'failed',
  'returned',
] as const;
export type TransferStatus = (typeof transferStatuses)[number];

/**
 * Returns the status that an event of the transfer feed gives to the transfer. Null for others: `refund.*` events carry
 * the parent's transfer id and `sweep.*` events none at all.
 */
export function statusOfEvent(eventType: string): TransferStatus | null {
  return transferStatuses.find((status) => status === eventType) ?? null;
}

/** Returns the further of two statuses. `returned` beats everything: it may follow success (Plaid, TransferStatus). */
export function furthest(a: TransferStatus, b: TransferStatus): TransferStatus {
  return transferStatuses.indexOf(a) >= transferStatuses.indexOf(b) ? a : b;
}

type Shown<Failure> = { status: TransferStatus; failure: Failure | null };

/** Returns the state of a transfer after its events. The failure is the one that the last event of its status names. */
export function afterEvents<Failure>(
  { status, failure }: Shown<Failure>,
  events: readonly { type: string; failure: Failure | null }[],
): Shown<Failure> {
  const shown = events.flatMap((event) => {
    const known = statusOfEvent(event.type);
    return known ? [{ status: known, failure: event.failure }] : [];
  });
  const reached = shown.reduce((before, event) => furthest(before, event.status), status);
  return { status: reached, failure: shown.findLast((event) => event.status === reached)?.failure ?? failure };
}

/** The meaning of the status for the case: still moving, money arrived, or over. */
export type Standing = (typeof standings)[number];

/** In ascending weight, for messages that crossed: a return may follow success, never the other way round. */
export const standings = ['moving', 'funded', 'failed', 'cancelled', 'returned'] as const satisfies (
  | 'moving'
  | Outcome
)[];

export function furtherStanding(a: Standing, b: Standing): Standing {
  return standings.indexOf(a) >= standings.indexOf(b) ? a : b;
}

/**
 * Returns the meaning of a status. A credit has arrived when it is settled; a debit only when its funds are available
 * to use. A cancellation that the tenant did not ask for happened at Plaid or at the bank, and counts as a failure.
 */
export function standing(status: TransferStatus, direction: Direction, cancelRequested = false): Standing {
  switch (status) {
    case 'pending':
    case 'posted':
      return 'moving';
    case 'settled':
      return direction === 'credit' ? 'funded' : 'moving';
    case 'funds_available':
      return 'funded';
    case 'cancelled':
      return cancelRequested ? 'cancelled' : 'failed';
    case 'failed':
      return 'failed';
    case 'returned':
      return 'returned';
  }
}

/** Returns why the transfer came to nothing, in words for people. Null while it has not. */
export function transferFailure(
  status: TransferStatus,
  code: string | null,
): { code: string | null; words: string } | null {
  if (status === 'returned') return { code, words: ruleOf(code).words };
  return status === 'failed' ? { code, words: 'The transfer failed before any money moved.' } : null;
}

/** `returned`: the money is to be moved again. */
export const restingStandings = ['moving', 'funded', 'returned'] as const satisfies Standing[];

/** A transfer under way, which a case carries from run to run. */
export type TransferRef = {
  transferId: string;
  itemId: string;
  standing: (typeof restingStandings)[number];
  /** Until when a return may follow (ISO 8601). */
  watchUntil: string;
  /** The applicant may have linked more than once, so the case may have Items that it no longer needs. */
  severalItems?: true;
};

export type ReturnWindows = {
  /** Dates (YYYY-MM-DD) until which a return may come: ordinary, and for unauthorized debits. */
  standard: string | null;
  unauthorized: string | null;
};

/**
 * Returns the instant from which no return can follow: the end of the later window that Plaid names. Nacha counts the
 * unauthorized window in 60 calendar days, Plaid in 61 business days; the later known date is safe. If Plaid names none
 * (both fields are nullable), 61 business days can span at most 91 calendar days: 12 weekends and 5 holidays.
 */
export function watchUntil(windows: ReturnWindows, createdAt: Date): Date {
  const dates = [windows.standard, windows.unauthorized].filter((date) => date !== null).sort();
  const last = dates.at(-1);
  // A bank may report a return during the whole last banking day; midnight US Eastern is at most 05:00 UTC next day.
  if (last) return new Date(Date.parse(`${last}T05:00:00Z`) + day);
  return new Date(createdAt.getTime() + 91 * day);
}
const day = 86_400_000;
