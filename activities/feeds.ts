import { dataFeed, type EventFeed } from '../domain/feed.ts';
import { bankTransferFeed } from './bank-transfer-feed.ts';
import { drain } from './drain.ts';
import { reportDrain } from './drain-report.ts';
import { transactionsDrain } from './drain-transactions.ts';
import type { Gateways } from './gateways.ts';
import { transferFeed } from './transfer-feed.ts';
import type { Drained, FeedActivities } from './types.ts';

export function feedActivities(gateways: Gateways): FeedActivities {
  const drains: Record<EventFeed, () => Promise<Drained>> = {
    transfer: () => drain(gateways, transferFeed(gateways)),
    'bank-transfer': () => drain(gateways, bankTransferFeed(gateways)),
  };
  const drainsOf = { transactions: transactionsDrain(gateways), report: reportDrain(gateways) };
  return {
    async drainFeed(feed) {
      if (feed === 'transfer' || feed === 'bank-transfer') return drains[feed]();
      const { of, id } = dataFeed(feed);
      return drainsOf[of](id);
    },
  };
}
