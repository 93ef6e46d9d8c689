// The health of an Item after it was linked. Webhooks record a fault, and its repair clears it.
import type { ItemChange } from '../../domain/bank/item.ts';
import type { Db } from '../pool.ts';
import { isItemOf } from './items.ts';

/** Plaid gives about a week's notice of the end of a consent. We use a week if it names no date. */
const usualNotice = '7 days';

/**
 * Records a change of the Item at once, because money calls and the tenant must see it before the case does. A repeat
 * changes nothing that matters. False if the change is not recorded here. Call it in a transaction.
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
      await db.query(`update accounts set changed_at = ${now} where ${ofItem}`, [itemId]);
      break;
    case 'numbers_changed':
      await db.query(`${forgetNumbers}, changed_at = ${now} where ${ofItem}`, [itemId]);
      break;
    case 'permission_revoked':
    case 'account_revoked':
      await db.query(
        'update items set revoked_at = coalesce(revoked_at, now()), access_token_sealed = null where id = $1',
        [itemId],
      );
      await db.query(`${forgetNumbers} where ${ofItem}`, [itemId]);
      break;
    case 'broken':
    case 'verification_changed':
      // The case reads the current state itself.
      return false;
  }
  return true;
}

// In milliseconds, because we compare it with a Date, which has no more.
const now = `date_trunc('milliseconds', clock_timestamp())`;
/** The accounts of an Item, by the index of the accounts of a case. */
const ofItem = 'onboarding_id = (select onboarding_id from items where id = $1) and item_id = $1';
const forgetNumbers = 'update accounts set numbers_sealed = null, numbers_index = null';

/** Records that the applicant signed in again, or chose their accounts, and clears what asked them to. */
export async function recordRenewal(db: Db, onboardingId: string): Promise<void> {
  await db.query(
    `update items
     set error = null, consent_ends_at = null, new_accounts_at = null, repaired_at = clock_timestamp()
     where id = (select id from items i where ${isItemOf('$1')} order by turn desc limit 1)`,
    [onboardingId],
  );
}
