import { upsertVerification } from '../../db/case/identity-verifications.ts';
import { loadCase } from '../../db/case/onboardings.ts';
import { moveStage } from '../../db/case/stages.ts';
import { transaction } from '../../db/pool.ts';
import { restingIn } from '../../domain/case/stages.ts';
import { resultOf } from '../../domain/owner/identity-verification.ts';
import type { Deps } from '../deps.ts';
import { known } from '../on-record.ts';
import type { PeopleActivities } from '../types.ts';

export function readVerification({
  db,
  vault,
  plaid,
}: Pick<Deps, 'db' | 'vault' | 'plaid'>): PeopleActivities['readVerification'] {
  return async ({ onboardingId, step }) => {
    const { policy } = await known('case', loadCase(db, onboardingId));
    const { templateId } = await known('template', Promise.resolve(policy.identityVerification ?? null));
    const read = plaid.readIdentityVerification({ templateId, clientUserId: onboardingId });
    const attempt = await known('identity verification', read);
    const result = resultOf(attempt.status);
    await transaction(db, async (tx) => {
      await upsertVerification(tx, vault, { ...attempt, onboardingId });
      const rest = restingIn('in_review', policy, new Date());
      if (result === 'failed') await moveStage(tx, { onboardingId, step, ...rest });
    });
    return { result, status: attempt.status };
  };
}
