// What becomes of an Item after it was linked: recorded when Plaid tells of it, cleared by what repairs it.
import type { ItemChange } from '../domain/item.ts';
import type { Db } from './pool.ts';

/** Where Plaid names no date for the end of a consent, it gives about a week's notice. */
const usualNotice = '7 days';

/**
 * Records what money calls and the product have to know at once, before the case itself has heard of it. Repeating it
 * changes nothing that matters. False where there is nothing to record. Call it in a transaction.
 */
export async function recordItemChange(
  db: Db,
  { itemId, change, at }: { itemId: string; change: ItemChange; at: Date | null },
): Promise<boolean> {
  switch (change) {
    case 'new_accounts':
      await db.query('update items set new_accounts_at = coalesce(new_accounts_at, now()) where id = $1', [itemId]);
      break;
    case 'consent_ending':
      await db.query(
        'update items set consent_ends_at = coalesce($2, consent_ends_at, now() + $3::interval) where id = $1',
        [itemId, at, usualNotice],
      );
      break;
    case 'repaired':
      await db.query(
        'update items set error = null, consent_ends_at = null, repaired_at = clock_timestamp() where id = $1',
        [itemId],
      );
      break;
    case 'owner_changed':
      await db.query(`update accounts set changed_at = ${now} where item_id = $1`, [itemId]);
      break;
    case 'numbers_changed':
      await db.query(`${forgetNumbers}, changed_at = ${now} where item_id = $1`, [itemId]);
      break;
    case 'permission_revoked':
    case 'account_revoked':
      await db.query(
        'update items set revoked_at = coalesce(revoked_at, now()), access_token_sealed = null where id = $1',
        [itemId],
      );
      await db.query(`${forgetNumbers} where item_id = $1`, [itemId]);
      break;
    case 'broken':
    case 'verification_changed':
      // What is true now, the case reads itself.
      return false;
  }
  return true;
}

// Milliseconds, because it is compared with what a Date has brought back.
const now = `date_trunc('milliseconds', clock_timestamp())`;
const forgetNumbers = 'update accounts set numbers_sealed = null, numbers_index = null';

/** The person has signed in again, or chosen their accounts: what asked for it is over. */
export async function recordRenewal(db: Db, onboardingId: string): Promise<void> {
  await db.query(
    `update items
     set error = null, consent_ends_at = null, new_accounts_at = null, repaired_at = clock_timestamp()
     where id = (select id from items where onboarding_id = $1 order by created_at desc limit 1)`,
    [onboardingId],
  );
}
