import type { IdentityJudgement } from '../../domain/owner/identity.ts';
import { withNext } from '../connection.ts';
import { newId } from '../ids.ts';
import type { Db } from '../pool.ts';
import { linkerOf } from './linked-accounts.ts';

/** Records a judgement about the owner, with the onboarding that linked the account. */
export async function insertIdentityCheck(
  db: Db,
  check: IdentityJudgement & { onboardingId: string; accountId: string },
): Promise<void> {
  await db.query(
    withNext(`insert into identity_checks (id, onboarding_id, account_id, decision, reason, fields, flags, source, policy_version)
     values ($1, ${linkerOf('$2')}, $3, $4, $5, $6, $7, $8, $9)`),
    [
      newId('chk'),
      check.onboardingId,
      check.accountId,
      check.decision,
      check.reason,
      JSON.stringify(check.fields),
      check.flags,
      check.source,
      check.policyVersion,
    ],
  );
}

/** Returns the accounts of the case whose owner was checked. The case may have linked another one since. */
export async function checkedAccounts(db: Db, onboardingId: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select distinct account_id as id from identity_checks where onboarding_id = ${linkerOf('$1')}`,
    [onboardingId],
  );
  return rows.map(({ id }) => id);
}
