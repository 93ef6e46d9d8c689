// The Items whose transactions we read, and how far.
import type { Db } from '../pool.ts';

export type TransactionSync = {
  itemId: string;
  onboardingId: string;
  /** The beginning of the update that is read next. */
  cursor: string | null;
  /** The next page of that update, if earlier pages are kept already (`keepPage`). */
  nextPage: string | null;
  /** The pages of that update that were read, counting those that were dropped. */
  pagesRead: number;
  /** Plaid's word for how far it has collected the transactions. */
  updateStatus: string | null;
  /** Plaid's code if it refused the last look. */
  error: string | null;
  readAt: Date | null;
};

/** Starts the reading of the Item's transactions. */
export async function insertTransactionSync(
  db: Db,
  { itemId, onboardingId }: Pick<TransactionSync, 'itemId' | 'onboardingId'>,
): Promise<void> {
  await db.query('insert into transaction_syncs (item_id, onboarding_id) values ($1, $2) on conflict do nothing', [
    itemId,
    onboardingId,
  ]);
}

const columns = `item_id as "itemId", onboarding_id as "onboardingId", cursor, next_page as "nextPage",
  pages_read as "pagesRead", update_status as "updateStatus", error, read_at as "readAt"`;

export async function transactionSyncOf(db: Db, itemId: string): Promise<TransactionSync | null> {
  const { rows } = await db.query<TransactionSync>(`select ${columns} from transaction_syncs where item_id = $1`, [
    itemId,
  ]);
  return rows[0] ?? null;
}

/** Returns the sync of the Item that the case works with, or worked with last. */
export async function transactionSyncOfCase(db: Db, onboardingId: string): Promise<TransactionSync | null> {
  const { rows } = await db.query<TransactionSync>(
    `select ${columns} from transaction_syncs
     where item_id in (select id from items where onboarding_id = $1) order by turn desc limit 1`,
    [onboardingId],
  );
  return rows[0] ?? null;
}

/** A page of an update: the position that a call has read from. */
type Place = Pick<TransactionSync, 'itemId' | 'cursor' | 'nextPage'>;

/**
 * Records that the update goes on at `to`. False if another call has meanwhile read on from this position: then do not
 * keep the page. Call it in the transaction that keeps the page.
 */
export async function moveNextPage(db: Db, { itemId, cursor, nextPage }: Place, to: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `update transaction_syncs set next_page = $4, pages_read = pages_read + 1 where ${isAt}`,
    [itemId, cursor, nextPage, to],
  );
  return rowCount === 1;
}

/**
 * Records that an update was read to its end, where the next one begins. False if another call has meanwhile read on:
 * then do not apply the update. Call it in the transaction that applies it.
 */
export async function moveTransactionCursor(
  db: Db,
  { itemId, cursor, nextPage }: Place,
  to: Pick<TransactionSync, 'cursor' | 'updateStatus'>,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update transaction_syncs set cursor = $4, next_page = null, pages_read = 0, update_status = $5, error = null,
       read_at = now()
     where ${isAt}`,
    [itemId, cursor, nextPage, to.cursor, to.updateStatus],
  );
  return rowCount === 1;
}

/**
 * Drops the kept pages, so that the update begins again, unless another call has read on meanwhile. Call it in a
 * transaction.
 */
export async function dropPages(db: Db, { itemId, cursor, nextPage }: Place): Promise<void> {
  const { rowCount } = await db.query(`update transaction_syncs set next_page = null where ${isAt}`, [
    itemId,
    cursor,
    nextPage,
  ]);
  if (rowCount === 1) await db.query('delete from unfinished_transactions where item_id = $1', [itemId]);
}

const isAt = 'item_id = $1 and cursor is not distinct from $2 and next_page is not distinct from $3';

/** Records why the look ended before the end of an update: Plaid's code, or ours. */
export async function recordTransactionsRefused(db: Db, itemId: string, error: string): Promise<void> {
  await db.query('update transaction_syncs set error = $2, pages_read = 0 where item_id = $1', [itemId, error]);
}
