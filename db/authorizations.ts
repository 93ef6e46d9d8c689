// Every authorization that was asked for, by the idempotency key it was asked under.
import type { Db } from './pool.ts';

export type AuthorizationRecord = {
  key: string;
  accountId: string;
  /** Null while Plaid's answer is unknown. */
  authorizationId: string | null;
  decision: string | null;
  rationale: string | null;
  askedAt: Date;
  answeredAt: Date | null;
};

/** To be committed before Plaid is asked, so that a crash cannot lose the key. */
export async function storeAuthorizationKey(
  db: Db,
  input: { key: string; onboardingId: string; accountId: string },
): Promise<void> {
  await db.query('insert into authorizations (key, onboarding_id, account_id) values ($1, $2, $3)', [
    input.key,
    input.onboardingId,
    input.accountId,
  ]);
}

export async function latestAuthorization(db: Db, onboardingId: string): Promise<AuthorizationRecord | null> {
  return (await authorizationsOfCase(db, onboardingId))[0] ?? null;
}

/** Newest first. */
export async function authorizationsOfCase(db: Db, onboardingId: string): Promise<AuthorizationRecord[]> {
  const { rows } = await db.query<AuthorizationRecord>(
    `select key, account_id as "accountId", authorization_id as "authorizationId", decision, rationale,
       asked_at as "askedAt", answered_at as "answeredAt"
     from authorizations where onboarding_id = $1 order by asked_at desc`,
    [onboardingId],
  );
  return rows;
}

/** Plaid's answer. For one key it is final, unless it asks the person to act: once they have, another one follows. */
export async function answerAuthorization(
  db: Db,
  answer: { key: string; authorizationId: string; decision: string; rationale: string | null },
): Promise<void> {
  await db.query(
    `update authorizations set authorization_id = $2, decision = $3, rationale = $4, answered_at = now()
     where key = $1 and (authorization_id is null or decision = 'user_action_required')`,
    [answer.key, answer.authorizationId, answer.decision, answer.rationale],
  );
}

/** Plaid refuses to create a transfer for it any more: it must not be asked for again. */
export async function retireAuthorization(db: Db, key: string): Promise<void> {
  await db.query(`update authorizations set decision = 'retired' where key = $1`, [key]);
}
