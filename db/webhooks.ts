// The inbox: every verified delivery is a row before it is answered.
import { Failure } from '../domain/failure.ts';
import type { Db } from './pool.ts';
import { lockRoute, type RouteKind } from './routes.ts';
import type { Vault } from './vault.ts';

export type NewWebhook = {
  /** SHA-256 of the raw body. */
  bodyHash: Buffer;
  signedAt: Date;
  type: string;
  code: string;
  body: string;
  stale: boolean;
};

export type Webhook = {
  id: string;
  type: string;
  code: string;
  /** Null where the ciphertext does not open: one damaged row must not stop the others. */
  body: string | null;
  stale: boolean;
  attempts: number;
};

// The row's number is not known when its body is sealed; what makes the delivery unique is.
const bodyOf = (bodyHash: Buffer, signedAt: Date) => ({
  table: 'webhooks',
  row: `${bodyHash.toString('hex')}/${signedAt.toISOString()}`,
  column: 'body',
});

/** Null if this very delivery is already here. */
export async function insertWebhook(db: Db, vault: Vault, webhook: NewWebhook): Promise<{ id: string } | null> {
  const { bodyHash, signedAt, type, code, body, stale } = webhook;
  const sealed = await vault.seal(db, await vault.inboxKey(db), bodyOf(bodyHash, signedAt), body);
  const { rows } = await db.query<{ id: string }>(
    `insert into webhooks (body_hash, signed_at, type, code, body_sealed, stale) values ($1, $2, $3, $4, $5, $6)
     on conflict (body_hash, signed_at) do nothing
     returning id::text`,
    [bodyHash, signedAt, type, code, sealed, stale],
  );
  return rows[0] ?? null;
}

/**
 * The next due deliveries, oldest first, for this transaction alone: other claimants skip them until it ends, and a
 * crash gives them back.
 */
export async function claimWebhooks(db: Db, vault: Vault, limit: number): Promise<Webhook[]> {
  const { rows } = await db.query<Webhook & { bodyHash: Buffer; signedAt: Date; sealed: Buffer }>(
    `select id::text, type, code, stale, attempts,
       body_hash as "bodyHash", signed_at as "signedAt", body_sealed as sealed
     from webhooks where status = 'waiting' and next_attempt_at <= now()
     order by webhooks.id limit $1 for update skip locked`,
    [limit],
  );
  const webhooks: Webhook[] = [];
  for (const { bodyHash, signedAt, sealed, ...row } of rows) {
    const body = await vault.open(db, bodyOf(bodyHash, signedAt), sealed).catch((error: unknown) => {
      if (error instanceof Failure) return null;
      throw error;
    });
    webhooks.push({ ...row, body: body?.reveal() ?? null });
  }
  return webhooks;
}

/** Nothing is left to do for it; `result` says in a word what came of it. */
export async function finishWebhook(db: Db, id: string, result: string): Promise<void> {
  await db.query(`update webhooks set status = 'done', result = $2, done_at = now() where id = $1`, [id, result]);
}

/** Nothing can be done with it until a person looks; `why` is a code. */
export async function failWebhook(db: Db, id: string, why: string): Promise<void> {
  await db.query(`update webhooks set status = 'failed', result = $2, done_at = now() where id = $1`, [id, why]);
}

/** Lays it aside until its case is known, which may be by now. Call it in a transaction. */
export async function parkWebhook(db: Db, id: string, route: { kind: RouteKind; id: string }): Promise<void> {
  await lockRoute(db, route.kind, route.id);
  await db.query(
    `update webhooks set route_kind = $2, route_id = $3, status = case
       when exists (select from routes where kind = $2 and external_id = $3) then 'waiting' else 'parked' end
     where id = $1`,
    [id, route.kind, route.id],
  );
}

/** It could not be delivered now; `why` is a code. */
export async function postponeWebhook(db: Db, id: string, seconds: number, why: string): Promise<void> {
  await db.query(
    `update webhooks set attempts = attempts + 1, result = $3, next_attempt_at = now() + make_interval(secs => $2)
     where id = $1`,
    [id, seconds, why],
  );
}
