// The transactions of an Item that the simulated Plaid has collected.
import type { TransactionsUpdateStatus } from 'plaid';

export type SimTransaction = {
  transaction_id: string;
  account_id: string;
  /** YYYY-MM-DD. */
  date: string;
  amount: number;
  currency: string;
  /** The text of the bank, and the merchant that Plaid derives from it. */
  name: string;
  merchant: string | null;
  pending: boolean;
  /** The pending transaction that this one has replaced. */
  pending_transaction_id: string | null;
};

/** `now` is null when the transaction has been removed. */
export type Change = { transaction_id: string; now: SimTransaction | null };

export type Collected = {
  item_id: string;
  status: Exclude<`${TransactionsUpdateStatus}`, 'TRANSACTIONS_UPDATE_STATUS_UNKNOWN'>;
  began_at: string;
  /** Whether the caller has called /transactions/sync. Only then does Plaid send SYNC_UPDATES_AVAILABLE. */
  synced: boolean;
  /** All changes to the transactions, in order. A cursor is a place in this list. */
  changes: Change[];
};

/** By item id. */
export type TransactionsState = Record<string, Collected>;

export const initialTransactionsState = (): TransactionsState => ({});

/** Returns each transaction as it was after the first `at` changes; null when it had been removed. */
export const standing = (changes: Change[], at: number): Map<string, SimTransaction | null> =>
  new Map(changes.slice(0, at).map(({ transaction_id, now }) => [transaction_id, now]));

/** Returns the transactions that exist now, the newest first. */
export const presentOf = ({ changes }: Collected): SimTransaction[] =>
  [...standing(changes, changes.length).values()]
    .filter((transaction) => transaction !== null)
    .sort((a, b) => b.date.localeCompare(a.date));
