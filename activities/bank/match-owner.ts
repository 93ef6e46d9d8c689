// Decides whether the applicant owns the account. Plaid compares them where it can; otherwise our own rules compare the
// applicant with the owners that the bank names.
import { endCase } from '../../cases/end-case.ts';
import { assertQuotaLeft } from '../../cases/quota.ts';
import { accountOfCase } from '../../db/bank/accounts.ts';
import { findDuplicates } from '../../db/bank/duplicates.ts';
import { insertIdentityCheck } from '../../db/bank/identity-checks.ts';
import { readApplicant } from '../../db/case/applicants.ts';
import { loadCase } from '../../db/case/onboardings.ts';
import { moveStage } from '../../db/case/stages.ts';
import { type Db, together, transaction } from '../../db/pool.ts';
import { verdictOn, withDuplicates } from '../../domain/bank/duplicates.ts';
import type { Policy } from '../../domain/case/policy.ts';
import { restingIn } from '../../domain/case/stages.ts';
import { compareOwners } from '../../domain/owner/compare-owners.ts';
import { type IdentityJudgement, judge } from '../../domain/owner/identity.ts';
import type { Deps } from '../deps.ts';
import { known, permittedItem } from '../on-record.ts';
import type { BankActivities, CaseStep, OwnerMatched } from '../types.ts';

type Reads = Pick<Deps, 'db' | 'vault' | 'plaid'>;

/** Compares the applicant with the owners of the account, as the bank names them now. */
export async function judgedOwner(
  { db, vault, plaid }: Reads,
  onboardingId: string,
  accountId: string,
  policy: Policy,
): Promise<IdentityJudgement> {
  const [{ accessToken }, applicant] = await together(db, (one) =>
    Promise.all([permittedItem({ db: one, vault }, onboardingId), readApplicant(one, vault, onboardingId)]),
  );
  const match = await plaid.matchIdentity(accessToken, accountId, applicant);
  if (match) return judge('plaid_match', [match], policy.identity);
  const owners = await plaid.readOwners(accessToken, accountId);
  if (owners) return judge('own_rules', compareOwners(applicant, owners), policy.identity);
  return judge(null, [], policy.identity);
}

export function matchOwner(deps: Reads): BankActivities['matchOwner'] {
  const { db } = deps;
  return async ({ onboardingId, step }) => {
    const [{ policy, tenantId }, { accountId }] = await together(db, (one) =>
      Promise.all([known('case', loadCase(one, onboardingId)), known('account', accountOfCase(one, onboardingId))]),
    );
    await assertQuotaLeft(db, tenantId, 'identity');
    const { duplicates } = await findDuplicates(db, accountId);
    const judgement = withDuplicates(
      await judgedOwner(deps, onboardingId, accountId, policy),
      verdictOn(duplicates, policy.duplicates),
    );
    return transaction(db, async (tx) => {
      await insertIdentityCheck(tx, { ...judgement, onboardingId, accountId });
      return afterMatch(tx, { onboardingId, step }, judgement, policy);
    });
  };
}

async function afterMatch(
  tx: Db,
  at: CaseStep,
  { decision, reason }: IdentityJudgement,
  policy: Policy,
): Promise<OwnerMatched> {
  const why = reason === null ? {} : { reason };
  switch (decision) {
    case 'match':
      await moveStage(tx, { ...at, stage: 'authorizing' });
      return { decision };
    case 'unclear':
      await moveStage(tx, { ...at, ...restingIn('in_review', policy, new Date()), ...why });
      return { decision };
    case 'conflict':
      return { decision, ended: await endCase(tx, { ...at, outcome: 'rejected', reason }) };
  }
}
