import { removeItem } from '../../cases/remove-item.ts';
import { itemsLeftBehind } from '../../db/bank/items.ts';
import { askForRemovalOfAll, hasOpenTransfers } from '../../db/bank/linked-accounts.ts';
import { eraseApplicant as erase, forgetPlaidUser, payerOf } from '../../db/case/applicants.ts';
import type { CaseView } from '../../db/case/case-views.ts';
import { addToTimeline } from '../../db/case/timeline.ts';
import { reportsAtPlaid } from '../../db/data/reports.ts';
import { transaction } from '../../db/pool.ts';
import { deleteNeedlessProofs } from '../../db/transfers/authorization-proofs.ts';
import { Failure } from '../../domain/failure.ts';
import { findCase } from '../cases/find-case.ts';
import type { Deps, Handler } from '../context.ts';
import { asksPlaid, documented } from '../http/operation.ts';

type EraseDeps = Pick<Deps, 'db' | 'vault' | 'plaid'>;

/**
 * Erases the applicant of a closed case. It first removes their Items and reports at Plaid, because without the tokens
 * these could never be removed. While Plaid is away it erases nothing, and a repeat of the request continues later. A
 * repeat after the end changes nothing.
 */
export function eraseApplicant(deps: EraseDeps): Handler {
  const { db, vault, plaid } = deps;
  return documented(
    { summary: 'Erase the applicant of a closed case', answer: null, problems: [...asksPlaid, 'case_open'] },
    async (ctx) => {
      const view = await findCase(deps, ctx);
      if (view.stage !== 'closed') throw stillOpen(view);
      const onboardingId = view.id;
      await transaction(db, async (tx) => {
        await askForRemovalOfAll(tx, onboardingId);
        if (await hasOpenTransfers(tx, onboardingId)) throw transferOpen();
      });
      await removeAtPlaid({ db, vault, plaid }, onboardingId);
      await transaction(db, async (tx) => {
        if (!(await erase(tx, onboardingId))) return;
        await deleteNeedlessProofs(tx, onboardingId);
        await addToTimeline(tx, onboardingId, 'applicant_erased');
      });
      ctx.body = null;
    },
  );
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

function stillOpen({ id, stage, outcome }: CaseView): Failure {
  const ends = outcome
    ? 'A return may still follow; the case closes after the return window.'
    : `Wait until it closes, or send POST /v1/onboardings/${id}/cancel.`;
  return new Failure('conflict', `The applicant can be erased only once the case is closed; it is ${stage}. ${ends}`, {
    code: 'case_open',
  });
}
