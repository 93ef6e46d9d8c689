// Keeps one answer per Idempotency-Key. Claim the key in the transaction that creates the case, so that neither exists
// without the other.

import { withNext } from './connection.ts';
import { applicantKey, type SelectedKey } from './data-keys.ts';
import type { Db } from './pool.ts';
import type { Vault } from './vault.ts';

export type KeyOf = { tenantId: string; key: string };

export type KeyClaim =
  /** The key is unused, or its last request left nothing behind. */
  | { state: 'new' }
  /** The request was answered before. Send the same answer again. */
  | { state: 'replay'; status: number; body: string }
  /** A request with this key created this case, then died or failed for now. Continue with the case. */
  | { state: 'resume'; onboardingId: string }
  /** Another request with this key is running. */
  | { state: 'busy' }
  /** A different request used the key. */
  | { state: 'mismatch' };

const responseOf = ({ tenantId, key }: KeyOf) => ({
  table: 'idempotency_keys',
  row: `${tenantId}/${key}`,
  column: 'response',
});

/** `key` is null until the key is bound to a case. */
type AnsweredKey = { requestHash: Buffer; status: number | null; sealed: Buffer | null; key: SelectedKey | null };

/** Claims the key. `new` and `resume` hold it until it is completed or released, or until the lease ends. */
export async function claimKey(
  db: Db,
  vault: Vault,
  claim: KeyOf & { requestHash: Buffer; leaseSeconds: number },
): Promise<KeyClaim> {
  const { tenantId, key, requestHash, leaseSeconds } = claim;
  // One statement decides. The unique index lets one of several simultaneous claims insert, and the row lock lets one
  // take over an ended lease.
  const { rows: held } = await db.query<{ onboardingId: string | null }>(
    `insert into idempotency_keys as k (tenant_id, key, request_hash, locked_until)
     values ($1, $2, $3, clock_timestamp() + make_interval(secs => $4))
     on conflict (tenant_id, key) do update set locked_until = excluded.locked_until
       where k.request_hash = excluded.request_hash and k.status is null and k.locked_until <= clock_timestamp()
     returning onboarding_id as "onboardingId"`,
    [tenantId, key, requestHash, leaseSeconds],
  );
  if (held[0]) return held[0].onboardingId ? { state: 'resume', onboardingId: held[0].onboardingId } : { state: 'new' };

  const { rows } = await db.query<AnsweredKey>(
    `select request_hash as "requestHash", status, response_sealed as sealed, ${applicantKey('i.onboarding_id')}
     from idempotency_keys i where tenant_id = $1 and key = $2`,
    [tenantId, key],
  );
  const row = rows[0];
  // The other claimant has rolled back, so the key is free again, and the next try gets it.
  if (!row) return { state: 'busy' };
  if (!row.requestHash.equals(requestHash)) return { state: 'mismatch' };
  if (row.status === null || !row.sealed || !row.key) return { state: 'busy' };
  const body = await vault.applicantOpener(db, row.key)(responseOf(claim), row.sealed);
  return { state: 'replay', status: row.status, body: body.reveal() };
}

/** Binds the key to the case that its request created or concerns. */
export async function bindKey(db: Db, bind: KeyOf & { onboardingId: string }): Promise<void> {
  await db.query(withNext('update idempotency_keys set onboarding_id = $3 where tenant_id = $1 and key = $2'), [
    bind.tenantId,
    bind.key,
    bind.onboardingId,
  ]);
}

/** Keeps the answer, sealed with the data key of the applicant of the case that the key is bound to. */
export async function completeKey(
  db: Db,
  vault: Vault,
  answer: KeyOf & { onboardingId: string; status: number; body: string },
): Promise<void> {
  const { tenantId, key, onboardingId, status, body } = answer;
  const seal = await vault.applicantSealer(db, onboardingId);
  await db.query(
    `update idempotency_keys set status = $3, response_sealed = $4
     where tenant_id = $1 and key = $2 and status is null`,
    [tenantId, key, status, seal(responseOf(answer), body)],
  );
}

/**
 * Forgets one batch of answers that are more than `olderThanDays` old, oldest first. The keys stay, so that a repeat
 * makes nothing twice: it continues with the case, and gets the answer of that day. Returns how many it forgot.
 */
export async function forgetOldAnswers(db: Db, olderThanDays: number, limit: number): Promise<number> {
  const { rowCount } = await db.query(
    `update idempotency_keys set status = null, response_sealed = null where ctid = any (array(
       select ctid from idempotency_keys
       where response_sealed is not null and created_at < now() - make_interval(days => $1)
       order by created_at limit $2 for no key update skip locked))`,
    [olderThanDays, limit],
  );
  return rowCount ?? 0;
}

/** Frees the key at once for the retry of a request that failed for now (Plaid or Temporal away). */
export async function releaseKey(db: Db, { tenantId, key }: KeyOf): Promise<void> {
  await db.query(
    `update idempotency_keys set locked_until = clock_timestamp()
     where tenant_id = $1 and key = $2 and status is null`,
    [tenantId, key],
  );
}
