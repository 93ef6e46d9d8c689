// Money that goes back to the applicant of a debit or of a payment. The events of a debit's refund carry the transfer's
// id, and say nothing about the transfer.

import type { Direction } from '../case/onboarding.ts';
import { formatAmount } from '../money.ts';
import { ruleOf } from './ach-codes.ts';
import type { TransferStatus } from './transfer.ts';

/** Plaid's statuses of a refund, in ascending weight. */
const refundStatuses = ['pending', 'posted', 'settled', 'cancelled', 'failed', 'returned'] as const;
export type RefundStatus = (typeof refundStatuses)[number];
/** `asked`: Plaid has not answered yet; `refused`: Plaid has refused. */
export const refundStandings = ['asked', 'refused', ...refundStatuses] as const;
export type RefundStanding = (typeof refundStandings)[number];

export const isRefundStatus = (status: string): status is RefundStatus =>
  (refundStatuses as readonly string[]).includes(status);

/** Returns the status of the refund after an event of the transfer feed. Null if the event is not about a refund. */
export function refundStatusOfEvent(eventType: string): RefundStatus | null {
  const [of, status = ''] = eventType.split('.');
  return of === 'refund' && isRefundStatus(status) ? status : null;
}

/** Returns the further of two statuses, in whatever order they arrive. */
export function furthestRefund(a: RefundStatus, b: RefundStatus): RefundStatus {
  return refundStatuses.indexOf(a) >= refundStatuses.indexOf(b) ? a : b;
}

/** Returns why the refund came to nothing, in words. Null while it has not. */
export function refundFailure(
  status: RefundStanding,
  code: string | null,
): { code: string | null; words: string } | null {
  switch (status) {
    case 'refused':
      return { code, words: 'Plaid refused the refund.' };
    case 'failed':
      return { code, words: 'The refund failed before it reached the bank.' };
    case 'returned':
      return { code, words: ruleOf(code).words };
    default:
      return null;
  }
}

/** Refunds in these states count against what can still be refunded. */
const mayBeGone: readonly RefundStanding[] = ['asked', 'pending', 'posted', 'settled'];
const day = 86_400_000;

type No = { ok: false; code: string; why: string };
const no = (code: string, why: string): No => ({ ok: false, code, why });

/** The debit or payment that a refund is taken from. All its refunds together are at most its amount. */
export type RefundSource = { ok: true; amountCents: number; leastCents: number } | No;

export const nothingToRefund: No = no('not_refundable', 'The case has no debit or payment that can be refunded.');

/**
 * Plaid allows refunds before the debit has settled. We do not: until then the debit can be cancelled, or come back.
 */
export function refundableTransfer(
  transfer: { direction: Direction; status: TransferStatus; amountCents: number; createdAt: Date },
  now: Date,
): RefundSource {
  if (transfer.direction !== 'debit') return nothingToRefund;
  if (transfer.status !== 'settled' && transfer.status !== 'funds_available') {
    return no('not_settled', `The transfer is ${transfer.status}: it can be refunded once it has settled.`);
  }
  if (now.getTime() - transfer.createdAt.getTime() > 180 * day) {
    return no('refund_too_late', 'A transfer can be refunded for 180 days.');
  }
  return { ok: true, amountCents: transfer.amountCents, leastCents: 1 };
}

/**
 * Only a virtual account shows that money has settled, and can return it. It cannot return less than a pound or a euro.
 */
export function refundablePayment({ status }: { status: string | null }, amountCents: number): RefundSource {
  if (status === 'SETTLED') return { ok: true, amountCents, leastCents: 100 };
  return no('not_settled', `The payment is ${status}: it can be refunded once it has settled, in a virtual account.`);
}

export type Refundable = { ok: true; amountCents: number } | No;

/** Returns whether the amount can be refunded. Without an amount, the rest is refunded. */
export function refundable(
  source: RefundSource,
  refunds: { status: RefundStanding; amountCents: number }[],
  wanted: number | null,
): Refundable {
  if (!source.ok) return source;
  const gone = refunds.reduce((sum, one) => sum + (mayBeGone.includes(one.status) ? one.amountCents : 0), 0);
  const rest = source.amountCents - gone;
  const amountCents = wanted ?? rest;
  if (amountCents <= 0 || amountCents > rest) {
    return no('refund_too_much', 'All refunds together cannot be more than what was paid.');
  }
  if (amountCents < source.leastCents) {
    return no('refund_too_little', `The least that can be refunded is ${formatAmount(source.leastCents)}.`);
  }
  return { ok: true, amountCents };
}
