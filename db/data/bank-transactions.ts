// The bank transactions of Items that are synced, as Plaid shows them now.
import type { BankTransaction, TransactionDetails } from '../../domain/data/bank-transaction.ts';
import { applicantKey, type SelectedKey } from '../data-keys.ts';
import type { Db } from '../pool.ts';
import { isUnopened, type Vault } from '../vault.ts';

const detailsOf = (id: string) => ({ table: 'bank_transactions', row: id, column: 'details' });

/**
 * Keeps a page of an update until its last page has arrived. The last entry about a transaction wins. Call it in the
 * transaction that records how far the update has been read.
 */
export async function keepPage(
  db: Db,
  vault: Vault,
  page: { onboardingId: string; itemId: string; stored: BankTransaction[]; removed: string[] },
): Promise<void> {
  const changes = new Map<string, BankTransaction | null>();
  for (const stored of page.stored) changes.set(stored.transactionId, stored);
  for (const id of page.removed) changes.set(id, null);
  if (changes.size === 0) return;
  const stored = [...changes.values()].filter((change) => change !== null);
  const sealed = new Map<string, Buffer>();
  if (stored.length > 0) {
    const seal = await vault.applicantSealer(db, page.onboardingId);
    for (const { transactionId, details } of stored)
      sealed.set(transactionId, seal(detailsOf(transactionId), JSON.stringify(details)));
  }
  const column = <K extends keyof BankTransaction>(name: K) =>
    [...changes.values()].map((change) => change?.[name] ?? null);
  const ids = [...changes.keys()];
  await db.query(
    `insert into unfinished_transactions (item_id, id, account_id, date, amount_minor, currency, pending, details_sealed)
     select $1, * from unnest($2::text[], $3::text[], $4::date[], $5::bigint[], $6::text[], $7::boolean[], $8::bytea[])
     on conflict (item_id, id) do update set ${replaced}`,
    [
      page.itemId,
      ids,
      column('accountId'),
      column('date'),
      column('amountMinor'),
      column('currency'),
      column('pending'),
      ids.map((id) => sealed.get(id) ?? null),
    ],
  );
}

const replaced = `account_id = excluded.account_id, date = excluded.date, amount_minor = excluded.amount_minor,
  currency = excluded.currency, pending = excluded.pending, details_sealed = excluded.details_sealed`;

/** Makes all kept pages of an update visible at once. Returns how many transactions it changed. */
export async function applyUpdate(db: Db, itemId: string): Promise<number> {
  const { rows } = await db.query<{ changed: number }>(
    `with pages as (delete from unfinished_transactions where item_id = $1 returning *),
       stored as (
         insert into bank_transactions (item_id, id, account_id, date, amount_minor, currency, pending, details_sealed)
         select item_id, id, account_id, date, amount_minor, currency, pending, details_sealed
         from pages where account_id is not null
         on conflict (id) do update set ${replaced}
         returning 1),
       removed as (
         delete from bank_transactions t using pages p
         where t.item_id = $1 and t.id = p.id and p.account_id is null
         returning 1)
     select ((select count(*) from stored) + (select count(*) from removed))::int as changed`,
    [itemId],
  );
  return rows[0]?.changed ?? 0;
}

/** The end of the page before: `at` is a date. */
export type TransactionsCursor = { at: string; id: string };

/** `details` is null if the vault cannot open them, so that one damaged row does not hide the others. */
export type ReadTransaction = Omit<BankTransaction, 'details'> & { details: TransactionDetails | null };

/** Newest first. `next` is the beginning of the following page, null at the end. */
export async function listBankTransactions(
  db: Db,
  vault: Vault,
  page: { onboardingId: string; itemId: string; limit: number; cursor?: TransactionsCursor | undefined },
): Promise<{ transactions: ReadTransaction[]; next: TransactionsCursor | null }> {
  const { rows } = await db.query<Omit<BankTransaction, 'details'> & { sealed: Buffer; key: SelectedKey }>(
    {
      planned_each_time: true,
      text: `select id as "transactionId", account_id as "accountId", date, amount_minor as "amountMinor", currency,
       pending, details_sealed as sealed, ${applicantKey('(select onboarding_id from items where id = $1)', '$5')}
     from bank_transactions
     where item_id = $1 and ($2::date is null or (date, id) < ($2, $3))
     order by date desc, id desc limit $4`,
    },
    [page.itemId, page.cursor?.at ?? null, page.cursor?.id ?? null, page.limit + 1, page.onboardingId],
  );
  if (!rows[0]) return { transactions: [], next: null };
  const open = vault.applicantOpener(db, rows[0].key);
  const transactions: ReadTransaction[] = [];
  for (const { sealed, key: _, ...row } of rows.slice(0, page.limit)) {
    const details = await open(detailsOf(row.transactionId), sealed).catch((error: unknown) => {
      if (isUnopened(error)) return null;
      throw error;
    });
    transactions.push({ ...row, details: details && (JSON.parse(details.reveal()) as TransactionDetails) });
  }
  const last = rows.length > page.limit ? transactions.at(-1) : undefined;
  return { transactions, next: last ? { at: last.date, id: last.transactionId } : null };
}
