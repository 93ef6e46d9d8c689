// Accounts that a case has linked, verified and matched, for further transfers.
import type { AccountFacts } from '../../domain/bank/linked-account.ts';
import type { IdentityJudgement } from '../../domain/owner/identity.ts';
import { withNext } from '../connection.ts';
import { newId } from '../ids.ts';
import { isoMicros } from '../instant.ts';
import { joinPair, type Metadata, type MetadataPair, metadataOf } from '../metadata.ts';
import type { Db } from '../pool.ts';

/** SQL: Plaid's id of the linked account that a case uses, if it is a transfer on one. Null for an onboarding. */
export const accountUsedBy = (caseId: string): string => `(select account_id from onboardings where id = ${caseId})`;

/** SQL: the onboarding that linked the account of a case: the case itself, unless it is a transfer. */
export const linkerOf = (caseId: string): string =>
  `(select coalesce((select onboarding_id from accounts where id = ${accountUsedBy(caseId)}), ${caseId}))`;

/** Returns the onboarding that linked the account of a case: the case itself, unless it is a transfer. */
export async function linkerIdOf(db: Db, caseId: string): Promise<string> {
  const { rows } = await db.query<{ id: string }>(`select ${linkerOf('$1')} as id`, [caseId]);
  return rows[0]?.id ?? caseId;
}

/**
 * Keeps the account that the case works with, unless its Item is removed, or its policy always removes it. A repeat
 * changes nothing. An account that is kept already counts as verified again once the case has asked Plaid to move money
 * since, and not because its money arrived: a transfer on it may have found another owner meanwhile. Call it in the
 * transaction that records that the case is verified or funded.
 */
export async function keepAccount(db: Db, onboardingId: string): Promise<void> {
  await db.query(
    withNext(`insert into linked_accounts (id, tenant_id, account_id, verified_by)
     select $2, o.tenant_id, a.id, coalesce(a.verification_status, 'instant')
     from onboardings o
       join lateral (select * from accounts where onboarding_id = o.id order by turn desc limit 1) a on true
       join items i on i.id = a.item_id and i.removed_at is null and i.revoked_at is null
     where o.id = $1 and o.policy ->> 'removeItem' <> 'always'
     on conflict (account_id) do update set verified_at = greatest(linked_accounts.verified_at,
       (select max(answered_at) from authorizations where onboarding_id = $1 and account_id = excluded.account_id))`),
    [onboardingId, newId('acct')],
  );
}

export type LinkedAccount = AccountFacts & {
  id: string;
  tenantId: string;
  userId: string;
  /** The case that linked it. */
  onboardingId: string;
  /** Plaid's id of the account. */
  accountId: string;
  itemId: string;
  institution: string | null;
  mask: string | null;
  subtype: string | null;
  verifiedBy: string;
  verifiedAt: Date;
  identity: Pick<IdentityJudgement, 'decision' | 'reason'>;
  rtp: boolean | null;
  tokenized: boolean | null;
  /** When the bank changed the account after our last read. The next transfer reads it again. */
  changedAt: Date | null;
  metadata: Metadata;
  createdAt: Date;
};

const linkedAccount = `
  select l.id, l.tenant_id as "tenantId", o.user_id as "userId", o.id as "onboardingId",
    l.account_id as "accountId", i.id as "itemId", i.institution, a.mask, a.subtype, l.verified_by as "verifiedBy",
    l.verified_at as "verifiedAt", json_build_object('decision', c.decision, 'reason', c.reason) as identity, l.rtp,
    a.tokenized, a.changed_at as "changedAt", l.created_at as "createdAt", l.removal_asked_at as "removalAskedAt",
    i.removed_at as "removedAt", i.revoked_at as "revokedAt", i.error as "itemError",
    i.consent_ends_at as "consentEndsAt", h.hold,
    ${metadataOf('l.id')},
    case when c.decision <> 'match' and c.created_at > l.verified_at then coalesce(c.reason, c.decision) end as mismatch
  from linked_accounts l
  join accounts a on a.id = l.account_id
  join onboardings o on o.id = a.onboarding_id
  join items i on i.id = a.item_id
  join lateral (
    select * from identity_checks where onboarding_id = o.id and account_id = a.id order by turn desc limit 1) c on true
  left join lateral (
    select json_build_object('code', code, 'debitsOnly', debits_only) as hold from account_holds
    where tenant_id = l.tenant_id and lifted_at is null
      and (numbers_index = a.numbers_index or persistent_account_id = a.persistent_account_id)
    order by debits_only, id desc limit 1) h on true`;

/** Null if there is no such account, or if it belongs to another tenant. */
export async function findLinkedAccount(db: Db, tenantId: string, id: string): Promise<LinkedAccount | null> {
  const { rows } = await db.query<LinkedAccount>(`${linkedAccount} where l.id = $1 and l.tenant_id = $2`, [
    id,
    tenantId,
  ]);
  return rows[0] ?? null;
}

export type AccountsPage = {
  userId?: string | undefined;
  onboardingId?: string | undefined;
  metadata?: MetadataPair | undefined;
  limit: number;
  /** The end of the page before. */
  cursor?: { at: string; id: string } | undefined;
};

/** Newest first. `next` is the beginning of the following page, null at the end. */
export async function listLinkedAccounts(
  db: Db,
  tenantId: string,
  page: AccountsPage,
): Promise<{ accounts: LinkedAccount[]; next: { at: string; id: string } | null }> {
  const { join, at, id, values: pair } = joinPair(page.metadata, { at: 'l.created_at', id: 'l.id' }, 7);
  const { rows } = await db.query<LinkedAccount & { position: string }>(
    {
      planned_each_time: true,
      text: `select v.*, ${isoMicros('v."createdAt"')} as position from (${linkedAccount} ${join}
       where l.tenant_id = $1 and ($2::text is null or o.user_id = $2 and o.tenant_id = $1)
         and ($3::text is null or o.id = $3)
         and ($4::timestamptz is null or (${at}, ${id}) < ($4, $5))
       order by ${at} desc, ${id} desc limit $6) v`,
    },
    [
      tenantId,
      page.userId ?? null,
      page.onboardingId ?? null,
      page.cursor?.at ?? null,
      page.cursor?.id ?? null,
      page.limit + 1,
      ...pair,
    ],
  );
  const last = rows.length > page.limit ? rows[page.limit - 1] : undefined;
  const accounts = rows.slice(0, page.limit).map(({ position: _, ...account }) => account);
  return { accounts, next: last ? { at: last.position, id: last.id } : null };
}

export const recordRtp = (db: Db, id: string, rtp: boolean): Promise<unknown> =>
  db.query('update linked_accounts set rtp = $2 where id = $1', [id, rtp]);

const forRemoval =
  'update linked_accounts set removal_asked_at = now(), to_remove = true where removal_asked_at is null';

/** Records that the tenant does not want the account any more. A repeat changes nothing. */
export const askForRemoval = (db: Db, id: string): Promise<unknown> => db.query(`${forRemoval} and id = $1`, [id]);

/** As `askForRemoval`, for all accounts that the onboarding has linked. No transfer on them begins after it. */
export const askForRemovalOfAll = (db: Db, onboardingId: string): Promise<unknown> =>
  db.query(`${forRemoval} and account_id in (select id from accounts where onboarding_id = $1)`, [onboardingId]);

/** True if the account is removed, or will be once no transfer needs it. `accountId` is Plaid's. */
export async function isRemoved(db: Db, accountId: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `select from linked_accounts l join accounts a on a.id = l.account_id join items i on i.id = a.item_id
     where a.id = $1 and (l.removal_asked_at is not null or i.removed_at is not null)`,
    [accountId],
  );
  return rowCount === 1;
}

/** Keeps the account from being removed until the transaction ends. False if the tenant has asked for its removal. */
export async function holdForTransfer(tx: Db, id: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    'select from linked_accounts where id = $1 and removal_asked_at is null for share',
    [id],
  );
  return rowCount === 1;
}

/** True if a transfer on an account that this case has linked has not closed. */
export async function hasOpenTransfers(db: Db, onboardingId: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `select from accounts a join onboardings o on o.account_id = a.id
     where a.onboarding_id = $1 and o.open limit 1`,
    [onboardingId],
  );
  return rowCount === 1;
}

/**
 * Returns accounts whose Item is to be removed and that nothing needs any more: no case that uses the Item has money to
 * move, or under way, and no other account rests on it. In any order, because Plaid may refuse some of them again and
 * again. `id`: only this one.
 */
export async function accountsToRemove(db: Db, limit: number, id: string | null = null): Promise<AccountToRemove[]> {
  const { rows } = await db.query<AccountToRemove>(
    `select l.id, a.onboarding_id as "onboardingId", a.item_id as "itemId"
     from linked_accounts l join accounts a on a.id = l.account_id
     where l.to_remove and ($2::text is null or l.id = $2) and not exists (select from onboardings o
       where (o.id = a.onboarding_id or o.account_id = any (array(
           select b.id from accounts b where b.onboarding_id = a.onboarding_id and b.item_id = a.item_id)))
         and o.open and o.stage <> 'watching_returns')
       and not exists (select from accounts b join linked_accounts k on k.account_id = b.id
         where b.onboarding_id = a.onboarding_id and b.item_id = a.item_id and k.removal_asked_at is null)
     order by random() limit $1`,
    [limit, id],
  );
  return rows;
}

export type AccountToRemove = { id: string; onboardingId: string; itemId: string };

/** Call it once the Item is removed at Plaid. */
export const wasRemoved = (db: Db, id: string): Promise<unknown> =>
  db.query('update linked_accounts set to_remove = false where id = $1', [id]);

/** Returns the transfers on the accounts of an Item that have not closed, oldest first. */
export async function openTransfersOn(db: Db, itemId: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select o.id from accounts a join onboardings o on o.account_id = a.id
     where a.onboarding_id = (select onboarding_id from items where id = $1) and a.item_id = $1 and o.open
     order by o.created_at, o.id`,
    [itemId],
  );
  return rows.map(({ id }) => id);
}

/** Returns the open cases that use the Item and whose money has not arrived, the onboarding that linked it included. */
export async function casesThatNeed(db: Db, itemId: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select o.id from onboardings o
     where (o.id = (select onboarding_id from items where id = $1) or o.account_id = any (array(select a.id
         from items i join accounts a on a.onboarding_id = i.onboarding_id and a.item_id = i.id where i.id = $1)))
       and o.open and o.stage <> 'watching_returns'
     order by o.created_at, o.id`,
    [itemId],
  );
  return rows.map(({ id }) => id);
}

/** SQL: the Item, if the tenant may still use an account of it. */
const keptItem = (itemId: string) =>
  `select from items i join accounts a on a.onboarding_id = i.onboarding_id and a.item_id = i.id
     join linked_accounts l on l.account_id = a.id
   where i.id = ${itemId} and i.access_token_sealed is not null and l.removal_asked_at is null limit 1`;

/** True if the tenant may still use an account of the Item. */
export const keepsAccount = async (db: Db, itemId: string): Promise<boolean> =>
  (await db.query(keptItem('$1'), [itemId])).rowCount === 1;

/** As `keepsAccount`, for the Item that the onboarding linked last. */
export const keepsNewestAccount = async (db: Db, onboardingId: string): Promise<boolean> =>
  (
    await db.query(keptItem('(select id from items where onboarding_id = $1 order by turn desc limit 1)'), [
      onboardingId,
    ])
  ).rowCount === 1;
