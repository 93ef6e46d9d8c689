// Which Items' transactions are read, and how far.
import type { Db } from './pool.ts';

export type TransactionSync = {
  itemId: string;
  onboardingId: string;
  cursor: string | null;
  /** Plaid's word for how far its own collecting has come. */
  updateStatus: string | null;
  /** Plaid's code where the last look was refused. */
  error: string | null;
  readAt: Date | null;
};

/** From now on the Item's transactions are read. */
export async function insertTransactionSync(
  db: Db,
  { itemId, onboardingId }: Pick<TransactionSync, 'itemId' | 'onboardingId'>,
): Promise<void> {
  await db.query('insert into transaction_syncs (item_id, onboarding_id) values ($1, $2) on conflict do nothing', [
    itemId,
    onboardingId,
  ]);
}

const columns = `item_id as "itemId", onboarding_id as "onboardingId", cursor, update_status as "updateStatus", error,
  read_at as "readAt"`;

export async function transactionSyncOf(db: Db, itemId: string): Promise<TransactionSync | null> {
  const { rows } = await db.query<TransactionSync>(`select ${columns} from transaction_syncs where item_id = $1`, [
    itemId,
  ]);
  return rows[0] ?? null;
}

/** That of the Item that the case works with, or worked with last. */
export async function transactionSyncOfCase(db: Db, onboardingId: string): Promise<TransactionSync | null> {
  const { rows } = await db.query<TransactionSync>(
    `select ${columns} from transaction_syncs where onboarding_id = $1 order by created_at desc limit 1`,
    [onboardingId],
  );
  return rows[0] ?? null;
}

/**
 * Records that an update was read from cursor `from` to its end. False where somebody else has read on from there
 * meanwhile: then it must not be applied. Call it in the transaction that applies it.
 */
export async function moveTransactionCursor(
  db: Db,
  {
    itemId,
    from,
    to,
    updateStatus,
  }: { itemId: string; from: string | null; to: string | null; updateStatus: string | null },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update transaction_syncs set cursor = $3, update_status = $4, error = null, read_at = now()
     where item_id = $1 and cursor is not distinct from $2`,
    [itemId, from, to, updateStatus],
  );
  return rowCount === 1;
}

/** Plaid refused the look, with this code. */
export async function recordTransactionsRefused(db: Db, itemId: string, error: string): Promise<void> {
  await db.query('update transaction_syncs set error = $2 where item_id = $1', [itemId, error]);
}
