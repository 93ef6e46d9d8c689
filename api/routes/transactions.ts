import { z } from 'zod';
import { listBankTransactions, type ReadTransaction } from '../../db/data/bank-transactions.ts';
import { transactionSyncOfCase } from '../../db/data/transaction-syncs.ts';
import { formatMinor } from '../../domain/data/bank-transaction.ts';
import { findCase } from '../cases/find-case.ts';
import type { Deps, Handler } from '../context.ts';
import { checkInput } from '../http/input.ts';
import { Problem } from '../http/problem.ts';
import { encodePlace, pageLimit, placeCursor, queryOf } from '../http/query.ts';

const query = z.strictObject({
  limit: pageLimit(200, 50),
  cursor: placeCursor(/^[\x21-\x7e]{1,200}$/),
});

/** Answers with the transactions of the account's Item, newest first, and with the state of their feed. */
export function listTransactions({ db, vault }: Deps): Handler {
  return async (ctx) => {
    const page = checkInput(query, queryOf(ctx));
    const view = await findCase({ db }, ctx);
    if (!view.products.includes('transactions')) throw notAsked();
    const sync = await transactionSyncOfCase(db, view.id);
    const { transactions, next } = sync
      ? await listBankTransactions(db, vault, { ...page, onboardingId: view.id, itemId: sync.itemId })
      : { transactions: [], next: null };
    ctx.body = {
      data: transactions.map(shown),
      next_cursor: next && encodePlace(next.at, next.id),
      sync: sync && {
        update_status: sync.updateStatus,
        error: sync.error,
        read_at: sync.readAt?.toISOString() ?? null,
      },
    };
  };
}

const shown = ({ details, amountMinor, currency, ...transaction }: ReadTransaction) => ({
  id: transaction.transactionId,
  account_id: transaction.accountId,
  date: transaction.date,
  amount: amountMinor === null || currency === null ? null : formatMinor(amountMinor, currency),
  currency,
  unofficial: details?.unofficial ?? null,
  pending: transaction.pending,
  replaces: details?.pendingTransactionId ?? null,
  name: details?.name ?? null,
  merchant: details?.merchant ?? null,
  counterparties: details?.counterparties ?? [],
  // Present only where the details are stored but cannot be decrypted now.
  ...(details === null && { unreadable: true }),
});

const notAsked = () =>
  new Problem(
    409,
    'product_not_asked_for',
    'You created this onboarding without "transactions" in products, so Gangway reads none.',
  );
