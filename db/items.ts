import type { Secret } from '../domain/secret.ts';
import { dataKeyOf } from './applicants.ts';
import type { Db } from './pool.ts';
import { insertRoute } from './routes.ts';
import { addToTimeline } from './timeline.ts';
import { isErased, type Vault } from './vault.ts';

export type ItemRecord = {
  itemId: string;
  institution: string | null;
  /** Null once the person has taken back their permission, or we have had the Item removed. */
  accessToken: Secret | null;
  /** Plaid's error code while the login is broken. */
  error: string | null;
  /** When the person signed in at their bank again, last. */
  repairedAt: Date | null;
};

const accessTokenOf = (itemId: string) => ({ table: 'items', row: itemId, column: 'access_token' });

/** Records what a public token was exchanged for, and its route. Call it in a transaction. */
export async function insertItem(
  db: Db,
  vault: Vault,
  item: {
    itemId: string;
    onboardingId: string;
    /** Our id of the Link session that the public token came from. */
    session: string;
    institution: string | null;
    accessToken: Secret;
  },
): Promise<void> {
  const { itemId, onboardingId, session, institution, accessToken } = item;
  const key = await dataKeyOf(db, onboardingId);
  const sealed = await vault.seal(db, key, accessTokenOf(itemId), accessToken.reveal());
  await db.query(
    `insert into items (id, onboarding_id, link_session_id, institution, access_token_sealed)
     values ($1, $2, $3, $4, $5) on conflict (id) do nothing`,
    [itemId, onboardingId, session, institution, sealed],
  );
  await insertRoute(db, 'item', itemId, onboardingId);
}

type SealedItem = Omit<ItemRecord, 'accessToken'> & { sealed: Buffer | null };

/** The Item that a Link session led to: if there is one, its public token is used up. */
export async function itemOfSession(db: Db, vault: Vault, session: string): Promise<ItemRecord | null> {
  const { rows } = await db.query<SealedItem>(
    `select id as "itemId", institution, error, repaired_at as "repairedAt", access_token_sealed as sealed
     from items where link_session_id = $1`,
    [session],
  );
  return unseal(db, vault, rows[0]);
}

/** The Item that the case works with: the newest. */
export async function itemOfCase(db: Db, vault: Vault, onboardingId: string): Promise<ItemRecord | null> {
  const { rows } = await db.query<SealedItem>(
    `select id as "itemId", institution, error, repaired_at as "repairedAt", access_token_sealed as sealed
     from items where onboarding_id = $1 order by created_at desc limit 1`,
    [onboardingId],
  );
  return unseal(db, vault, rows[0]);
}

/** What a read of the Item says: its bank, and whether its login is broken. */
export async function recordItem(
  db: Db,
  item: { itemId: string; institution: string | null; error: string | null },
): Promise<void> {
  await db.query('update items set institution = $2, error = $3 where id = $1', [
    item.itemId,
    item.institution,
    item.error,
  ]);
}

/**
 * The Items of a case that can still be used, and that it needs no more: those that the person has replaced by another,
 * and with `newestToo` the one that it worked with. None of a person who was erased: nothing of theirs can be opened.
 */
export async function itemsLeftBehind(
  db: Db,
  vault: Vault,
  { onboardingId, newestToo }: { onboardingId: string; newestToo: boolean },
): Promise<{ itemId: string; accessToken: Secret }[]> {
  const { rows } = await db.query<{ itemId: string; sealed: Buffer }>(
    `select id as "itemId", access_token_sealed as sealed from items
     where onboarding_id = $1 and access_token_sealed is not null
       and ($2 or id <> (select id from items where onboarding_id = $1 order by created_at desc limit 1))
     order by created_at`,
    [onboardingId, newestToo],
  );
  const items: { itemId: string; accessToken: Secret }[] = [];
  try {
    for (const { itemId, sealed } of rows) {
      items.push({ itemId, accessToken: await vault.open(db, accessTokenOf(itemId), sealed) });
    }
  } catch (error) {
    // Perhaps only just now.
    if (isErased(error)) return [];
    throw error;
  }
  return items;
}

/**
 * Forgets the token of an Item that is no more, and the numbers that were read through it. That the account was in this
 * case stays known (db/duplicates.ts). Repeating it changes nothing. Call it in a transaction.
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
  await db.query('update accounts set numbers_sealed = null where item_id = $1', [itemId]);
  if (rowCount === 1) await addToTimeline(db, onboardingId, 'item_removed', { item: itemId });
}

async function unseal(db: Db, vault: Vault, row: SealedItem | undefined): Promise<ItemRecord | null> {
  if (!row) return null;
  const { sealed, ...item } = row;
  return { ...item, accessToken: sealed && (await vault.open(db, accessTokenOf(item.itemId), sealed)) };
}
