import type { ShownAccount } from '../domain/duplicates.ts';
import type { Secret } from '../domain/secret.ts';
import { dataKeyOf } from './applicants.ts';
import { shownIndex } from './duplicates.ts';
import type { Db } from './pool.ts';
import { insertRoute } from './routes.ts';
import type { Vault } from './vault.ts';

export type AccountRecord = {
  accountId: string;
  itemId: string;
  mask: string | null;
  subtype: string | null;
  verificationStatus: string | null;
  /** Since when the bank has had other data of it than what was read; null while that is good. */
  changedAt: Date | null;
};

const numbersOf = (accountId: string) => ({ table: 'accounts', row: accountId, column: 'numbers' });

/**
 * Records the account as Plaid shows it now, and its route. `changedAt` is what was known before the read: a change
 * that came during it still stands afterwards. Call it in a transaction.
 */
export async function upsertAccount(
  db: Db,
  vault: Vault,
  account: Omit<AccountRecord, 'changedAt'> & {
    onboardingId: string;
    changedAt?: Date | null;
    persistentAccountId: string | null;
    /** Null or left out where Plaid shows too little of it to know it again. */
    shown?: ShownAccount | null;
    /** `tokenized` numbers are made for us alone: they differ from those another client sees. Null: not known. */
    numbers: { account: Secret; routing: Secret; tokenized: boolean } | null;
  },
): Promise<void> {
  const { accountId, onboardingId, numbers, shown } = account;
  const plain = numbers && { account: numbers.account.reveal(), routing: numbers.routing.reveal() };
  const sealed =
    plain &&
    (await vault.seal(
      db,
      await dataKeyOf(db, onboardingId),
      numbersOf(accountId),
      JSON.stringify({ ...plain, tokenized: numbers?.tokenized }),
    ));
  const index = plain && (await vault.index(db, `${plain.routing}:${plain.account}`));
  await db.query(
    `insert into accounts (id, item_id, onboarding_id, mask, subtype, verification_status, persistent_account_id,
       numbers_sealed, numbers_index, shown_index)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $11)
     on conflict (id) do update set mask = excluded.mask, subtype = excluded.subtype,
       verification_status = excluded.verification_status, persistent_account_id = excluded.persistent_account_id,
       shown_index = excluded.shown_index,
       numbers_sealed = coalesce(excluded.numbers_sealed, accounts.numbers_sealed),
       numbers_index = coalesce(excluded.numbers_index, accounts.numbers_index),
       changed_at = case when accounts.changed_at is not distinct from $10 then null else accounts.changed_at end`,
    [
      accountId,
      account.itemId,
      onboardingId,
      account.mask,
      account.subtype,
      account.verificationStatus,
      account.persistentAccountId,
      sealed,
      index,
      account.changedAt ?? null,
      shown ? await shownIndex(db, vault, shown) : null,
    ],
  );
  await insertRoute(db, 'account', accountId, onboardingId);
}

/** The account that the case works with: the newest. */
export async function accountOfCase(db: Db, onboardingId: string): Promise<AccountRecord | null> {
  const { rows } = await db.query<AccountRecord>(
    `select id as "accountId", item_id as "itemId", mask, subtype, verification_status as "verificationStatus",
       changed_at as "changedAt"
     from accounts where onboarding_id = $1 order by created_at desc limit 1`,
    [onboardingId],
  );
  return rows[0] ?? null;
}

/** Its numbers, while the bank vouches for them. Keep no more of them than is needed. */
export async function readNumbers(
  db: Db,
  vault: Vault,
  accountId: string,
): Promise<{ account: string; routing: string } | null> {
  const { rows } = await db.query<{ sealed: Buffer | null }>(
    'select numbers_sealed as sealed from accounts where id = $1',
    [accountId],
  );
  const sealed = rows[0]?.sealed;
  return sealed ? JSON.parse((await vault.open(db, numbersOf(accountId), sealed)).reveal()) : null;
}
