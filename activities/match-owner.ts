// Whose account it is: compared by Plaid where it does, else by our own rules with the owners that the bank names.
import { accountOfCase } from '../db/accounts.ts';
import { readApplicant } from '../db/applicants.ts';
import { findDuplicates } from '../db/duplicates.ts';
import { insertIdentityCheck } from '../db/identity-checks.ts';
import { loadCase } from '../db/onboardings.ts';
import { transaction } from '../db/pool.ts';
import { moveStage, type StageMove } from '../db/stages.ts';
import { compareOwners } from '../domain/compare-owners.ts';
import { daysAfter } from '../domain/days.ts';
import { verdictOn, withDuplicates } from '../domain/duplicates.ts';
import { type IdentityJudgement, judge } from '../domain/identity.ts';
import { waits } from '../domain/onboarding.ts';
import type { Policy } from '../domain/policy.ts';
import type { Gateways } from './gateways.ts';
import { known, permittedItem } from './known.ts';
import type { BankActivities } from './types.ts';

export function matchOwner({
  pool,
  vault,
  plaid,
}: Pick<Gateways, 'pool' | 'vault' | 'plaid'>): BankActivities['matchOwner'] {
  async function judged(onboardingId: string, accountId: string, policy: Policy): Promise<IdentityJudgement> {
    const { accessToken } = await permittedItem({ pool, vault }, onboardingId);
    const applicant = await readApplicant(pool, vault, onboardingId);
    const match = await plaid.matchIdentity(accessToken, accountId, applicant);
    if (match) return judge('plaid_match', [match], policy.identity);
    const owners = await plaid.readOwners(accessToken, accountId);
    if (owners) return judge('own_rules', compareOwners(applicant, owners), policy.identity);
    return judge(null, [], policy.identity);
  }

  return async ({ onboardingId, step }) => {
    const { policy } = await known('case', loadCase(pool, onboardingId));
    const { accountId } = await known('account', accountOfCase(pool, onboardingId));
    const { duplicates } = await findDuplicates(pool, accountId);
    const judgement = withDuplicates(
      await judged(onboardingId, accountId, policy),
      verdictOn(duplicates, policy.duplicates),
    );
    await transaction(pool, async (tx) => {
      await insertIdentityCheck(tx, { ...judgement, onboardingId, accountId });
      await moveStage(tx, { onboardingId, step, ...afterMatch(judgement, policy) });
    });
    return judgement;
  };
}

function afterMatch(
  { decision, reason }: IdentityJudgement,
  policy: Policy,
): Pick<StageMove, 'stage'> & Partial<StageMove> {
  const why = reason === null ? {} : { reason };
  switch (decision) {
    case 'match':
      return { stage: 'authorizing' };
    case 'unclear': {
      const waitingUntil = daysAfter(new Date(), policy.reviewWithin);
      return { stage: 'in_review', waitingFor: waits.review, waitingUntil, ...why };
    }
    case 'conflict':
      return { stage: 'closed', outcome: 'rejected', ...why };
  }
}
