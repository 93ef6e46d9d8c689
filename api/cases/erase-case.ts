// Erases the applicant of one closed onboarding: for the request that asks for it, for the erasure of a person, and for
// the retention.
import { removeItem } from '../../cases/remove-item.ts';
import { itemsLeftBehind } from '../../db/bank/items.ts';
import { askForRemovalOfAll, hasOpenTransfers } from '../../db/bank/linked-accounts.ts';
import { eraseApplicant, forgetPlaidUser, payerOf } from '../../db/case/applicants.ts';
import { addToTimeline } from '../../db/case/timeline.ts';
import { reportsAtPlaid } from '../../db/data/reports.ts';
import { transaction } from '../../db/pool.ts';
import { deleteNeedlessProofs } from '../../db/transfers/authorization-proofs.ts';
import { Failure } from '../../domain/failure.ts';
import type { Deps } from '../context.ts';

type EraseDeps = Pick<Deps, 'db' | 'vault' | 'plaid'>;

/**
 * It first removes their Items, reports and users at Plaid, because without the tokens these could never be removed.
 * While Plaid is away it erases nothing. A repeat continues where an earlier call stopped, and after the end it changes
 * nothing. Throws `case_open` while a transfer on an account of the case has not ended.
 */
export async function eraseCase({ db, vault, plaid }: EraseDeps, onboardingId: string): Promise<void> {
  await transaction(db, async (tx) => {
    await askForRemovalOfAll(tx, onboardingId);
    if (await hasOpenTransfers(tx, onboardingId)) throw transferOpen();
  });
  await removeAtPlaid({ db, vault, plaid }, onboardingId);
  await transaction(db, async (tx) => {
    if (!(await eraseApplicant(tx, onboardingId))) return;
    await deleteNeedlessProofs(tx, onboardingId);
    await addToTimeline(tx, onboardingId, 'applicant_erased');
  });
}

async function removeAtPlaid({ db, vault, plaid }: EraseDeps, onboardingId: string): Promise<void> {
  for (const { kind, plaidId, token } of await reportsAtPlaid(db, vault, onboardingId)) {
    // Plaid keeps income under a user, and names a report on assets only by its token.
    if (kind === 'income') await plaid.removeUser({ userId: plaidId, token });
    else if (token) await plaid.removeAssetReport(token);
  }
  for (const item of await itemsLeftBehind(db, vault, { onboardingId, newestToo: true })) {
    await removeItem({ db, plaid }, { onboardingId, ...item });
  }
  const payer = await payerOf(db, vault, onboardingId);
  if (payer) {
    await plaid.removeUser(payer);
    await forgetPlaidUser(db, onboardingId);
  }
}

const transferOpen = () =>
  new Failure(
    'conflict',
    'A transfer on an account of this onboarding has not ended. GET /v1/transfers lists it: wait until no return can follow.',
    { code: 'case_open' },
  );
