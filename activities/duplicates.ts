// Recognising that an account is in another case too: before it costs an Item, where Link shows enough of it, and once it
// has been read.
import {
  type Found,
  findDuplicates,
  isShownAlready,
  lockSameAccounts,
  recordDuplicates,
  shownIndex,
} from '../db/duplicates.ts';
import { type FinishedLink, linkTokenOf } from '../db/link-sessions.ts';
import type { Db } from '../db/pool.ts';
import { addToTimeline } from '../db/timeline.ts';
import { type DuplicatePolicy, type DuplicateVerdict, verdictOn } from '../domain/duplicates.ts';
import type { Gateways } from './gateways.ts';
import { linkResult } from './link-result.ts';

/** The reason of a case that is asked for another account because of it. */
export const duplicateAccount = 'duplicate_account';

/**
 * Whether the person chose an account that the policy refuses. Only an account of the same user can be told by what Link
 * shows; where nobody has told us that, Plaid is asked, but not where there is nothing to compare.
 */
export async function refusedBeforeExchange(
  { pool, vault, plaid }: Pick<Gateways, 'pool' | 'vault' | 'plaid'>,
  onboardingId: string,
  { session, shownIndex: told }: FinishedLink,
  policy: DuplicatePolicy,
): Promise<boolean> {
  if (policy.sameUser !== 'refuse') return false;
  const index = told ?? (await askPlaid());
  if (!index || !(await isShownAlready(pool, onboardingId, index))) return false;
  await addToTimeline(pool, onboardingId, duplicateAccount, { exchanged: false });
  return true;

  async function askPlaid(): Promise<Buffer | null> {
    const { shown } = await linkResult({ plaid }, await linkTokenOf(pool, vault, session));
    return shown ? shownIndex(pool, vault, shown) : null;
  }
}

/** Looks for the account in other cases, and keeps what it finds. Call it in the transaction in which it was written. */
export async function lookForDuplicates(
  tx: Db,
  { onboardingId, accountId, policy }: { onboardingId: string; accountId: string; policy: DuplicatePolicy },
): Promise<{ verdict: DuplicateVerdict; strangers: Found | null }> {
  await lockSameAccounts(tx, accountId);
  const found = await findDuplicates(tx, accountId);
  const { changed, moreStrangers } = await recordDuplicates(tx, accountId, found);
  const { duplicates } = found;
  if (changed && duplicates.length > 0) {
    const sameUser = duplicates.filter((one) => one.sameUser).length;
    const counts = { exchanged: true, same_user: sameUser, other_user: duplicates.length - sameUser };
    await addToTimeline(tx, onboardingId, duplicateAccount, counts);
  }
  return { verdict: verdictOn(duplicates, policy), strangers: moreStrangers ? found : null };
}
