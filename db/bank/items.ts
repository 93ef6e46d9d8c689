import type { Secret } from '../../domain/secret.ts';
import { insertPlaidId } from '../case/plaid-ids.ts';
import { addToTimeline } from '../case/timeline.ts';
import { withNext } from '../connection.ts';
import { applicantKey, type SelectedKey } from '../data-keys.ts';
import type { Db } from '../pool.ts';
import { isErased, type Vault } from '../vault.ts';
import { accountUsedBy } from './linked-accounts.ts';

export type ItemRecord = {
  itemId: string;
  institution: string | null;
  /** Null once the applicant has revoked the permission, or we have removed the Item. */
  accessToken: Secret | null;
  /** Plaid's error code while the login is broken. */
  error: string | null;
  /** When the applicant last repaired the login at their bank. */
  repairedAt: Date | null;
};

const accessTokenOf = (itemId: string) => ({ table: 'items', row: itemId, column: 'access_token' });

/**
 * Records the Item that a public token was exchanged for, and its Plaid id. An Item that the case had before becomes
 * its Item again, with the new session. Call it in a transaction.
 */
export async function insertItem(
  db: Db,
  vault: Vault,
  item: {
    itemId: string;
    onboardingId: string;
    /** Our id of the Link session that gave the public token. */
    session: string;
    institution: string | null;
    accessToken: Secret;
  },
): Promise<void> {
  const { itemId, onboardingId, session, institution, accessToken } = item;
  const seal = await vault.applicantSealer(db, onboardingId);
  await db.query(
    withNext(`insert into items (id, onboarding_id, link_session_id, institution, access_token_sealed)
     values ($1, $2, $3, $4, $5)
     on conflict (id) do update set link_session_id = excluded.link_session_id,
       access_token_sealed = excluded.access_token_sealed, error = null, consent_ends_at = null, new_accounts_at = null,
       revoked_at = null, removed_at = null, turn = default
     where items.onboarding_id = excluded.onboarding_id and items.link_session_id <> excluded.link_session_id`),
    [itemId, onboardingId, session, institution, seal(accessTokenOf(itemId), accessToken.reveal())],
  );
  await insertPlaidId(db, 'item', itemId, onboardingId);
}

type SealedItem = Omit<ItemRecord, 'accessToken'> & { sealed: Buffer | null; key: SelectedKey };
/** SQL. `reader` is the case that reads the Item, if it is not the one that linked it. */
const sealedItem = (reader?: string) => `i.id as "itemId", i.institution, i.error, i.repaired_at as "repairedAt",
  i.access_token_sealed as sealed, ${applicantKey('i.onboarding_id', reader)}`;

/** Returns the Item of a Link session. If there is one, the session's public token is used up. */
export async function itemOfSession(db: Db, vault: Vault, session: string): Promise<ItemRecord | null> {
  const { rows } = await db.query<SealedItem>(
    `select ${sealedItem('s.onboarding_id')} from items i join link_sessions s on s.id = i.link_session_id
     where i.link_session_id = $1`,
    [session],
  );
  return unseal(db, vault, rows[0]);
}

/** SQL: `i` is an Item of the case: one that it linked, or that of the linked account that it uses. */
export const isItemOf = (caseId: string): string =>
  `(i.onboarding_id = ${caseId} or i.id = (select item_id from accounts where id = ${accountUsedBy(caseId)}))`;

/** Returns the Item that the case works with: the newest. */
export async function itemOfCase(db: Db, vault: Vault, onboardingId: string): Promise<ItemRecord | null> {
  const { rows } = await db.query<SealedItem>(
    `select ${sealedItem('$1')} from items i where ${isItemOf('$1')} order by turn desc limit 1`,
    [onboardingId],
  );
  return unseal(db, vault, rows[0]);
}

/** Finds an Item by Plaid's id. */
export async function findItem(
  db: Db,
  vault: Vault,
  itemId: string,
): Promise<(ItemRecord & { onboardingId: string; consentEndsAt: Date | null }) | null> {
  const { rows } = await db.query<SealedItem & { onboardingId: string; consentEndsAt: Date | null }>(
    `select ${sealedItem()}, onboarding_id as "onboardingId", consent_ends_at as "consentEndsAt"
     from items i where id = $1`,
    [itemId],
  );
  const [row] = rows;
  if (!row) return null;
  const { onboardingId, consentEndsAt, ...item } = row;
  const opened = await unseal(db, vault, item);
  return opened && { ...opened, onboardingId, consentEndsAt };
}

/**
 * Records a read of the Item: its bank (null if Plaid names none), and Plaid's error code if its login is broken. A
 * login that works again counts as repaired, even if no webhook reported it. Clears the date of a consent that has
 * ended. True if the login broke or was repaired.
 */
export async function recordItem(
  db: Db,
  item: {
    itemId: string;
    institution: string | null;
    error: string | null;
    /**
     * When the login was last repaired, as known before the read. If it was repaired since, this read records nothing.
     */
    repairedAt?: Date | null;
  },
): Promise<boolean> {
  const { rows } = await db.query<{ turned: boolean }>(
    `update items i set institution = coalesce($2, i.institution), error = $3,
       repaired_at = case when before.error is not null and $3::text is null then clock_timestamp()
         else i.repaired_at end,
       consent_ends_at = case when i.consent_ends_at > now() then i.consent_ends_at end
     from (select id, error from items where id = $1 for no key update) before
     where i.id = $1
       and ($4 or date_trunc('milliseconds', i.repaired_at) is not distinct from $5::timestamptz)
     returning (before.error is null) <> ($3::text is null) as turned`,
    [item.itemId, item.institution, item.error, item.repairedAt === undefined, item.repairedAt ?? null],
  );
  return rows[0]?.turned ?? false;
}

/**
 * Returns the Items of a case that still have a token and that the case no longer needs: those that the applicant
 * replaced, and with `newestToo` the current one. Returns none if the applicant was erased, because the vault can open
 * no token of theirs.
 */
export async function itemsLeftBehind(
  db: Db,
  vault: Vault,
  { onboardingId, newestToo }: { onboardingId: string; newestToo: boolean },
): Promise<{ itemId: string; accessToken: Secret }[]> {
  const { rows } = await db.query<{ itemId: string; sealed: Buffer; key: SelectedKey }>(
    `select id as "itemId", access_token_sealed as sealed, ${applicantKey('i.onboarding_id')} from items i
     where onboarding_id = $1 and access_token_sealed is not null
       and ($2 or id <> (select id from items where onboarding_id = $1 order by turn desc limit 1))
     order by turn`,
    [onboardingId, newestToo],
  );
  const items: { itemId: string; accessToken: Secret }[] = [];
  try {
    for (const { itemId, sealed, key } of rows) {
      items.push({ itemId, accessToken: await vault.applicantOpener(db, key)(accessTokenOf(itemId), sealed) });
    }
  } catch (error) {
    // The applicant may have been erased since the query.
    if (isErased(error)) return [];
    throw error;
  }
  return items;
}

/**
 * Forgets the token of an Item that Plaid has removed, and the numbers that we read through it. Keeps the hashes that
 * recognise the account (db/bank/duplicates.ts). A repeat changes nothing. Call it in a transaction.
 */
export async function forgetItem(
  db: Db,
  { onboardingId, itemId }: { onboardingId: string; itemId: string },
): Promise<void> {
  const { rowCount } = await db.query(
    `update items set removed_at = now(), access_token_sealed = null, error = null, consent_ends_at = null,
       new_accounts_at = null
     where id = $1 and removed_at is null`,
    [itemId],
  );
  await db.query('update accounts set numbers_sealed = null where onboarding_id = $2 and item_id = $1', [
    itemId,
    onboardingId,
  ]);
  if (rowCount === 1) await addToTimeline(db, onboardingId, 'item_removed', { item: itemId });
}

async function unseal(db: Db, vault: Vault, row: SealedItem | undefined): Promise<ItemRecord | null> {
  if (!row) return null;
  const { sealed, key, ...item } = row;
  return { ...item, accessToken: sealed && (await vault.applicantOpener(db, key)(accessTokenOf(item.itemId), sealed)) };
}
