// Recognises an account that another case has too: before the exchange, which costs an Item, where Link shows enough of
// the account; and again after the account has been read.
import { readLinkResult } from '../../cases/link.ts';
import {
  type Found,
  findDuplicates,
  isShownAlready,
  lockSameAccounts,
  recordDuplicates,
  shownIndex,
} from '../../db/bank/duplicates.ts';
import { addToTimeline } from '../../db/case/timeline.ts';
import type { FinishedLink } from '../../db/link/link-results.ts';
import { linkTokenOf } from '../../db/link/link-sessions.ts';
import type { Db } from '../../db/pool.ts';
import { type DuplicatePolicy, type DuplicateVerdict, verdictOn } from '../../domain/bank/duplicates.ts';
import type { Deps } from '../deps.ts';

/** The reason of a case that asks for another account because this one is a duplicate. */
export const duplicateAccount = 'duplicate_account';

/**
 * Returns whether the applicant chose an account that the policy refuses. The details that Link shows identify only an
 * account of the same user. Where the record lacks these details, Plaid is asked for them, unless the policy allows
 * such accounts anyway.
 */
export async function refusedBeforeExchange(
  { db, vault, plaid }: Pick<Deps, 'db' | 'vault' | 'plaid'>,
  onboardingId: string,
  { session, shownIndex: known }: FinishedLink,
  policy: DuplicatePolicy,
): Promise<boolean> {
  if (policy.sameUser !== 'refuse') return false;
  const index = known ?? (await askPlaid());
  if (!index || !(await isShownAlready(db, onboardingId, index))) return false;
  await addToTimeline(db, onboardingId, duplicateAccount, { exchanged: false });
  return true;

  async function askPlaid(): Promise<Buffer | null> {
    const { shown } = await readLinkResult({ plaid }, await linkTokenOf(db, vault, session));
    return shown ? shownIndex(db, vault, shown) : null;
  }
}

/** Looks for the account in other cases and records the result. Call it in the transaction that stored the account. */
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
