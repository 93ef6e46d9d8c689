// The data of persons that retention is to look at. No index serves these looks: each reads the next page of a whole
// table, in the order of its key, so that a case pays nothing for them and a look costs the same however many cases
// there are. `last` is the last row of a page, or null at the end of the table, where the next look begins again.
import type { Outcome } from '../../domain/case/onboarding.ts';
import type { Db } from '../pool.ts';

/** An applicant may have an account that is used again, or money may be in dispute. */
const withMoney: readonly Outcome[] = ['funded', 'verified', 'returned'];

/**
 * Looks at the next applicants, and returns the closed onboardings whose applicant is due to be erased: no account of
 * theirs may be used any more, and neither they nor a transfer on it has changed for so many days. With `limit 1`,
 * PostgreSQL looks up each case; otherwise it may read whole tables.
 */
export async function dueApplicants(
  db: Db,
  after: string | null,
  { days, unfundedDays, limit }: { days: number; unfundedDays: number; limit: number },
): Promise<{ due: string[]; last: string | null }> {
  const { rows } = await db.query<{ id: string; due: boolean }>(
    `select p.onboarding_id as id, p.data_key_id is not null and not o.open and o.account_id is null
       and o.updated_at < since.at
       and (select true from accounts a join onboardings t on t.account_id = a.id
         where a.onboarding_id = o.id and (t.open or t.updated_at >= since.at) limit 1) is null
       and (select true from accounts a join linked_accounts l on l.account_id = a.id join items i on i.id = a.item_id
         where a.onboarding_id = o.id and l.removal_asked_at is null and i.removed_at is null and i.revoked_at is null
         limit 1) is null as due
     from (select * from applicants where onboarding_id > $1 order by onboarding_id limit $5) p
       cross join lateral (select * from onboardings where id = p.onboarding_id limit 1) o
       cross join lateral (
         select now() - make_interval(days => case when o.outcome = any ($4) then $2::int else $3 end) as at) since
     order by p.onboarding_id`,
    [after ?? '', days, unfundedDays, withMoney, limit],
  );
  const last = rows.length === limit ? (rows.at(-1)?.id ?? null) : null;
  return { due: rows.filter(({ due }) => due).map(({ id }) => id), last };
}

/** Returns cases that were never started: their request got no answer, and nobody has repeated it for so many days. */
export async function neverStarted(db: Db, days: number, limit: number): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select id from onboardings where workflow_started_at is null and open and stage = 'starting'
       and created_at < now() - make_interval(days => $1)
     order by created_at limit $2`,
    [days, limit],
  );
  return rows.map(({ id }) => id);
}

type KeyOfTenant = { tenantId: string; key: string };

/** Looks at the next idempotency keys, and deletes those that are more than so many days old. */
export async function deleteKeys(
  db: Db,
  after: KeyOfTenant | null,
  { days, limit }: { days: number; limit: number },
): Promise<{ deleted: number; last: KeyOfTenant | null }> {
  const { rows } = await db.query<KeyOfTenant & { looked: number; deleted: number }>(
    `with page as (
       select ctid as row, tenant_id, key, created_at < now() - make_interval(days => $3) as old from idempotency_keys
       where (tenant_id, key) > ($1, $2) order by tenant_id, key limit $4
     ), gone as (
       delete from idempotency_keys where ctid = any (array(select row from page where old)) returning 1
     )
     select tenant_id as "tenantId", key, (select count(*) from page) as looked, (select count(*) from gone) as deleted
     from page order by tenant_id desc, key desc limit 1`,
    [after?.tenantId ?? '', after?.key ?? '', days, limit],
  );
  const [row] = rows;
  if (!row) return { deleted: 0, last: null };
  const { tenantId, key, looked, deleted } = row;
  return { deleted, last: looked === limit ? { tenantId, key } : null };
}
