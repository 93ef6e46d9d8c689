import type { EventFeed } from '../domain/feed.ts';
import { bankTransferFeed } from './bank-transfer-feed.ts';
import { drain } from './drain.ts';
import { transactionsDrain } from './drain-transactions.ts';
import type { Gateways } from './gateways.ts';
import { transferFeed } from './transfer-feed.ts';
import type { Drained, FeedActivities } from './types.ts';

export function feedActivities(gateways: Gateways): FeedActivities {
  const drains: Record<EventFeed, () => Promise<Drained>> = {
    transfer: () => drain(gateways, transferFeed(gateways)),
    'bank-transfer': () => drain(gateways, bankTransferFeed(gateways)),
  };
  const drainTransactions = transactionsDrain(gateways);
  return {
    drainFeed: (feed) =>
      feed === 'transfer' || feed === 'bank-transfer'
        ? drains[feed]()
        : drainTransactions(feed.slice('transactions/'.length)),
  };
}
