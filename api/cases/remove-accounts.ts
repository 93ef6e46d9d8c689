// Removes at Plaid the Items of accounts that their tenant does not want any more.
import { removeItem } from '../../cases/remove-item.ts';
import { findItem } from '../../db/bank/items.ts';
import { accountsToRemove, wasRemoved } from '../../db/bank/linked-accounts.ts';
import { forTenantOf } from '../../db/case/tenant-of.ts';
import { acrossTenants } from '../../db/reach.ts';
import type { Deps } from '../context.ts';
import { errorFields } from '../http/access-log.ts';

/** Removes those that nothing needs any more. One that Plaid does not remove waits for the next call. `only`: an id. */
export async function removeAccounts(
  { db, vault, plaid, log }: Pick<Deps, 'db' | 'vault' | 'plaid' | 'log'>,
  limit: number,
  only: string | null = null,
): Promise<void> {
  for (const { id, onboardingId, itemId } of await acrossTenants(() => accountsToRemove(db, limit, only))) {
    try {
      await forTenantOf(db, 'case', onboardingId, async () => {
        const accessToken = (await findItem(db, vault, itemId))?.accessToken;
        if (accessToken) await removeItem({ db, plaid }, { onboardingId, itemId, accessToken });
        await wasRemoved(db, id);
      });
    } catch (error) {
      log.warn({ account: id, ...errorFields(error) }, 'Item of a removed account not removed yet');
    }
  }
}
