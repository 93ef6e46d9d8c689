// A payment as Plaid shows it. Reads come late and twice. The result does not depend on that, because only the newest
// state counts.

import type { Outcome } from '../case/onboarding.ts';
import { daysAfter } from '../days.ts';
import type { PaymentCurrency } from './currencies.ts';
import { type DoneAt, doneStatuses, type PaymentPolicy } from './payment-policy.ts';

/** Plaid's status without its PAYMENT_STATUS_, an open list; and the time from which it holds, by Plaid's clock. */
export type PaymentState = { status: string; at: Date };

/** The status of a payment until it has been read. */
export const justMade = 'INPUT_NEEDED';

export type Payment = PaymentState & {
  paymentId: string;
  /** Our reference, which finds a payment whose id we do not know. */
  reference: string;
  /** The reference that Plaid sends to the bank instead, if the bank takes less, or ours was used before. */
  adjustedReference: string | null;
  amountCents: number;
  currency: string;
  refundIds: string[];
};

/** A request to Plaid for a payment by the applicant. */
export type PaymentOrder = {
  recipientId: string;
  /** Plaid's id of the applicant, with a name and an email address or a telephone number there. */
  plaidUserId: string;
  /** Our reference: at most 18 letters and digits, and never used before. */
  reference: string;
  amountCents: number;
  currency: PaymentCurrency;
};

/** The progress of a payment, for two states of one moment. The last ones end it. */
const order = [justMade, 'AUTHORISING', ...doneStatuses];

/**
 * Returns the newer of two states. Not the further one: a bank may ask the applicant again, and reject a payment that
 * it accepted. At equal times, returns the further one.
 */
export function newerState<S extends PaymentState>(a: S, b: S): S {
  const later = b.at.getTime() - a.at.getTime() || placeOf(b.status) - placeOf(a.status);
  if (later !== 0) return later > 0 ? b : a;
  return b.status > a.status ? b : a;
}

function placeOf(status: string): number {
  if (endingOf(status)) return order.length;
  const place = order.indexOf(status);
  // A status that we do not know comes after the beginning, and before all that mean money.
  return place < 0 ? 1 : place;
}

/**
 * Statuses that end a payment without money, and whether another one may be tried (Plaid, Handling failed payments).
 */
const endings: Record<string, { outcome: Extract<Outcome, 'failed' | 'declined' | 'abandoned'>; again: boolean }> = {
  FAILED: { outcome: 'failed', again: true },
  BLOCKED: { outcome: 'declined', again: true },
  INSUFFICIENT_FUNDS: { outcome: 'failed', again: false },
  REJECTED: { outcome: 'failed', again: false },
  CANCELLED: { outcome: 'abandoned', again: false },
};

const endingOf = (status: string) => (Object.hasOwn(endings, status) ? endings[status] : undefined);

/** The first payment and, as Plaid advises, one or two more. */
export const mostPayments = 3;

export type PaymentStanding =
  /** The applicant can make the payment, in Link. */
  | 'open'
  /** The payment is on its way, or has a status that we do not know. */
  | 'moving'
  | 'funded'
  /** The payment came to nothing, and another one may be tried. */
  | 'again'
  | Extract<Outcome, 'failed' | 'declined' | 'abandoned'>;

/** Returns the meaning of a status for the case. `doneAt` is the choice of its policy. */
export function paymentStanding(status: string, doneAt: DoneAt): PaymentStanding {
  const ending = endingOf(status);
  if (ending) return ending.again ? 'again' : ending.outcome;
  if (status === justMade) return 'open';
  return isDone(status) && order.indexOf(status) >= order.indexOf(doneAt) ? 'funded' : 'moving';
}

const isDone = (status: string): status is DoneAt => (doneStatuses as readonly string[]).includes(status);

/** Returns the outcome of the case if no other payment is tried. */
export const outcomeOf = (status: string): 'failed' | 'declined' | 'abandoned' => endingOf(status)?.outcome ?? 'failed';

/** True if no later status can undo this one: the money has left the payer's account, or never will. */
export const isLastWord = (status: string): boolean =>
  status === 'EXECUTED' || status === 'SETTLED' || endingOf(status) !== undefined;

/**
 * True if a later read of a payment may still change a case with this outcome. `unverified`: the case stopped waiting.
 */
export const mayTurn = (outcome: Outcome, status: string): boolean => outcome === 'unverified' || !isLastWord(status);

/** Returns until when the case waits for a payment, or watches it. */
export const watchedUntil = (authorisedAt: Date, { waitWithin }: PaymentPolicy): Date =>
  daysAfter(authorisedAt, waitWithin);
