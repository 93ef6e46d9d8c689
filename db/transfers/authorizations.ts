// Every authorization that we asked Plaid for, with the idempotency key of the request.
import type { Network } from '../../domain/case/onboarding.ts';
import type { AuthorizationRisk } from '../../domain/transfers/authorization.ts';
import { withNext } from '../connection.ts';
import type { Db } from '../pool.ts';

export type AuthorizationRecord = {
  key: string;
  /** The number of the transfer within the case. */
  transferNumber: number;
  accountId: string;
  network: Network;
  /** Null while Plaid's answer is unknown. */
  authorizationId: string | null;
  /** Plaid's decision; or our own `retired` or `cancelled`, which rule out another transfer with it. */
  decision: string | null;
  rationale: string | null;
  /** Seconds since we asked Plaid. PostgreSQL's clock counts them, because a worker's may be wrong. */
  askedAgo: number;
  answeredAt: Date | null;
  /** Seconds since the last request for a transfer with it. Null if there was none. */
  usedAgo: number | null;
};

/**
 * Returns the key of the case's n-th authorization. It is no random one: if PostgreSQL is restored to a moment before
 * the key, then the case asks under that key again, and Plaid repeats its answer instead of letting more money move.
 */
export const authorizationKey = (onboardingId: string, n: number): string => `${onboardingId}_${n}`;

/** Commit this before you ask Plaid, so that a crash cannot lose the key. */
export async function storeAuthorizationKey(
  db: Db,
  input: Pick<AuthorizationRecord, 'key' | 'transferNumber' | 'accountId' | 'network'> & {
    onboardingId: string;
    ruleset?: string | null;
  },
): Promise<void> {
  await db.query(
    withNext(`insert into authorizations (key, onboarding_id, account_id, transfer_number, network, ruleset)
     values ($1, $2, $3, $4, $5, $6)`),
    [input.key, input.onboardingId, input.accountId, input.transferNumber, input.network, input.ruleset ?? null],
  );
}

export async function latestAuthorization(db: Db, onboardingId: string): Promise<AuthorizationRecord | null> {
  return (await authorizationsOfCase(db, onboardingId))[0] ?? null;
}

/** Newest first. */
export async function authorizationsOfCase(db: Db, onboardingId: string): Promise<AuthorizationRecord[]> {
  const { rows } = await db.query<AuthorizationRecord>(
    `select a.key, a.transfer_number as "transferNumber", a.account_id as "accountId", coalesce(a.network, o.network) as network,
       a.authorization_id as "authorizationId", a.decision, a.rationale, a.answered_at as "answeredAt",
       extract(epoch from now() - a.asked_at)::float8 as "askedAgo",
       extract(epoch from now() - a.used_at)::float8 as "usedAgo"
     from authorizations a join onboardings o on o.id = a.onboarding_id
     where a.onboarding_id = $1 order by a.turn desc`,
    [onboardingId],
  );
  return rows;
}

/**
 * Records Plaid's answer. The first answer for a key is final, unless it was `user_action_required`: once the applicant
 * has acted, Plaid answers again.
 */
export async function answerAuthorization(
  db: Db,
  answer: {
    key: string;
    authorizationId: string;
    decision: string;
    rationale: string | null;
    description?: string | null;
    risk?: AuthorizationRisk | null;
  },
): Promise<void> {
  const { key, authorizationId, decision, rationale, description = null, risk = null } = answer;
  await db.query(
    `update authorizations set authorization_id = $2, decision = $3, rationale = $4, description = $5, risk = $6,
       answered_at = now()
     where key = $1 and (authorization_id is null or decision = 'user_action_required')`,
    [key, authorizationId, decision, rationale, description, risk],
  );
}

/** One request for a transfer. `first`: no earlier request with this authorization may still be open. */
export type Use = { at: string; first: boolean };

/**
 * Records a request for a transfer. Call it under the lock of the case, and commit before you call Plaid: from here on
 * a transfer may be on its way.
 */
export async function useAuthorization(tx: Db, key: string): Promise<Use> {
  const { rows } = await tx.query<Use>(
    `with before as (select used_at from authorizations where key = $1)
     update authorizations set used_at = clock_timestamp() from before where key = $1
     returning authorizations.used_at::text as at, before.used_at is null as first`,
    [key],
  );
  const [use] = rows;
  if (!use) throw new TypeError('an authorization that was just asked for is gone');
  return use;
}

/**
 * Records that Plaid refused the request. Unless another request is open, this authorization can lead to no transfer
 * any more.
 */
export async function endUse(db: Db, key: string, { at, first }: Use): Promise<void> {
  if (!first) return;
  await db.query('update authorizations set used_at = null where key = $1 and used_at = $2::timestamptz', [key, at]);
}

/**
 * Ends requests that are older than `callSeconds`. Call it only after Plaid was asked, that long after the last of
 * them, and showed no transfer.
 */
export async function endOldUses(db: Db, keys: string[], callSeconds: number): Promise<void> {
  await db.query(
    'update authorizations set used_at = null where key = any($1) and used_at < now() - make_interval(secs => $2)',
    [keys, callSeconds],
  );
}

/** True if we asked Plaid for a transfer and do not know whether Plaid made it. */
export async function mayHaveOpenCall(db: Db, onboardingId: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `select from authorizations a where a.onboarding_id = $1 and a.used_at is not null and a.decision <> 'cancelled'
       and not exists (select from transfers t where t.authorization_id = a.authorization_id)`,
    [onboardingId],
  );
  return rowCount !== 0;
}

/**
 * Rules out another transfer with this authorization: `retired` because Plaid refuses it, `cancelled` because we gave
 * it up. `rationale` replaces Plaid's earlier one.
 */
export async function retireAuthorization(
  db: Db,
  key: string,
  as: 'retired' | 'cancelled',
  rationale: string | null = null,
): Promise<void> {
  await db.query('update authorizations set decision = $2, rationale = coalesce($3, rationale) where key = $1', [
    ...[key, as, rationale],
  ]);
}

/** Returns an approval of the case that no request for a transfer has used. */
export async function unusedApproval(
  db: Db,
  onboardingId: string,
): Promise<{ key: string; authorizationId: string } | null> {
  const { rows } = await db.query<{ key: string; authorizationId: string }>(
    `select key, authorization_id as "authorizationId" from authorizations
     where onboarding_id = $1 and decision = 'approved' and used_at is null order by turn desc limit 1`,
    [onboardingId],
  );
  return rows[0] ?? null;
}
