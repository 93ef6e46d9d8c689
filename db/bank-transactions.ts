// The bank's transactions of the Items that are synced, as Plaid shows them now.
import type { BankTransaction, TransactionDetails } from '../domain/bank-transaction.ts';
import { dataKeyOf } from './applicants.ts';
import type { Db } from './pool.ts';
import type { Vault } from './vault.ts';

const detailsOf = (id: string) => ({ table: 'bank_transactions', row: id, column: 'details' });

/** Adds them, or replaces what was known of them. */
export async function upsertBankTransactions(
  db: Db,
  vault: Vault,
  { onboardingId, itemId, transactions }: { onboardingId: string; itemId: string; transactions: BankTransaction[] },
): Promise<void> {
  const key = await dataKeyOf(db, onboardingId);
  const sealed: Buffer[] = [];
  for (const { transactionId, details } of transactions) {
    sealed.push(await vault.seal(db, key, detailsOf(transactionId), JSON.stringify(details)));
  }
  const column = <K extends keyof BankTransaction>(name: K) => transactions.map((one) => one[name]);
  await db.query(
    `insert into bank_transactions (item_id, id, account_id, date, amount_minor, currency, pending, details_sealed)
     select $1, * from unnest($2::text[], $3::text[], $4::date[], $5::bigint[], $6::text[], $7::boolean[], $8::bytea[])
     on conflict (id) do update set account_id = excluded.account_id, date = excluded.date,
       amount_minor = excluded.amount_minor, currency = excluded.currency, pending = excluded.pending,
       details_sealed = excluded.details_sealed`,
    [
      itemId,
      column('transactionId'),
      column('accountId'),
      column('date'),
      column('amountMinor'),
      column('currency'),
      column('pending'),
      sealed,
    ],
  );
}

/** Deletes what the bank has taken back. Gives how many we had. */
export async function deleteBankTransactions(db: Db, itemId: string, ids: string[]): Promise<number> {
  const { rowCount } = await db.query('delete from bank_transactions where item_id = $1 and id = any($2)', [
    itemId,
    ids,
  ]);
  return rowCount ?? 0;
}

export type TransactionsCursor = { date: string; id: string };

/** Newest first. `next` is where the following page begins, null at the end. */
export async function listBankTransactions(
  db: Db,
  vault: Vault,
  page: { itemId: string; limit: number; cursor?: TransactionsCursor | undefined },
): Promise<{ transactions: BankTransaction[]; next: TransactionsCursor | null }> {
  const { rows } = await db.query<Omit<BankTransaction, 'details'> & { sealed: Buffer }>(
    `select id as "transactionId", account_id as "accountId", date, amount_minor as "amountMinor", currency,
       pending, details_sealed as sealed
     from bank_transactions
     where item_id = $1 and ($2::date is null or (date, id) < ($2, $3))
     order by date desc, id desc limit $4`,
    [page.itemId, page.cursor?.date ?? null, page.cursor?.id ?? null, page.limit + 1],
  );
  const transactions: BankTransaction[] = [];
  for (const { sealed, ...row } of rows.slice(0, page.limit)) {
    const details = await vault.open(db, detailsOf(row.transactionId), sealed);
    transactions.push({ ...row, details: JSON.parse(details.reveal()) as TransactionDetails });
  }
  const last = rows.length > page.limit ? transactions.at(-1) : undefined;
  return { transactions, next: last ? { date: last.date, id: last.transactionId } : null };
}
