// The transfer feed as Plaid might serve it: page by page, in the order that a test sets.

import type { Pool } from '../../../db/pool.ts';
import type { TransferChange } from '../../../domain/transfers/transfer-change.ts';
import type { TransferEvent } from '../../../plaid/gateway.ts';
import { activitiesOn } from '../cases/activities.ts';
import { strictPlaid } from './strict-plaid.ts';

export type SignalledFeed = {
  /** Reads the pages one after the other, and signals the cases. */
  tell: (pages: TransferEvent[][]) => Promise<void>;
  /** The standings that each case was signalled, in order. */
  told: Map<string, TransferChange['standing'][]>;
};

export function signalledFeed(pool: Pool): SignalledFeed {
  const plaid = strictPlaid();
  const told: SignalledFeed['told'] = new Map();
  const transferMoved = async ({ onboardingId, standing }: TransferChange) => {
    told.set(onboardingId, [...(told.get(onboardingId) ?? []), standing]);
  };
  const { drainFeed } = activitiesOn(pool, plaid, {
    cases: { transferMoved, microDepositsMoved: async () => 'over' },
  });
  let left: TransferEvent[][] = [];
  plaid.gateway.readTransferEvents = async () => {
    const [events = [], ...rest] = left;
    left = rest;
    return { events, unread: [], hasMore: left.length > 0 };
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
