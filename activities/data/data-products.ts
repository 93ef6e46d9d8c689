// Data that the tenant asked for beside the money. Reading begins once the owner of the account is known, so that
// Gangway reads no stranger's data. Each data product then has a feed of its own, so that no case waits for it.
import type { CaseRecord } from '../../db/case/onboardings.ts';
import { wantReport } from '../../db/data/reports.ts';
import { insertTransactionSync } from '../../db/data/transaction-syncs.ts';
import { reportFeed, transactionsFeed } from '../../domain/feed.ts';
import type { Deps } from '../deps.ts';

/** Starts the feeds of the data products that the case asks for. A repeat changes nothing. */
export async function beginDataProducts(
  { db, cases }: Pick<Deps, 'db' | 'cases'>,
  { id, products }: CaseRecord,
  itemId: string,
): Promise<void> {
  if (products.includes('transactions')) {
    await insertTransactionSync(db, { itemId, onboardingId: id });
    await cases.wakeFeed(transactionsFeed(itemId));
  }
  if (products.includes('assets')) {
    await cases.wakeFeed(reportFeed(await wantReport(db, { onboardingId: id, kind: 'assets', itemId })));
  }
}
