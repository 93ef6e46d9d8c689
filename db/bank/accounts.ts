import type { AccountNumbers } from '../../domain/bank/account-numbers.ts';
import type { ShownAccount } from '../../domain/bank/duplicates.ts';
import { insertPlaidId } from '../case/plaid-ids.ts';
import { applicantKey, type SelectedKey } from '../data-keys.ts';
import { hasEndpoint } from '../notify/notifications.ts';
import type { Db } from '../pool.ts';
import type { Vault } from '../vault.ts';
import { shownIndex } from './duplicates.ts';
import { accountUsedBy } from './linked-accounts.ts';

export type AccountRecord = {
  accountId: string;
  itemId: string;
  mask: string | null;
  subtype: string | null;
  verificationStatus: string | null;
  /** When the bank changed the account's data after our last read. Null while the data that we read is current. */
  changedAt: Date | null;
};

const numbersOf = (accountId: string) => ({ table: 'accounts', row: accountId, column: 'numbers' });

export type AccountRead = {
  /** True if no case had it on record. */
  isNew: boolean;
  /** Without a meaning if it is new. */
  statusBefore: string | null;
  /** Whether the tenant may want to know. */
  heard: boolean;
};

/**
 * Records the account as Plaid shows it now, and its Plaid id, and makes it the account that its case works with.
 * `changedAt` is the value from before the read, so that a change during the read stays on record. Call it in a
 * transaction. Of several tries at once, only one finds the account new, and only one finds each earlier status.
 */
export async function upsertAccount(
  db: Db,
  vault: Vault,
  account: Omit<AccountRecord, 'changedAt'> & {
    onboardingId: string;
    changedAt?: Date | null;
    persistentAccountId: string | null;
    /** Null or left out if Plaid shows too little to recognise the account. */
    shown?: ShownAccount | null;
    /** Null: not known. */
    numbers: AccountNumbers | null;
  },
): Promise<AccountRead> {
  const { accountId, onboardingId, numbers, shown } = account;
  const { sealed, index } = await sealedNumbers(db, vault, account);
  const { rows } = await db.query<AccountRead>(
    // The count makes PostgreSQL lock the row before it writes. A try that has waited for the first one in vain sees no
    // row before, and takes the status that the other has written.
    `with before as (select verification_status from accounts where id = $1 for no key update)
     insert into accounts (id, item_id, onboarding_id, mask, subtype, verification_status, persistent_account_id,
       numbers_sealed, numbers_index, shown_index, tokenized)
     select $1, $2, $3, $4, $5, $6, $7, $8, $9, $11, $12 from (select count(*) from before) locked
     on conflict (id) do update set mask = excluded.mask, subtype = excluded.subtype,
       verification_status = excluded.verification_status, persistent_account_id = excluded.persistent_account_id,
       shown_index = excluded.shown_index,
       numbers_sealed = coalesce(excluded.numbers_sealed, accounts.numbers_sealed),
       numbers_index = coalesce(excluded.numbers_index, accounts.numbers_index),
       tokenized = coalesce(excluded.tokenized, accounts.tokenized),
       changed_at = case when accounts.changed_at is not distinct from $10 then null else accounts.changed_at end,
       turn = default
     returning xmax = 0 as "isNew", ${hasEndpoint('(select tenant_id from onboardings where id = $3)')} as heard,
       case when exists (select from before) then (select verification_status from before)
         else verification_status end as "statusBefore"`,
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
      numbers?.tokenized ?? null,
    ],
  );
  await insertPlaidId(db, 'account', accountId, onboardingId);
  if (!rows[0]) throw new TypeError('an account that was just written is gone');
  return rows[0];
}

/**
 * Records the numbers of a linked account as Plaid shows them now. The account is up to date again, unless the bank has
 * changed it since `changedAt`, which is the value from before the read.
 */
export async function refreshAccount(
  db: Db,
  vault: Vault,
  account: { onboardingId: string; accountId: string; numbers: AccountNumbers | null; changedAt: Date | null },
): Promise<void> {
  const { onboardingId, accountId, numbers, changedAt } = account;
  const { sealed, index } = await sealedNumbers(db, vault, { onboardingId, accountId, numbers });
  await db.query(
    `update accounts set numbers_sealed = coalesce($2, numbers_sealed), numbers_index = coalesce($3, numbers_index),
       tokenized = coalesce($4, tokenized),
       changed_at = case when changed_at is not distinct from $5 then null else changed_at end
     where id = $1`,
    [accountId, sealed, index, numbers?.tokenized ?? null, changedAt],
  );
}

async function sealedNumbers(
  db: Db,
  vault: Vault,
  { onboardingId, accountId, numbers }: { onboardingId: string; accountId: string; numbers: AccountNumbers | null },
): Promise<{ sealed: Buffer | null; index: Buffer | null }> {
  if (!numbers) return { sealed: null, index: null };
  const plain = { account: numbers.account.reveal(), routing: numbers.routing.reveal(), tokenized: numbers.tokenized };
  const seal = await vault.applicantSealer(db, onboardingId);
  return {
    sealed: seal(numbersOf(accountId), JSON.stringify(plain)),
    index: await vault.index(db, `${plain.routing}:${plain.account}`),
  };
}

/** Returns the account that the case works with: the one that was recorded last, even if the case had it before. */
export async function accountOfCase(db: Db, onboardingId: string): Promise<AccountRecord | null> {
  const { rows } = await db.query<AccountRecord>(
    `select id as "accountId", item_id as "itemId", mask, subtype, verification_status as "verificationStatus",
       changed_at as "changedAt"
     from accounts where onboarding_id = $1 or id = ${accountUsedBy('$1')} order by turn desc limit 1`,
    [onboardingId],
  );
  return rows[0] ?? null;
}

/**
 * Returns the numbers of an account that the case uses. Null once the bank no longer vouches for them. Keep no more of
 * them than you need.
 */
export async function readNumbers(
  db: Db,
  vault: Vault,
  { caseId, accountId }: { caseId: string; accountId: string },
): Promise<{ account: string; routing: string } | null> {
  const { rows } = await db.query<{ sealed: Buffer | null; key: SelectedKey }>(
    `select numbers_sealed as sealed, ${applicantKey('a.onboarding_id', '$2')} from accounts a where id = $1`,
    [accountId, caseId],
  );
  if (!rows[0]?.sealed) return null;
  const { sealed, key } = rows[0];
  return JSON.parse((await vault.applicantOpener(db, key)(numbersOf(accountId), sealed)).reveal());
}
