// Plaid's event lists and data. One workflow reads each, from a cursor in PostgreSQL.

/** Feeds of numbered events, which live as long as Gangway does. */
export const feeds = ['transfer', 'bank-transfer'] as const;
export type EventFeed = (typeof feeds)[number];

/** Feeds of one Item or one report, which end when there is nothing left to read. */
const things = ['transactions', 'report', 'item'] as const;
type Thing = (typeof things)[number];
export type DataFeed = `${Thing}/${string}`;

/** The name of a feed, which is part of its workflow's id: `feed/<name>`. */
export type Feed = EventFeed | DataFeed;

export const isFeed = (name: unknown): name is Feed =>
  (feeds as readonly unknown[]).includes(name) ||
  (typeof name === 'string' &&
    things.some((of) => name.startsWith(`${of}/`)) &&
    /^[a-z]+\/[\x21-\x7e]{1,255}$/.test(name));

/** The feed of an Item's transactions. */
export const transactionsFeed = (itemId: string): DataFeed => `transactions/${itemId}`;

/** The feed of one report, by our own id. */
export const reportFeed = (reportId: string): DataFeed => `report/${reportId}`;

/** The feed of an Item's health, while its case sleeps and does not read the Item itself. */
export const itemFeed = (itemId: string): DataFeed => `item/${itemId}`;

export function dataFeed(feed: DataFeed): { of: Thing; id: string } {
  const [of] = feed.split('/', 1) as [Thing];
  return { of, id: feed.slice(of.length + 1) };
}
