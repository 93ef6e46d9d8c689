// How an activity tells a case or a feed something. The worker makes it from its Temporal client (worker/case-teller.ts).
import type { Feed } from '../domain/feed.ts';
import type { MicroDeposits } from '../domain/micro-deposits.ts';
import type { Policy } from '../domain/policy.ts';
import type { Standing } from '../domain/transfer.ts';

export interface CaseTeller {
  /** Wakes the case, or opens it again if it has closed. Repeats change nothing. */
  transferMoved(news: TransferNews): Promise<void>;
  /** False where the case has closed: to that it is no news. Repeats change nothing. */
  microDepositsMoved(news: MicroDepositNews): Promise<boolean>;
  /** Wakes a feed, which starts with the first call. */
  wakeFeed(feed: Feed): Promise<void>;
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

export type MicroDepositNews = MicroDeposits & {
  onboardingId: string;
  accountId: string;
  /** As `<feed>/<id>`, because each feed counts for itself. */
  eventIds: string[];
};
