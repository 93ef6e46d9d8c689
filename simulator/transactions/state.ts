// What the simulated Plaid has collected of an Item's transactions.
import type { TransactionsUpdateStatus } from 'plaid';
import { itemError, PlaidError } from '../errors.ts';
import type { SimItem } from '../link/state.ts';
import type { World } from '../world.ts';

export type SimTransaction = {
  transaction_id: string;
  account_id: string;
  /** YYYY-MM-DD. */
  date: string;
  amount: number;
  currency: string;
  /** What the bank prints, and whom Plaid takes it for. */
  name: string;
  merchant: string | null;
  pending: boolean;
  /** The pending one that this one stands for since it was posted. */
  pending_transaction_id: string | null;
};

/** Null: gone. */
export type Change = { transaction_id: string; now: SimTransaction | null };

export type Collected = {
  status: Exclude<`${TransactionsUpdateStatus}`, 'TRANSACTIONS_UPDATE_STATUS_UNKNOWN'>;
  began_at: string;
  /** The client has called /transactions/sync: only then does Plaid send SYNC_UPDATES_AVAILABLE. */
  synced: boolean;
  /** Everything that ever happened to them, in order. A cursor is a place in it. */
  changes: Change[];
};

/** By item id. */
export type TransactionsState = Record<string, Collected>;

export const initialTransactionsState = (): TransactionsState => ({});

/** Begins to collect them, as Plaid does at Link for Items that were linked for it, else at the first call. */
export function collect(world: World, { item_id }: SimItem, began: Date): Collected {
  const collected: Collected = {
    status: 'NOT_READY',
    began_at: began.toISOString(),
    synced: false,
    changes: [],
  };
  world.state.transactions[item_id] = collected;
  world.changed();
  return collected;
}

export function collectedOf(world: World, item: SimItem): Collected {
  const known = world.state.transactions[item.item_id];
  if (known) return known;
  if (item.accounts.every((account) => account.verification_status !== null)) {
    throw itemError(
      'PRODUCTS_NOT_SUPPORTED',
      'the following products are not supported by this institution: ["transactions"]',
    );
  }
  if (![...item.products, ...item.consented_products].includes('transactions')) {
    throw new PlaidError(
      400,
      'INVALID_INPUT',
      'ADDITIONAL_CONSENT_REQUIRED',
      'client does not have user consent to access the PRODUCT_TRANSACTIONS product',
    );
  }
  return collect(world, item, world.now());
}

/** Each transaction as it stood after that many changes; null where it was gone. */
export const standing = (changes: Change[], at: number): Map<string, SimTransaction | null> =>
  new Map(changes.slice(0, at).map(({ transaction_id, now }) => [transaction_id, now]));

/** Those that are there now, newest first. */
export const presentOf = ({ changes }: Collected): SimTransaction[] =>
  [...standing(changes, changes.length).values()]
    .filter((transaction) => transaction !== null)
    .sort((a, b) => b.date.localeCompare(a.date));
