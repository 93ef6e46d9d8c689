// The inbox: every verified delivery is a row before it is answered.
import { Failure, outageCode } from '../../domain/failure.ts';
import { lockRoute, type PlaidId } from '../case/plaid-ids.ts';
import { type Statement, withNext } from '../connection.ts';
import type { Db, Pool } from '../pool.ts';
import type { Place, Vault } from '../vault.ts';

export type NewWebhook = {
  /** SHA-256 of the raw body. */
  bodyHash: Buffer;
  signedAt: Date;
  type: string;
  code: string;
  body: string;
  stale: boolean;
  /** The id of Plaid's by which the case is found, if the body names one. */
  plaidId: PlaidId | null;
};

export type Webhook = {
  id: string;
  type: string;
  code: string;
  /** Null if the ciphertext does not open: one damaged row must not stop the others. */
  body: string | null;
  stale: boolean;
  attempts: number;
  /** True if its change of an Item is on record. */
  recorded: boolean;
  /** Null if it concerns no case, or none that is known yet. */
  onboardingId: string | null;
};

// The row has no number yet when its body is sealed, so the place is the unique key of the delivery. A delivery has no
// tenant: its case may be unknown for days, and is found by Plaid's id whenever it is read.
const bodyOf = (bodyHash: Buffer, signedAt: Date): Place => ({
  tenant: null,
  owner: null,
  table: 'webhooks',
  row: `${bodyHash.toString('hex')}/${signedAt.toISOString()}`,
  column: 'body',
});

const insert: Statement = {
  text: `insert into webhooks (body_hash, signed_at, type, code, body_sealed, stale, plaid_id_kind, plaid_id)
    select body_hash, signed_at, type, code, body_sealed, stale, plaid_id_kind, plaid_id
    from unnest($1::bytea[], $2::timestamptz[], $3::text[], $4::text[], $5::bytea[], $6::boolean[], $7::text[], $8::text[])
      with ordinality as new (body_hash, signed_at, type, code, body_sealed, stale, plaid_id_kind, plaid_id, place)
    order by place
    on conflict (body_hash, signed_at) do nothing
    returning id::text, body_hash as "bodyHash", signed_at as "signedAt"`,
  // All deliveries wait behind this statement. PostgreSQL answers it late only after the five seconds of a lock.
  query_timeout: 6_000,
};

/**
 * Stores all of them or none, numbered in this order. Null for a delivery that is stored already, or that comes twice
 * in this list.
 */
export async function insertWebhooks(
  db: Pool,
  vault: Vault,
  webhooks: NewWebhook[],
): Promise<({ id: string } | null)[]> {
  const seal = await vault.inboxSealer(db);
  const { rows } = await db.query<{ id: string; bodyHash: Buffer; signedAt: Date }>(insert, [
    webhooks.map(({ bodyHash }) => bodyHash),
    webhooks.map(({ signedAt }) => signedAt),
    webhooks.map(({ type }) => type),
    webhooks.map(({ code }) => code),
    webhooks.map(({ bodyHash, signedAt, body }) => seal(bodyOf(bodyHash, signedAt), body)),
    webhooks.map(({ stale }) => stale),
    webhooks.map(({ plaidId }) => plaidId?.kind ?? null),
    webhooks.map(({ plaidId }) => plaidId?.id ?? null),
  ]);
  const ids = new Map(rows.map(({ id, bodyHash, signedAt }) => [bodyOf(bodyHash, signedAt).row, id]));
  return webhooks.map(({ bodyHash, signedAt }) => {
    const { row } = bodyOf(bodyHash, signedAt);
    const id = ids.get(row);
    ids.delete(row);
    return id === undefined ? null : { id };
  });
}

type SealedWebhook = Omit<Webhook, 'body'> & { bodyHash: Buffer; signedAt: Date; sealed: Buffer };
const columns = `w.id::text, w.type, w.code, w.stale, w.attempts, w.recorded, r.onboarding_id as "onboardingId",
  w.body_hash as "bodyHash", w.signed_at as "signedAt", w.body_sealed as sealed`;

// Only the oldest waiting row of a case, so that the claimant has the whole case. `laterWebhooks` returns the others.
const oldestOfCases = `select ${columns}
  from webhooks w left join plaid_ids r on r.kind = w.plaid_id_kind and r.external_id = w.plaid_id
  where w.status = 'waiting' and not exists (
    select from plaid_ids same_case
    join webhooks earlier on earlier.plaid_id_kind = same_case.kind and earlier.plaid_id = same_case.external_id
    where same_case.onboarding_id = r.onboarding_id and earlier.status = 'waiting' and earlier.id < w.id)`;

/** SQL: the new rows that may be claimed. */
export const newWebhooks = `${oldestOfCases} and w.attempts = 0 order by w.id`;
/** SQL: those that failed before and are due again. `temporalIsAway` is SQL. */
export const postponedWebhooks = (temporalIsAway: string): string =>
  `${oldestOfCases} and w.attempts > 0 and w.next_attempt_at <= now()
     and not (${temporalIsAway} and w.result is not distinct from '${outageCode}')
   order by w.next_attempt_at, w.id`;

/**
 * Claims deliveries, for this transaction only: other claimants skip them until it ends, and a crash releases them.
 * Claims up to `limit` new ones, and up to `limit` that failed before and are due again, so that
 * neither hold up the others. While Temporal is away, it leaves out those that failed because of that.
 * Measured: 2 ms with 100,000 rows waiting for 5,000 cases, 30 ms with 50,000 of one case held up.
 */
export async function claimWebhooks(
  db: Db,
  vault: Vault,
  { limit, temporalIsAway }: { limit: number; temporalIsAway: boolean },
): Promise<Webhook[]> {
  const { rows } = await db.query<SealedWebhook>(
    `with new as (
       ${newWebhooks} limit $1 for no key update of w skip locked
     ), again as (
       ${postponedWebhooks('$2')} limit $1 for no key update of w skip locked
     )
     select * from new union all select * from again`,
    [limit, temporalIsAway],
  );
  return opened(db, vault, rows);
}

/**
 * Claims the rows of the case behind a claimed one, in order, up to the first that has to wait. Claiming matters: an
 * older row of the case may return, unparked or redriven, and another claimant with it.
 */
export async function laterWebhooks(
  db: Db,
  vault: Vault,
  claimed: { id: string; onboardingId: string },
  limit: number,
): Promise<Webhook[]> {
  const { rows } = await db.query<SealedWebhook & { due: boolean }>(
    `select ${columns}, w.next_attempt_at <= now() as due
     from webhooks w join plaid_ids r on r.kind = w.plaid_id_kind and r.external_id = w.plaid_id
     where r.onboarding_id = $1 and w.status = 'waiting' and w.id > $2
     order by w.id limit $3 for no key update of w skip locked`,
    [claimed.onboardingId, claimed.id, limit],
  );
  const wait = rows.findIndex(({ due }) => !due);
  return opened(db, vault, wait < 0 ? rows : rows.slice(0, wait));
}

async function opened(db: Db, vault: Vault, rows: SealedWebhook[]): Promise<Webhook[]> {
  const webhooks: Webhook[] = [];
  for (const { bodyHash, signedAt, sealed, ...row } of rows) {
    const body = await vault.open(db, bodyOf(bodyHash, signedAt), sealed).catch((error: unknown) => {
      // Without the key-encryption key all of them wait.
      if (error instanceof Failure && error.kind !== 'unavailable') return null;
      throw error;
    });
    webhooks.push({ ...row, body: body?.reveal() ?? null });
  }
  return webhooks;
}

/** Records that the webhook's change of an Item is on record, once this transaction has committed. */
export async function markRecorded(db: Db, id: string): Promise<void> {
  await db.query('update webhooks set recorded = true where id = $1', [id]);
}

/** Ends the work on a webhook. `result` is a code of the result. */
export async function finishWebhook(db: Db, id: string, result: string): Promise<void> {
  await db.query(withNext(`update webhooks set status = 'done', result = $2, done_at = now() where id = $1`), [
    id,
    result,
  ]);
}

/** Gives the webhook up until an operator redrives it. `why` is a code. */
export async function failWebhook(db: Db, id: string, why: string): Promise<void> {
  await db.query(`update webhooks set status = 'failed', result = $2, done_at = now() where id = $1`, [id, why]);
}

/** Parks the webhook until its case is known, which may be so by now. Call it in a transaction. */
export async function parkWebhook(db: Db, id: string, plaidId: PlaidId): Promise<void> {
  await lockRoute(db, plaidId.kind, plaidId.id);
  await db.query(
    `update webhooks set plaid_id_kind = $2, plaid_id = $3, status = case
       when exists (select from plaid_ids where kind = $2 and external_id = $3) then 'waiting' else 'parked' end
     where id = $1`,
    [id, plaidId.kind, plaidId.id],
  );
}

/**
 * Records that the webhook could not be delivered now; `why` is a code. The pause begins now, because the transaction
 * may have waited for long.
 */
export async function postponeWebhook(db: Db, id: string, seconds: number, why: string): Promise<void> {
  await db.query(
    `update webhooks set attempts = attempts + 1, result = $3, next_attempt_at = clock_timestamp() + make_interval(secs => $2)
     where id = $1`,
    [id, seconds, why],
  );
}
