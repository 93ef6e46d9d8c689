import { z } from 'zod';
import { listBankTransactions, type TransactionsCursor } from '../../db/bank-transactions.ts';
import { transactionSyncOfCase } from '../../db/transaction-syncs.ts';
import { type BankTransaction, formatMinor } from '../../domain/bank-transaction.ts';
import { findCase } from '../cases/find-case.ts';
import type { Deps, Route } from '../context.ts';
import { checkInput } from '../input.ts';
import { Problem } from '../problem.ts';

const query = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z
    .string()
    .max(400)
    .transform((text, context): TransactionsCursor => {
      const [, date = '', id] = place.exec(Buffer.from(text, 'base64url').toString()) ?? [];
      if (id && z.iso.date().safeParse(date).success) return { date, id };
      context.addIssue({ code: 'custom', message: 'must be the next_cursor of an earlier answer, unchanged' });
      return z.NEVER;
    })
    .optional(),
});
const place = /^(\S{10}) ([\x21-\x7e]{1,200})$/;

/** The transactions of the account's Item, newest first, and how far they have been read. */
export function listTransactions({ db, vault }: Deps): Route {
  return {
    method: 'GET',
    path: '/v1/onboardings/:id/transactions',
    handle: async (ctx) => {
      const page = checkInput(query, { ...ctx.query });
      const view = await findCase({ db, vault }, ctx);
      if (!view.products.includes('transactions')) throw notAsked();
      const sync = await transactionSyncOfCase(db, view.id);
      const { transactions, next } = sync
        ? await listBankTransactions(db, vault, { ...page, itemId: sync.itemId })
        : { transactions: [], next: null };
      ctx.body = {
        data: transactions.map(shown),
        next_cursor: next && Buffer.from(`${next.date} ${next.id}`).toString('base64url'),
        sync: sync && {
          update_status: sync.updateStatus,
          error: sync.error,
          read_at: sync.readAt?.toISOString() ?? null,
        },
      };
    },
  };
}

const shown = ({ details, amountMinor, currency, ...transaction }: BankTransaction) => ({
  id: transaction.transactionId,
  account_id: transaction.accountId,
  date: transaction.date,
  amount: amountMinor === null || currency === null ? null : formatMinor(amountMinor, currency),
  currency,
  unofficial: details.unofficial,
  pending: transaction.pending,
  replaces: details.pendingTransactionId,
  name: details.name,
  merchant: details.merchant,
  counterparties: details.counterparties,
});

const notAsked = () =>
  new Problem(409, 'product_not_asked_for', 'This onboarding was created without "transactions" in its products.');
