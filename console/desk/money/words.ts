import type { Schemas } from '../../../packages/client/src/index.ts';
import { inWords } from '../kit.tsx';
import type { TransferQuery } from './filter.ts';

type Status = Schemas['Transfer']['status'];

/** The statuses that a list of transfers can have, in the order of their way. */
const statuses = [
  ...['starting', 'awaiting_identity_verification', 'awaiting_link', 'verifying_account', 'awaiting_micro_deposits'],
  ...['matching_identity', 'in_review', 'repairing_link', 'authorizing', 'transferring'],
  ...['funded', 'returned', 'failed', 'declined', 'rejected', 'cancelled', 'abandoned', 'unverified'],
] as const satisfies readonly Status[];

export const statusWords = Object.fromEntries(statuses.map((status) => [status, inWords(status)]));
export const directionWords = { debit: 'Debit', credit: 'Credit' } as const;
export const networkWords = { ach: 'ACH', 'same-day-ach': 'Same-day ACH', rtp: 'RTP' } as const;

export const attentionWords: Record<NonNullable<TransferQuery['attention']>, string> = {
  past_due: 'Past due',
  delayed: 'Delayed',
  refund_under_way: 'Refund under way',
  paid_twice: 'Paid twice',
};
