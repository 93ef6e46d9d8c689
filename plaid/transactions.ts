// The transactions of an Item, as changes since a cursor.

import { z } from 'zod';
import type { BankTransaction } from '../domain/data/bank-transaction.ts';
import type { Secret } from '../domain/secret.ts';
import type { Ask } from './ask.ts';
import type { TransactionsPage } from './gateway.ts';
import { amountHasAnyDigits, emptyCursorIsNone, yearZeroIsNone } from './quirks.ts';
import { id, mostPageBytes, rowsOf, word } from './rows.ts';

/** Longer than any text that a bank prints, or any name of a merchant. */
const text = z.string().max(10_000);

const transaction = z.object({
  transaction_id: id.min(1),
  account_id: id,
  date: z.iso.date().refine(yearZeroIsNone),
  amount: z.number(),
  iso_currency_code: word.nullish(),
  unofficial_currency_code: word.nullish(),
  pending: z.boolean(),
  pending_transaction_id: id.nullish(),
  name: text.nullish(),
  merchant_name: text.nullish(),
  counterparties: z
    .array(z.object({ name: text, type: word }))
    .max(100)
    .nullish(),
});

const rows = rowsOf(transaction, 'transaction_id');
const page = z.object({
  added: rows,
  modified: rows,
  removed: rowsOf(z.object({ transaction_id: id }), 'transaction_id'),
  next_cursor: z.string(),
  has_more: z.boolean(),
  transactions_update_status: z.string().nullish(),
});

/** The most that Plaid gives at once. */
const pageSize = 500;

/** Returns one page of an update. An update with several pages is complete only with its last one. */
export async function readTransactions(
  ask: Ask,
  accessToken: Secret,
  cursor: string | null,
): Promise<TransactionsPage> {
  const answer = await ask({
    endpoint: '/transactions/sync',
    item: accessToken,
    answer: page,
    mostBytes: mostPageBytes,
    send: (api, options) =>
      api.transactionsSync(
        { access_token: accessToken.reveal(), count: pageSize, ...(cursor !== null && { cursor }) },
        options,
      ),
  });
  const { added, modified, removed } = answer;
  return {
    stored: [...added.read, ...modified.read].map(transactionOf),
    removed: removed.read.map(({ transaction_id }) => transaction_id),
    unread: [added, modified, removed].flatMap(({ unread }) => unread),
    cursor: emptyCursorIsNone(answer.next_cursor),
    hasMore: answer.has_more,
    updateStatus: answer.transactions_update_status ?? null,
  };
}

function transactionOf(given: z.output<typeof transaction>): BankTransaction {
  const currency = given.iso_currency_code ?? null;
  const amountMinor = amountHasAnyDigits(given.amount, currency);
  const official = amountMinor !== null;
  return {
    transactionId: given.transaction_id,
    accountId: given.account_id,
    date: given.date,
    amountMinor,
    currency: official ? currency : null,
    pending: given.pending,
    details: {
      name: given.name ?? null,
      merchant: given.merchant_name ?? null,
      counterparties: (given.counterparties ?? []).map(({ name, type }) => ({ name, type })),
      pendingTransactionId: given.pending_transaction_id ?? null,
      unofficial: official
        ? null
        : { amount: given.amount, currency: given.unofficial_currency_code ?? currency ?? 'unknown' },
    },
  };
}
