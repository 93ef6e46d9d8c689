// Plaid's streams of news. Each is read by one workflow of its own, from a cursor in PostgreSQL.

/** The name of a feed, which also names its workflow: `feed/<name>`. */
export type Feed = 'transfer';
