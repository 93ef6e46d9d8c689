import { forgetItem } from '../db/bank/items.ts';
import { type Pool, transaction } from '../db/pool.ts';
import type { Secret } from '../domain/secret.ts';
import type { PlaidGateway } from '../plaid/gateway.ts';

/**
 * Removes an Item at Plaid, and then forgets its token. After a crash in between, the next try has the token and
 * removes the Item again, which changes nothing.
 */
export async function removeItem(
  { db, plaid }: { db: Pool; plaid: Pick<PlaidGateway, 'removeItem'> },
  { onboardingId, itemId, accessToken }: { onboardingId: string; itemId: string; accessToken: Secret },
): Promise<void> {
  await plaid.removeItem(accessToken);
  await transaction(db, (tx) => forgetItem(tx, { onboardingId, itemId }));
}
