// Every authorization that was asked for, by the idempotency key it was asked under.
import type { Network } from '../domain/onboarding.ts';
import type { Db } from './pool.ts';

export type AuthorizationRecord = {
  key: string;
  /** Which of the case's transfers it is for. */
  attempt: number;
  accountId: string;
  network: Network;
  /** Null while Plaid's answer is unknown. */
  authorizationId: string | null;
  /** Plaid's; or `retired` or `cancelled`, and no transfer is made with it any more. */
  decision: string | null;
  rationale: string | null;
  /** Seconds since Plaid was asked, by PostgreSQL's clock: a worker's may be wrong. */
  askedAgo: number;
  answeredAt: Date | null;
  /** Seconds since a transfer was asked for with it, last. */
  usedAgo: number | null;
};

/** To be committed before Plaid is asked, so that a crash cannot lose the key. */
export async function storeAuthorizationKey(
  db: Db,
  input: Pick<AuthorizationRecord, 'key' | 'attempt' | 'accountId' | 'network'> & { onboardingId: string },
): Promise<void> {
  await db.query(
    'insert into authorizations (key, onboarding_id, account_id, attempt, network) values ($1, $2, $3, $4, $5)',
    [input.key, input.onboardingId, input.accountId, input.attempt, input.network],
  );
}

export async function latestAuthorization(db: Db, onboardingId: string): Promise<AuthorizationRecord | null> {
  return (await authorizationsOfCase(db, onboardingId))[0] ?? null;
}

/** Newest first. */
export async function authorizationsOfCase(db: Db, onboardingId: string): Promise<AuthorizationRecord[]> {
  const { rows } = await db.query<AuthorizationRecord>(
    `select a.key, a.attempt, a.account_id as "accountId", coalesce(a.network, o.network) as network,
       a.authorization_id as "authorizationId", a.decision, a.rationale, a.answered_at as "answeredAt",
       extract(epoch from now() - a.asked_at)::float8 as "askedAgo",
       extract(epoch from now() - a.used_at)::float8 as "usedAgo"
     from authorizations a join onboardings o on o.id = a.onboarding_id
     where a.onboarding_id = $1 order by a.asked_at desc`,
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

/** To be committed before a transfer is asked for with it: from here on one may be on its way. */
export async function useAuthorization(db: Db, key: string): Promise<void> {
  await db.query('update authorizations set used_at = now() where key = $1', [key]);
}

/** No transfer is made with it from here on: `retired` as Plaid refuses to, `cancelled` as we have let it go. */
export async function retireAuthorization(db: Db, key: string, as: 'retired' | 'cancelled'): Promise<void> {
  await db.query('update authorizations set decision = $2 where key = $1', [key, as]);
}

/** An approval of the case with which no transfer was ever asked for. */
export async function unusedApproval(
  db: Db,
  onboardingId: string,
): Promise<{ key: string; authorizationId: string } | null> {
  const { rows } = await db.query<{ key: string; authorizationId: string }>(
    `select key, authorization_id as "authorizationId" from authorizations
     where onboarding_id = $1 and decision = 'approved' and used_at is null order by asked_at desc limit 1`,
    [onboardingId],
  );
  return rows[0] ?? null;
}
