import { upsertBankTransactions } from '../../db/bank-transactions.ts';
import { type Pool, transaction } from '../../db/pool.ts';
import { insertTransactionSync, moveTransactionCursor } from '../../db/transaction-syncs.ts';
import type { BankTransaction } from '../../domain/bank-transaction.ts';
import { storedAccount, testVault } from './stored-case.ts';

/** An account of the case whose transactions have been read to the end. */
export async function storedTransactions(
  pool: Pool,
  onboardingId: string,
  transactions: BankTransaction[],
): Promise<{ itemId: string }> {
  const { itemId } = await storedAccount(pool, onboardingId);
  await transaction(pool, async (tx) => {
    await insertTransactionSync(tx, { itemId, onboardingId });
    const updateStatus = 'HISTORICAL_UPDATE_COMPLETE';
    await moveTransactionCursor(tx, { itemId, from: null, to: 'cursor-1', updateStatus });
    await upsertBankTransactions(tx, testVault, { itemId, onboardingId, transactions });
  });
  return { itemId };
}
