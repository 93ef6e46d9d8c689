import { forTenantOf } from '../../db/case/tenant-of.ts';
import { acrossTenants } from '../../db/reach.ts';
import { dataFeed, type EventFeed } from '../../domain/feed.ts';
import { itemDrain } from '../bank/check-item.ts';
import { reportDrain } from '../data/drain-report.ts';
import { transactionsDrain } from '../data/drain-transactions.ts';
import type { Deps } from '../deps.ts';
import type { Drained, FeedActivities } from '../types.ts';
import { bankTransferFeed } from './bank-transfer-feed.ts';
import { drain } from './drain.ts';
import { transferFeed } from './transfer-feed.ts';

export function feedActivities(deps: Deps): FeedActivities {
  const drains: Record<EventFeed, () => Promise<Drained>> = {
    transfer: () => drain(deps, transferFeed(deps)),
    'bank-transfer': () => drain(deps, bankTransferFeed(deps)),
  };
  const drainsOf = {
    transactions: transactionsDrain(deps),
    report: reportDrain(deps),
    item: itemDrain(deps),
  };
  return {
    async drainFeed(feed) {
      // Plaid lists the events of all tenants together.
      if (feed === 'transfer' || feed === 'bank-transfer') return acrossTenants(drains[feed]);
      const { of, id } = dataFeed(feed);
      return forTenantOf(deps.db, of === 'report' ? 'report' : 'item', id, () => drainsOf[of](id));
    },
  };
}
