// Data that the product asked for beside the money. They begin when it is known whose account it is: nothing is read
// of a stranger's. From there each has a feed of its own, so that no case waits for them.
import type { CaseRecord } from '../db/onboardings.ts';
import { wantReport } from '../db/reports.ts';
import { insertTransactionSync } from '../db/transaction-syncs.ts';
import { reportFeed, transactionsFeed } from '../domain/feed.ts';
import type { Gateways } from './gateways.ts';

/** Begins what the case asks for; repeating it changes nothing. */
export async function beginDataProducts(
  { pool, cases }: Pick<Gateways, 'pool' | 'cases'>,
  { id, products }: CaseRecord,
  itemId: string,
): Promise<void> {
  if (products.includes('transactions')) {
    await insertTransactionSync(pool, { itemId, onboardingId: id });
    await cases.wakeFeed(transactionsFeed(itemId));
  }
  if (products.includes('assets')) {
    await cases.wakeFeed(reportFeed(await wantReport(pool, { onboardingId: id, kind: 'assets', itemId })));
  }
}
