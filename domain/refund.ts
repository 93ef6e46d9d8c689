// Money that is sent back to the person of a debit, or of a payment. The events of a debit's refund carry the transfer's id,
// and say nothing about that.
import { ruleOf } from './ach-codes.ts';
import { formatAmount } from './money.ts';
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

/** Whether its money is gone, or may be: these may not be more than was paid. */
const mayBeGone: readonly RefundStanding[] = ['asked', 'pending', 'posted', 'settled'];
const day = 86_400_000;

type No = { ok: false; code: string; why: string };
const no = (code: string, why: string): No => ({ ok: false, code, why });

/** What a refund may be taken from; the refunds of it together are at most its amount. */
export type RefundSource = { ok: true; amountCents: number; leastCents: number } | No;

export const nothingToRefund: No = no('not_refundable', 'No money was pulled in, or paid, that could be refunded.');

/** Plaid lets refunds be made before the debit has settled; we do not: until then it is cancelled, or comes back. */
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

/** Only a virtual account says that money has settled, and can send it back; less than a pound or a euro it cannot. */
export function refundablePayment({ status }: { status: string | null }, amountCents: number): RefundSource {
  if (status === 'SETTLED') return { ok: true, amountCents, leastCents: 100 };
  return no('not_settled', `The payment is ${status}: it can be refunded once it has settled, in a virtual account.`);
}

export type Refundable = { ok: true; amountCents: number } | No;

/** Whether so much can be refunded, or the rest where no amount is named. */
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
