// Accounts that several cases have. Keyed hashes and Plaid's persistent id find them. No result reveals another
// tenant's cases.
import type { Duplicate, ShownAccount } from '../../domain/bank/duplicates.ts';
import { withNext } from '../connection.ts';
import type { Db } from '../pool.ts';
import type { Vault } from '../vault.ts';

/** Returns the keyed hash of the bank, name and mask of an account, as Link shows them. */
export const shownIndex = (db: Db, vault: Vault, { institutionId, name, mask }: ShownAccount): Promise<Buffer> =>
  vault.index(db, JSON.stringify([institutionId, name, mask]));

/** True if another case of the same user, open, funded or verified, has an account with this bank, name and mask. */
export async function isShownAlready(db: Db, onboardingId: string, index: Buffer): Promise<boolean> {
  const { rowCount } = await db.query(
    `select from onboardings o
     join onboardings other on other.tenant_id = o.tenant_id and other.user_id = o.user_id and other.id <> o.id
     join accounts a on a.onboarding_id = other.id
     where o.id = $1 and a.shown_index = $2 and (other.stage <> 'closed' or other.outcome in ('funded', 'verified')) limit 1`,
    [onboardingId, index],
  );
  return rowCount === 1;
}

export type Found = {
  /** Cases of the tenant, newest first. */
  duplicates: Duplicate[];
  otherUsers: number;
  otherTenants: number;
};

/** SQL: the account `$1` as `mine`, and the cases that have it, its own too, as `same`. */
export const sameAccount = `mine as (
       select a.*, o.tenant_id, o.user_id from accounts a join onboardings o on o.id = a.onboarding_id where a.id = $1
     ), same as (
       select a.onboarding_id from mine join accounts a on a.numbers_index = mine.numbers_index
       union
       select a.onboarding_id from mine join accounts a on a.persistent_account_id = mine.persistent_account_id
       union
       select a.onboarding_id from mine
       join onboardings o on o.tenant_id = mine.tenant_id and o.user_id = mine.user_id
       join accounts a on a.onboarding_id = o.id and a.shown_index = mine.shown_index
     )`;

/**
 * Finds other cases with this account. Bank, name and mask identify an account among those of one user, but not among
 * those of strangers.
 */
export async function findDuplicates(db: Db, accountId: string): Promise<Found> {
  const { rows } = await db.query<Duplicate & { sameTenant: boolean; tenantId: string; userId: string }>(
    {
      across_tenants: true,
      text: `with ${sameAccount}
     select o.id as "onboardingId", o.tenant_id as "tenantId", o.user_id as "userId",
       o.tenant_id = mine.tenant_id as "sameTenant",
       (o.tenant_id, o.user_id) = (mine.tenant_id, mine.user_id) as "sameUser",
       (o.stage <> 'closed' or coalesce(o.outcome in ('funded', 'verified'), false)) as live
     from same join onboardings o on o.id = same.onboarding_id cross join mine
     where o.id <> mine.onboarding_id
     order by o.created_at desc, o.id`,
    },
    [accountId],
  );
  const others = rows.filter(({ sameTenant, sameUser }) => sameTenant && !sameUser);
  return {
    duplicates: rows
      .filter(({ sameTenant }) => sameTenant)
      .map(({ onboardingId, sameUser, live }) => ({ onboardingId, sameUser, live })),
    otherUsers: new Set(others.map(({ userId }) => userId)).size,
    otherTenants: new Set(rows.flatMap(({ sameTenant, tenantId }) => (sameTenant ? [] : tenantId))).size,
  };
}

/**
 * Lets the transactions that record the same account take turns, from here to the end of each, so that the second of
 * two finds the first. Call it once the account is written.
 */
export async function lockSameAccounts(db: Db, accountId: string): Promise<void> {
  await db.query(
    withNext(`select pg_advisory_xact_lock(key) from (
       select distinct hashtextextended(same, 0) as key
       from accounts, unnest(array[encode(numbers_index, 'hex'), encode(shown_index, 'hex'), persistent_account_id]) same
       where id = $1 and same is not null order by key) keys`),
    [accountId],
  );
}

/** Records the result beside the account, and returns how it differs from the previous one. */
export async function recordDuplicates(
  db: Db,
  accountId: string,
  found: Found,
): Promise<{ changed: boolean; moreStrangers: boolean }> {
  const { duplicates, otherUsers, otherTenants } = found;
  const ids = duplicates.slice(0, mostShown).map(({ onboardingId }) => onboardingId);
  const { rows } = await db.query<{ changed: boolean; moreStrangers: boolean }>(
    `update accounts a set duplicate_of = $2, other_users = $3, other_tenants = $4
     from (select duplicate_of, other_users, other_tenants from accounts where id = $1) before
     where id = $1
     returning before.duplicate_of <> $2 as changed,
       before.other_users < $3 or before.other_tenants < $4 as "moreStrangers"`,
    [accountId, ids, otherUsers, otherTenants],
  );
  return rows[0] ?? { changed: false, moreStrangers: false };
}

/** Longer lists occur only in tests, which use one account for all cases. */
const mostShown = 20;

export type SharedCounts = { users: number; tenants: number };

/** Counts the accounts that other users or other tenants had too when we read them. */
export async function countShared(db: Db): Promise<SharedCounts> {
  const { rows } = await db.query<SharedCounts>(
    `select count(*) filter (where other_users > 0)::int as users,
       count(*) filter (where other_tenants > 0)::int as tenants
     from accounts where other_users > 0 or other_tenants > 0`,
  );
  return rows[0] ?? { users: 0, tenants: 0 };
}
