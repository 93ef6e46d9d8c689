import type { Policy } from '../case/policy.ts';
import type { Standing } from './transfer.ts';

/** A change of a transfer's standing, with all that a signal about it needs to open a closed case again. */
export type TransferChange = {
  onboardingId: string;
  tenantId: string;
  userId: string;
  policy: Policy;
  itemId: string;
  transferId: string;
  standing: Standing;
  watchUntil: Date;
  eventIds: string[];
  /** The bank's code if the transfer failed or was returned; null otherwise. */
  code: string | null;
  /** In the form for operators: `25.00 USD`. */
  amount: string | null;
};
