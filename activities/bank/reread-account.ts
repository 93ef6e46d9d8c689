// Reads a linked account again, because the bank has changed it since, and compares the owner with the applicant.
import { endCase } from '../../cases/end-case.ts';
import { assertQuotaLeft } from '../../cases/quota.ts';
import { accountOfCase, refreshAccount } from '../../db/bank/accounts.ts';
import { insertIdentityCheck } from '../../db/bank/identity-checks.ts';
import { recordItem } from '../../db/bank/items.ts';
import { loadCase } from '../../db/case/onboardings.ts';
import { moveStage } from '../../db/case/stages.ts';
import { together, transaction } from '../../db/pool.ts';
import { proofOf } from '../../domain/bank/account.ts';
import type { Reason } from '../../domain/case/reasons.ts';
import type { Deps } from '../deps.ts';
import { known, permittedItem } from '../on-record.ts';
import type { BankActivities, CaseStep } from '../types.ts';
import { judgedOwner } from './match-owner.ts';

export function rereadAccount(deps: Pick<Deps, 'db' | 'vault' | 'plaid'>): BankActivities['rereadAccount'] {
  const { db, vault, plaid } = deps;

  async function refuse(at: CaseStep, reason: Reason | null) {
    return { accepted: false, ended: await endCase(db, { ...at, outcome: 'rejected', reason }) } as const;
  }

  return async ({ onboardingId, step }) => {
    const at = { onboardingId, step };
    const [{ policy, tenantId }, { accessToken }, before] = await together(db, (one) =>
      Promise.all([
        known('case', loadCase(one, onboardingId)),
        permittedItem({ db: one, vault }, onboardingId),
        known('account', accountOfCase(one, onboardingId)),
      ]),
    );
    const { accountId } = before;
    await recordItem(db, await plaid.readItem(accessToken));
    const account = (await plaid.readAccounts(accessToken)).find((one) => one.accountId === accountId);
    if (!account || proofOf(account.verificationStatus) !== 'verified') return refuse(at, 'account_not_confirmed');
    const numbers = await plaid.readNumbers(accessToken, accountId);
    await assertQuotaLeft(db, tenantId, 'identity');
    const judgement = await judgedOwner(deps, onboardingId, accountId, policy);
    const matches = judgement.decision === 'match';
    await transaction(db, async (tx) => {
      await insertIdentityCheck(tx, { ...judgement, onboardingId, accountId });
      if (!matches) return;
      await refreshAccount(tx, vault, { onboardingId, accountId, numbers, changedAt: before.changedAt });
      await moveStage(tx, { ...at, stage: 'authorizing' });
    });
    // The account stays changed on record, so that every later transfer asks again.
    return matches ? { accepted: true } : refuse(at, judgement.reason);
  };
}
