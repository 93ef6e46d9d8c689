// Which feed reads what a webhook about a product's data speaks of.
import type { Db } from '../db/pool.ts';
import { transactionSyncOf } from '../db/transaction-syncs.ts';
import { type Feed, transactionsFeed } from '../domain/feed.ts';
import type { Reaction } from '../plaid/webhooks.ts';

type ReadReaction = Extract<Reaction, { do: 'read' }>;

/** Null where nobody asked for the data, or it is not time yet: once it begins, it is read from its beginning. */
export async function dataFeedOf(tx: Db, { route }: ReadReaction): Promise<Feed | null> {
  return (await transactionSyncOf(tx, route.id)) && transactionsFeed(route.id);
}
