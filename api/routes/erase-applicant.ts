import { eraseApplicant as erase, forgetPlaidUser, plaidUserOf } from '../../db/applicants.ts';
import { deleteNeedlessProofs } from '../../db/authorization-proofs.ts';
import type { CaseView } from '../../db/case-views.ts';
import { forgetItem, itemsLeftBehind } from '../../db/items.ts';
import { transaction } from '../../db/pool.ts';
import { reportsAtPlaid } from '../../db/reports.ts';
import { addToTimeline } from '../../db/timeline.ts';
import { Failure } from '../../domain/failure.ts';
import { findCase } from '../cases/find-case.ts';
import type { Deps, Route } from '../context.ts';

type EraseDeps = Pick<Deps, 'db' | 'vault' | 'plaid'>;

/**
 * Erases the person of a closed case. First what they gave us at Plaid: without its token an Item, or a report, could
 * never be removed. Should Plaid be away, nothing is erased, and the same request carries on later; a repeat changes
 * nothing.
 */
export function eraseApplicant(deps: EraseDeps): Route {
  const { db, vault, plaid } = deps;
  return {
    method: 'DELETE',
    path: '/v1/onboardings/:id/applicant',
    handle: async (ctx) => {
      const view = await findCase(deps, ctx);
      if (view.stage !== 'closed') throw stillOpen(view);
      const onboardingId = view.id;
      await removeAtPlaid({ db, vault, plaid }, onboardingId);
      await transaction(db, async (tx) => {
        if (!(await erase(tx, onboardingId))) return;
        await deleteNeedlessProofs(tx, onboardingId);
        await addToTimeline(tx, onboardingId, 'applicant_erased');
      });
      ctx.body = null;
    },
  };
}

async function removeAtPlaid({ db, vault, plaid }: EraseDeps, onboardingId: string): Promise<void> {
  for (const { kind, plaidId, token } of await reportsAtPlaid(db, vault, onboardingId)) {
    // Income belongs to a user, and a report on assets is named by its token alone.
    if (kind === 'income') await plaid.removeUser({ userId: plaidId, token });
    else if (token) await plaid.removeAssetReport(token);
  }
  for (const { itemId, accessToken } of await itemsLeftBehind(db, vault, { onboardingId, newestToo: true })) {
    await plaid.removeItem(accessToken);
    await transaction(db, (tx) => forgetItem(tx, { onboardingId, itemId }));
  }
  const plaidUserId = await plaidUserOf(db, onboardingId);
  if (plaidUserId) {
    await plaid.removeUser({ userId: plaidUserId, token: null });
    await forgetPlaidUser(db, onboardingId);
  }
}

function stillOpen({ id, stage, outcome }: CaseView): Failure {
  const ends = outcome
    ? 'A return may still follow; it closes when none can any more.'
    : `Wait for its end, or send POST /v1/onboardings/${id}/cancel.`;
  return new Failure('conflict', `The case is ${stage}, and only of a closed one the person can be erased. ${ends}`, {
    code: 'case_open',
  });
}
