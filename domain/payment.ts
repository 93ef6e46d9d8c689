// A payment as Plaid tells it. Reads of it come late and twice; folding them gives the same result each time, because
// only the newest state counts.

import { daysAfter } from './days.ts';
import type { Outcome, PaymentCurrency } from './onboarding.ts';
import { type DoneAt, doneStatuses, type PaymentPolicy } from './payment-policy.ts';

/** Plaid's word without its PAYMENT_STATUS_, an open list; and since when it is true, by Plaid's clock. */
export type PaymentState = { status: string; at: Date };

/** What a payment is until it has been read. */
export const justMade = 'INPUT_NEEDED';

export type Payment = PaymentState & {
  paymentId: string;
  /** Ours, by which a payment is found whose id we do not know. */
  reference: string;
  /** What the bank is sent instead, where it takes less, or it was used before. */
  adjustedReference: string | null;
  amountCents: number;
  currency: string;
  refundIds: string[];
};

/** What Plaid is asked to let a person pay. */
export type PaymentOrder = {
  recipientId: string;
  /** Plaid's id of the person, who has a name and an email address or a telephone there. */
  plaidUserId: string;
  /** Ours: at most 18 letters and digits, and never used before. */
  reference: string;
  amountCents: number;
  currency: PaymentCurrency;
};

/** How far a payment has come in a moment; the last ones end it. */
const order = [justMade, 'AUTHORISING', ...doneStatuses];

/**
 * The state that counts of two. Not the furthest: a bank may ask the person again, and reject what it has taken. Of two
 * at the same time the further one.
 */
export function newerState<S extends PaymentState>(a: S, b: S): S {
  const later = b.at.getTime() - a.at.getTime() || placeOf(b.status) - placeOf(a.status);
  if (later !== 0) return later > 0 ? b : a;
  return b.status > a.status ? b : a;
}

function placeOf(status: string): number {
  if (endingOf(status)) return order.length;
  const place = order.indexOf(status);
  // What we do not know comes after the beginning, and before anything that means money.
  return place < 0 ? 1 : place;
}

/** What ends a payment without money, and whether another one may be tried (Plaid, Handling failed payments). */
const endings: Record<string, { outcome: Extract<Outcome, 'failed' | 'declined' | 'abandoned'>; again: boolean }> = {
  FAILED: { outcome: 'failed', again: true },
  BLOCKED: { outcome: 'declined', again: true },
  INSUFFICIENT_FUNDS: { outcome: 'failed', again: false },
  REJECTED: { outcome: 'failed', again: false },
  CANCELLED: { outcome: 'abandoned', again: false },
};

const endingOf = (status: string) => (Object.hasOwn(endings, status) ? endings[status] : undefined);

/** The first one and, as Plaid advises, one or two more. */
export const mostPayments = 3;

export type PaymentStanding =
  /** Its person can make it, in Link. */
  | 'open'
  /** On its way; or a word that we do not know. */
  | 'moving'
  | 'funded'
  /** It has come to nothing, and another one may be tried. */
  | 'again'
  | Extract<Outcome, 'failed' | 'declined' | 'abandoned'>;

export function paymentStanding(status: string, doneAt: DoneAt): PaymentStanding {
  const ending = endingOf(status);
  if (ending) return ending.again ? 'again' : ending.outcome;
  if (status === justMade) return 'open';
  return isDone(status) && order.indexOf(status) >= order.indexOf(doneAt) ? 'funded' : 'moving';
}

const isDone = (status: string): status is DoneAt => (doneStatuses as readonly string[]).includes(status);

/** How a payment that may be tried again ends its case, once it is not. */
export const outcomeOf = (status: string): 'failed' | 'declined' | 'abandoned' => endingOf(status)?.outcome ?? 'failed';

/** Nothing follows that would take it back: the money has left the payer's account, or never will. */
export const isLastWord = (status: string): boolean =>
  status === 'EXECUTED' || status === 'SETTLED' || endingOf(status) !== undefined;

/** Whether news of a payment may still turn a case that has ended so. `unproven`: it was not waited for any longer. */
export const mayTurn = (outcome: Outcome, status: string): boolean => outcome === 'unproven' || !isLastWord(status);

/** Until when a payment is waited for, or watched. */
export const watchedUntil = (authorisedAt: Date, { waitWithin }: PaymentPolicy): Date =>
  daysAfter(authorisedAt, waitWithin);
