// Finds the case of an id of Plaid's.
import { withNext } from '../connection.ts';
import type { Db } from '../pool.ts';

export const plaidIdKinds = [
  'link_token',
  'item',
  'account',
  'transfer',
  'identity_verification',
  'payment',
  'report',
] as const;
export type PlaidIdKind = (typeof plaidIdKinds)[number];
export type PlaidId = { kind: PlaidIdKind; id: string };

/** Returns the case of the id. Null if the id is not known. */
export async function caseOfId(db: Db, kind: PlaidIdKind, externalId: string): Promise<string | null> {
  const { rows } = await db.query<{ onboardingId: string }>(
    `select onboarding_id as "onboardingId" from plaid_ids where kind = $1 and external_id = $2`,
    [kind, externalId],
  );
  return rows[0]?.onboardingId ?? null;
}

/** Finds the cases of many ids at once. Unknown ids are missing from the result. */
export async function casesOfIds(db: Db, kind: PlaidIdKind, externalIds: string[]): Promise<Map<string, string>> {
  const { rows } = await db.query<{ id: string; onboardingId: string }>(
    `select external_id as id, onboarding_id as "onboardingId" from plaid_ids where kind = $1 and external_id = any ($2)`,
    [kind, externalIds],
  );
  return new Map(rows.map(({ id, onboardingId }) => [id, onboardingId]));
}

/** Returns all ids of this kind that lead to the case. */
export async function idsOfCase(db: Db, kind: PlaidIdKind, onboardingId: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    'select external_id as id from plaid_ids where kind = $1 and onboarding_id = $2 order by external_id',
    [kind, onboardingId],
  );
  return rows.map(({ id }) => id);
}

/** Records the id, and releases the webhooks that were parked for it. Call it in a transaction. */
export async function insertPlaidId(
  db: Db,
  kind: PlaidIdKind,
  externalId: string,
  onboardingId: string,
): Promise<void> {
  await lockRoute(db, kind, externalId);
  // A statement of its own, because it has to see the webhooks that others parked while we waited for the lock.
  await db.query(
    {
      // A webhook belongs to no tenant.
      across_tenants: true,
      with_next: true,
      text: `with known as (
       insert into plaid_ids (kind, external_id, onboarding_id) values ($1, $2, $3) on conflict do nothing
     )
     update webhooks set status = 'waiting', next_attempt_at = now()
     where status = 'parked' and plaid_id_kind = $1 and plaid_id = $2`,
    },
    [kind, externalId, onboardingId],
  );
}

/**
 * Locks an id to the end of the transaction. Both the writer of a plaidId and the one that parks a webhook need it:
 * otherwise a webhook could be parked while its plaidId is committed, and neither would see the other.
 */
export async function lockRoute(db: Db, kind: PlaidIdKind, externalId: string): Promise<void> {
  await db.query(withNext(`select pg_advisory_xact_lock(hashtextextended($1 || '/' || $2, 0))`), [kind, externalId]);
}
