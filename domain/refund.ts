// Money that is sent back to the person of a debit. Its events carry the transfer's id, and say nothing about that.
import { ruleOf } from './ach-codes.ts';
import type { Direction } from './onboarding.ts';
import type { TransferStatus } from './transfer.ts';

/** Plaid's statuses of a refund, in the order in which they count. */
const refundStatuses = ['pending', 'posted', 'settled', 'cancelled', 'failed', 'returned'] as const;
export type RefundStatus = (typeof refundStatuses)[number];
/** Before Plaid has answered, or where it has refused. */
export type RefundStanding = RefundStatus | 'asked' | 'refused';

export const isRefundStatus = (status: string): status is RefundStatus =>
  (refundStatuses as readonly string[]).includes(status);

/** What an event of the transfer feed says about its refund; null where it says nothing. */
export function refundStatusOfEvent(eventType: string): RefundStatus | null {
  const [of, status = ''] = eventType.split('.');
  return of === 'refund' && isRefundStatus(status) ? status : null;
}

/** The further of two, in whatever order they are told. */
export function furthestRefund(a: RefundStatus, b: RefundStatus): RefundStatus {
  return refundStatuses.indexOf(a) >= refundStatuses.indexOf(b) ? a : b;
}

/** Why it came to nothing, in words; null while it has not. */
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

/** Whether its money is gone, or may be: these may not be more than the debit. */
const mayBeGone: readonly RefundStanding[] = ['asked', 'pending', 'posted', 'settled'];
const day = 86_400_000;

export type Refundable = { ok: true; amountCents: number } | { ok: false; code: string; why: string };

/**
 * Whether so much can be refunded, or the rest where no amount is named. Plaid lets refunds be made before the debit has
 * settled; we do not: until then it is cancelled, or comes back.
 */
export function refundable(
  transfer: { direction: Direction; status: TransferStatus; amountCents: number; createdAt: Date } | null,
  refunds: { status: RefundStanding; amountCents: number }[],
  wanted: number | null,
  now: Date,
): Refundable {
  const no = (code: string, why: string): Refundable => ({ ok: false, code, why });
  if (transfer?.direction !== 'debit') {
    return no('not_refundable', 'Only money that was pulled in by a transfer can be refunded.');
  }
  if (transfer.status !== 'settled' && transfer.status !== 'funds_available') {
    return no('not_settled', `The transfer is ${transfer.status}: it can be refunded once it has settled.`);
  }
  if (now.getTime() - transfer.createdAt.getTime() > 180 * day) {
    return no('refund_too_late', 'A transfer can be refunded for 180 days.');
  }
  const gone = refunds.reduce((sum, one) => sum + (mayBeGone.includes(one.status) ? one.amountCents : 0), 0);
  const rest = transfer.amountCents - gone;
  const amountCents = wanted ?? rest;
  if (amountCents <= 0 || amountCents > rest) {
    return no('refund_too_much', 'All refunds of a transfer together cannot be more than its amount.');
  }
  return { ok: true, amountCents };
}
