// Plaid's streams of news. Each is read by one workflow of its own, from a cursor in PostgreSQL.

/** Those of numbered events, which exist as long as Gangway does. */
export const feeds = ['transfer', 'bank-transfer'] as const;
export type EventFeed = (typeof feeds)[number];

/** Those of what a product asked for, one for each Item and each report, until there is nothing left to look for. */
export type DataFeed = `transactions/${string}` | `report/${string}`;

/** The name of a feed, which also names its workflow: `feed/<name>`. */
export type Feed = EventFeed | DataFeed;

/** An Item's transactions. */
export const transactionsFeed = (itemId: string): DataFeed => `transactions/${itemId}`;

/** One report, by our own id. */
export const reportFeed = (reportId: string): DataFeed => `report/${reportId}`;

export function dataFeed(feed: DataFeed): { of: 'transactions' | 'report'; id: string } {
  const slash = feed.indexOf('/');
  return { of: feed.startsWith('report/') ? 'report' : 'transactions', id: feed.slice(slash + 1) };
}
