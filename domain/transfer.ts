// A transfer as Plaid's events tell it. Events come late, doubled and in any order; folding them gives the
// same result each time, because only the furthest status counts.
import { ruleOf } from './ach-codes.ts';
import type { Direction, Outcome } from './onboarding.ts';

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
 * Event types of the transfer feed that say something about the transfer's own status. `refund.*` events carry
 * the parent's transfer id and `sweep.*` none at all, so everything not listed leaves the status alone.
 */
export function statusOfEvent(eventType: string): TransferStatus | null {
  return transferStatuses.find((status) => status === eventType) ?? null;
}

/** The further of two statuses. `returned` beats everything: it may follow success (Plaid, TransferStatus). */
export function furthest(a: TransferStatus, b: TransferStatus): TransferStatus {
  return transferStatuses.indexOf(a) >= transferStatuses.indexOf(b) ? a : b;
}

/** What the status means for the case: still moving, money arrived, or over. */
export type Standing = 'moving' | Extract<Outcome, 'funded' | 'failed' | 'cancelled' | 'returned'>;

/** The standing that counts where messages crossed: a return may follow success, never the other way round. */
export function furtherStanding(a: Standing, b: Standing): Standing {
  const order: Standing[] = ['moving', 'funded', 'failed', 'cancelled', 'returned'];
  return order.indexOf(a) >= order.indexOf(b) ? a : b;
}

/**
 * A credit has arrived when it is settled; a debit only when its funds are available to use. One that is cancelled without
 * the product having asked for it was cancelled at Plaid or at the bank, and has failed.
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

/** Why it came to nothing, in words for a person; null while it has not. */
export function transferFailure(
  status: TransferStatus,
  code: string | null,
): { code: string | null; words: string } | null {
  if (status === 'returned') return { code, words: ruleOf(code).words };
  return status === 'failed' ? { code, words: 'The transfer failed before any money moved.' } : null;
}

/** A transfer under way, as a case carries it from run to run. */
export type TransferRef = {
  transferId: string;
  itemId: string;
  /** `returned`: the same money is to be moved again. */
  standing: Extract<Standing, 'moving' | 'funded' | 'returned'>;
  /** Until when a return may follow (ISO 8601). */
  watchUntil: string;
  /** The person may have linked more than once: Items may be left that the case needs no more. */
  severalItems?: true;
};

export type ReturnWindows = {
  /** Dates (YYYY-MM-DD) until which a return may come: ordinary, and for unauthorized debits. */
  standard: string | null;
  unauthorized: string | null;
};

/**
 * The instant from which no return can follow: the end of the later window that Plaid names. Nacha counts the
 * unauthorized window in 60 calendar days, Plaid in 61 business days; the later of what is known is safe. Where
 * Plaid names none (both fields are nullable), 61 business days can span at most 91 calendar days: 12 weekends
 * and 5 holidays.
 */
export function watchUntil(windows: ReturnWindows, createdAt: Date): Date {
  const dates = [windows.standard, windows.unauthorized].filter((date) => date !== null).sort();
  const last = dates.at(-1);
  // A return may be reported during the whole last banking day; midnight US Eastern is at most 05:00 UTC next day.
  if (last) return new Date(Date.parse(`${last}T05:00:00Z`) + day);
  return new Date(createdAt.getTime() + 91 * day);
}
const day = 86_400_000;
