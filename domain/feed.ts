// Plaid's streams of news. Each is read by one workflow of its own, from a cursor in PostgreSQL.

/** Those of numbered events, which exist as long as Gangway does. */
export const feeds = ['transfer', 'bank-transfer'] as const;
export type EventFeed = (typeof feeds)[number];

/** The name of a feed, which also names its workflow: `feed/<name>`. */
export type Feed = EventFeed | `transactions/${string}`;

/** An Item's transactions. */
export const transactionsFeed = (itemId: string): Feed => `transactions/${itemId}`;
