// The transactions of an Item, as changes since a cursor.

import { z } from 'zod';
import type { BankTransaction } from '../domain/bank-transaction.ts';
import type { Secret } from '../domain/secret.ts';
import type { Ask } from './ask.ts';
import type { TransactionsPage } from './gateway.ts';
import { amountHasAnyDigits, emptyCursorIsNone } from './quirks.ts';

const transaction = z.object({
  transaction_id: z.string(),
  account_id: z.string(),
  date: z.iso.date(),
  amount: z.number(),
  iso_currency_code: z.string().nullish(),
  unofficial_currency_code: z.string().nullish(),
  pending: z.boolean(),
  pending_transaction_id: z.string().nullish(),
  name: z.string().nullish(),
  merchant_name: z.string().nullish(),
  counterparties: z.array(z.object({ name: z.string(), type: z.string() })).nullish(),
});

const page = z.object({
  added: z.array(transaction),
  modified: z.array(transaction),
  removed: z.array(z.object({ transaction_id: z.string() })),
  next_cursor: z.string(),
  has_more: z.boolean(),
  transactions_update_status: z.string().nullish(),
});

/** As many as Plaid gives at once. With all that Plaid adds to each, they come to about a mebibyte. */
const pageSize = 500;
const mostBytes = 8 * 1024 * 1024;

/** One page of an update. An update that has more pages means nothing before its last one. */
export async function readTransactions(
  ask: Ask,
  accessToken: Secret,
  cursor: string | null,
): Promise<TransactionsPage> {
  const answer = await ask({
    endpoint: '/transactions/sync',
    answer: page,
    mostBytes,
    send: (api, options) =>
      api.transactionsSync(
        { access_token: accessToken.reveal(), count: pageSize, ...(cursor !== null && { cursor }) },
        options,
      ),
  });
  return {
    stored: [...answer.added, ...answer.modified].map(transactionOf),
    removed: answer.removed.map((removed) => removed.transaction_id),
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
