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

/** True if the owner of this very account was checked. The case may have linked another account since. */
export async function ownerWasChecked(db: Db, onboardingId: string, accountId: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `select from identity_checks where onboarding_id = ${linkerOf('$1')} and account_id = $2 limit 1`,
    [onboardingId, accountId],
  );
  return rowCount === 1;
}
