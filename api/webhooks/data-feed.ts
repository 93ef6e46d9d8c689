// Finds the feed that reads the data a webhook is about.

import { findReport, incomeReportOf, recordReportError } from '../../db/data/reports.ts';
import { transactionSyncOf } from '../../db/data/transaction-syncs.ts';
import type { Db } from '../../db/pool.ts';
import { type Feed, reportFeed, transactionsFeed } from '../../domain/feed.ts';
import type { Reaction } from '../../plaid/webhooks.ts';

/**
 * Null when there is nothing to read: the tenant did not ask for the data, Gangway has them already, or reading has
 * not begun. A feed that begins later reads from the start, so nothing is lost.
 */
export async function dataFeedOf(
  tx: Db,
  onboardingId: string,
  reaction: Extract<Reaction, { do: 'read' }>,
): Promise<Feed | null> {
  const { id } = reaction.plaidId;
  if (reaction.product === 'transactions') return (await transactionSyncOf(tx, id)) && transactionsFeed(id);
  const named = await findReport(tx, { plaidId: id });
  // The webhook names an Item of payroll or an earlier user. That is a reason to read, but says nothing about the
  // current report.
  const report = named ?? (await incomeReportOf(tx, onboardingId));
  if (report?.status !== 'asked' && report?.status !== 'offered') return null;
  if (named && reaction.error) await recordReportError(tx, report.id, reaction.error);
  return reportFeed(report.id);
}
