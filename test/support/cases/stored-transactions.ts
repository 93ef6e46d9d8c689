import { applyUpdate, keepPage } from '../../../db/data/bank-transactions.ts';
import { insertTransactionSync, moveTransactionCursor } from '../../../db/data/transaction-syncs.ts';
import { type Pool, transaction } from '../../../db/pool.ts';
import type { BankTransaction } from '../../../domain/data/bank-transaction.ts';
import { storedAccount, testVault } from './stored-case.ts';

/** Stores an account whose transactions the feed has read to the end. */
export async function storedTransactions(
  pool: Pool,
  onboardingId: string,
  transactions: BankTransaction[],
): Promise<{ itemId: string }> {
  const { itemId } = await storedAccount(pool, onboardingId);
  await transaction(pool, async (tx) => {
    await insertTransactionSync(tx, { itemId, onboardingId });
    const updateStatus = 'HISTORICAL_UPDATE_COMPLETE';
    await moveTransactionCursor(tx, { itemId, cursor: null, nextPage: null }, { cursor: 'cursor-1', updateStatus });
    await keepPage(tx, testVault, { itemId, onboardingId, stored: transactions, removed: [] });
    await applyUpdate(tx, itemId);
  });
  return { itemId };
}
