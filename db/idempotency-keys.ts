// One answer per Idempotency-Key. Claiming the key belongs into the transaction that creates what it guards, so that
// neither exists without the other.
import { Failure } from '../domain/failure.ts';
import { dataKeyOf } from './applicants.ts';
import type { Db } from './pool.ts';
import type { Vault } from './vault.ts';

export type KeyOf = { tenantId: string; key: string };

export type Claim =
  /** Nobody has used the key, or whoever did left nothing behind. */
  | { state: 'new' }
  /** Answered before: answer the same again. */
  | { state: 'replay'; status: number; body: string }
  /** A request under this key died, or failed for now, after it had created this case: carry on with it. */
  | { state: 'resume'; onboardingId: string }
  /** Another request is at work under this key. */
  | { state: 'busy' }
  /** The key belongs to a different request. */
  | { state: 'mismatch' };

const responseOf = ({ tenantId, key }: KeyOf) => ({
  table: 'idempotency_keys',
  row: `${tenantId}/${key}`,
  column: 'response',
});

/** `new` and `resume` hold the key until it is completed, released, or the lease ends. */
export async function claimKey(
  db: Db,
  vault: Vault,
  claim: KeyOf & { requestHash: Buffer; leaseSeconds: number },
): Promise<Claim> {
  const { tenantId, key, requestHash, leaseSeconds } = claim;
  // One statement decides: of any number of simultaneous claims, the unique index lets one insert, and the row lock
  // lets one take over an ended lease.
  const { rows: held } = await db.query<{ onboardingId: string | null }>(
    `insert into idempotency_keys as k (tenant_id, key, request_hash, locked_until)
     values ($1, $2, $3, clock_timestamp() + make_interval(secs => $4))
     on conflict (tenant_id, key) do update set locked_until = excluded.locked_until
       where k.request_hash = excluded.request_hash and k.status is null and k.locked_until <= clock_timestamp()
     returning onboarding_id as "onboardingId"`,
    [tenantId, key, requestHash, leaseSeconds],
  );
  if (held[0]) return held[0].onboardingId ? { state: 'resume', onboardingId: held[0].onboardingId } : { state: 'new' };

  const { rows } = await db.query<{ requestHash: Buffer; status: number | null; sealed: Buffer | null }>(
    `select request_hash as "requestHash", status, response_sealed as sealed
     from idempotency_keys where tenant_id = $1 and key = $2`,
    [tenantId, key],
  );
  const row = rows[0];
  // The claimant that was in the way has rolled back, so that the key is free again: the next try gets it.
  if (!row) return { state: 'busy' };
  if (!row.requestHash.equals(requestHash)) return { state: 'mismatch' };
  if (row.status === null || !row.sealed) return { state: 'busy' };
  const body = await vault.open(db, responseOf(claim), row.sealed);
  return { state: 'replay', status: row.status, body: body.reveal() };
}

/** Ties the key to the case it created or concerns. */
export async function bindKey(db: Db, bind: KeyOf & { onboardingId: string }): Promise<void> {
  await db.query('update idempotency_keys set onboarding_id = $3 where tenant_id = $1 and key = $2', [
    bind.tenantId,
    bind.key,
    bind.onboardingId,
  ]);
}

/** Keeps the answer, sealed with the key of the person it speaks of. */
export async function completeKey(
  db: Db,
  vault: Vault,
  answer: KeyOf & { status: number; body: string },
): Promise<void> {
  const { tenantId, key, status, body } = answer;
  const { rows } = await db.query<{ onboardingId: string | null }>(
    `select onboarding_id as "onboardingId" from idempotency_keys where tenant_id = $1 and key = $2`,
    [tenantId, key],
  );
  const onboardingId = rows[0]?.onboardingId;
  if (!onboardingId) throw new Failure('bug', 'The idempotency key is bound to no case.', { code: 'key_unbound' });
  const sealed = await vault.seal(db, await dataKeyOf(db, onboardingId), responseOf(answer), body);
  await db.query(
    `update idempotency_keys set status = $3, response_sealed = $4
     where tenant_id = $1 and key = $2 and status is null`,
    [tenantId, key, status, sealed],
  );
}

/** The request failed for now (Plaid or Temporal away): let the retry have the key at once. */
export async function releaseKey(db: Db, { tenantId, key }: KeyOf): Promise<void> {
  await db.query(
    `update idempotency_keys set locked_until = clock_timestamp()
     where tenant_id = $1 and key = $2 and status is null`,
    [tenantId, key],
  );
}
