// How an activity tells a case something. The worker makes it from its Temporal client (worker/case-teller.ts).
import type { Policy } from '../domain/policy.ts';
import type { Standing } from '../domain/transfer.ts';

export interface CaseTeller {
  /** Wakes the case, or opens it again if it has closed. Repeats change nothing. */
  transferMoved(news: TransferNews): Promise<void>;
}

export type TransferNews = {
  onboardingId: string;
  tenantId: string;
  userId: string;
  policy: Policy;
  itemId: string;
  transferId: string;
  standing: Exclude<Standing, 'moving'>;
  watchUntil: Date;
  eventIds: string[];
};
