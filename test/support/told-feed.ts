// The transfer feed as Plaid might tell it: page by page, in whatever order a test asks for.
import type { TransferNews } from '../../activities/case-teller.ts';
import type { Pool } from '../../db/pool.ts';
import type { TransferEvent } from '../../plaid/gateway.ts';
import { activitiesOn } from './activities.ts';
import { strictPlaid } from './strict-plaid.ts';

export type ToldFeed = {
  /** Reads the pages, one after the other, and tells the cases what they hold. */
  tell: (pages: TransferEvent[][]) => Promise<void>;
  /** What each case was told its transfer amounts to, in order. */
  told: Map<string, TransferNews['standing'][]>;
};

export function toldFeed(pool: Pool): ToldFeed {
  const plaid = strictPlaid();
  const told: ToldFeed['told'] = new Map();
  const transferMoved = async ({ onboardingId, standing }: TransferNews) => {
    told.set(onboardingId, [...(told.get(onboardingId) ?? []), standing]);
  };
  const { drainFeed } = activitiesOn(pool, plaid, {
    cases: { transferMoved, microDepositsMoved: async () => false },
  });
  let left: TransferEvent[][] = [];
  plaid.gateway.readTransferEvents = async () => {
    const [events = [], ...rest] = left;
    left = rest;
    return { events, hasMore: left.length > 0 };
  };
  return {
    told,
    async tell(pages) {
      left = pages;
      do await drainFeed('transfer');
      while (left.length > 0);
    },
  };
}
