import type { Feed } from '../domain/feed.ts';
import { bankTransferFeed } from './bank-transfer-feed.ts';
import { drain } from './drain.ts';
import type { Gateways } from './gateways.ts';
import { transferFeed } from './transfer-feed.ts';
import type { Drained, FeedActivities } from './types.ts';

export function feedActivities(gateways: Gateways): FeedActivities {
  const drains: Record<Feed, () => Promise<Drained>> = {
    transfer: () => drain(gateways, transferFeed(gateways)),
    'bank-transfer': () => drain(gateways, bankTransferFeed(gateways)),
  };
  return { drainFeed: (feed) => drains[feed]() };
}
