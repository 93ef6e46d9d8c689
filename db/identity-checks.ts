import type { IdentityJudgement } from '../domain/identity.ts';
import { newId } from './ids.ts';
import type { Db } from './pool.ts';

export async function insertIdentityCheck(
  db: Db,
  check: IdentityJudgement & { onboardingId: string; accountId: string },
): Promise<void> {
  await db.query(
    'insert into identity_checks (id, onboarding_id, account_id, decision, fields) values ($1, $2, $3, $4, $5)',
    [newId('chk'), check.onboardingId, check.accountId, check.decision, JSON.stringify(check.fields)],
  );
}
