// Which case an id of Plaid's belongs to.
import type { Db } from './pool.ts';

export type RouteKind = 'link_token' | 'item' | 'account' | 'transfer' | 'identity_verification' | 'payment' | 'report';
export type RouteKey = { kind: RouteKind; id: string };

export async function routeTo(db: Db, kind: RouteKind, externalId: string): Promise<string | null> {
  const { rows } = await db.query<{ onboardingId: string }>(
    `select onboarding_id as "onboardingId" from routes where kind = $1 and external_id = $2`,
    [kind, externalId],
  );
  return rows[0]?.onboardingId ?? null;
}

/** The same for many ids at once; those that are not known are missing. */
export async function routesTo(db: Db, kind: RouteKind, externalIds: string[]): Promise<Map<string, string>> {
  const { rows } = await db.query<{ id: string; onboardingId: string }>(
    `select external_id as id, onboarding_id as "onboardingId" from routes where kind = $1 and external_id = any ($2)`,
    [kind, externalIds],
  );
  return new Map(rows.map(({ id, onboardingId }) => [id, onboardingId]));
}

/** All ids of this kind that lead to the case. */
export async function idsOfCase(db: Db, kind: RouteKind, onboardingId: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    'select external_id as id from routes where kind = $1 and onboarding_id = $2 order by external_id',
    [kind, onboardingId],
  );
  return rows.map(({ id }) => id);
}

/** Makes the id known, and sends the webhooks that were parked for it on their way. Call it in a transaction. */
export async function insertRoute(db: Db, kind: RouteKind, externalId: string, onboardingId: string): Promise<void> {
  await lockRoute(db, kind, externalId);
  await db.query('insert into routes (kind, external_id, onboarding_id) values ($1, $2, $3) on conflict do nothing', [
    kind,
    externalId,
    onboardingId,
  ]);
  await db.query(
    `update webhooks set status = 'waiting', next_attempt_at = now()
     where status = 'parked' and route_kind = $1 and route_id = $2`,
    [kind, externalId],
  );
}

/**
 * Held to the end of the transaction by whoever makes a route known and whoever parks for one. Without it a webhook
 * could be parked while its route is committed, and neither would see the other.
 */
export async function lockRoute(db: Db, kind: RouteKind, externalId: string): Promise<void> {
  await db.query(`select pg_advisory_xact_lock(hashtextextended($1 || '/' || $2, 0))`, [kind, externalId]);
}
