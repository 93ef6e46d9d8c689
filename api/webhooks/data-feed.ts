// Which feed reads what a webhook about a product's data speaks of.
import type { Db } from '../../db/pool.ts';
import { findReport, recordReportTold } from '../../db/reports.ts';
import { transactionSyncOf } from '../../db/transaction-syncs.ts';
import { type Feed, reportFeed, transactionsFeed } from '../../domain/feed.ts';
import type { Reaction } from '../../plaid/webhooks.ts';

/**
 * Null where there is nothing to read: nobody asked for it, we have it already, or it is not time yet. What has not
 * begun is read from its beginning once it does.
 */
export async function dataFeedOf(tx: Db, reaction: Extract<Reaction, { do: 'read' }>): Promise<Feed | null> {
  const { id } = reaction.route;
  if (reaction.product === 'transactions') return (await transactionSyncOf(tx, id)) && transactionsFeed(id);
  const report = await findReport(tx, { plaidId: id });
  if (report?.status !== 'asked' && report?.status !== 'offered') return null;
  if (reaction.error) await recordReportTold(tx, report.id, reaction.error);
  return reportFeed(report.id);
}
