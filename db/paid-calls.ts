// The calls that Plaid bills, counted from the rows that record their results. So they cost a case no statement. If the
// process dies between a call and its row, the call is not counted; its step then calls again, and that counts.
import type { LimitedCall, PaidCall } from '../domain/paid-calls.ts';
import type { Db } from './pool.ts';

/** A calendar month in UTC, by its first day: 2026-11-01. */
export type Month = string;
export const monthOf = (at: Date): Month => `${at.toISOString().slice(0, 7)}-01`;

// A check without a source compared nothing, because the bank names no owner.
type Rows = { table: string; at: 'created_at' | 'asked_at'; where: string };
const rowsOf: Record<PaidCall, Rows> = {
  auth: { table: 'accounts', at: 'created_at', where: 'verification_status is null and numbers_index is not null' },
  micro_deposits: { table: 'accounts', at: 'created_at', where: `verification_status not like 'database%'` },
  database_auth: { table: 'accounts', at: 'created_at', where: `verification_status like 'database%'` },
  identity: { table: 'identity_checks', at: 'created_at', where: 'source is not null' },
  identity_verification: { table: 'identity_verifications', at: 'created_at', where: 'true' },
  asset_report: { table: 'reports', at: 'asked_at', where: `kind = 'assets' and plaid_id is not null` },
  income: { table: 'reports', at: 'asked_at', where: `kind = 'income' and status = 'ready'` },
  transfer_risk: { table: 'authorizations', at: 'asked_at', where: 'answered_at is not null' },
};

function countOf(call: PaidCall, tenant: string): string {
  const { table, at, where } = rowsOf[call];
  return `select o.tenant_id, '${call}' as call, count(*)::int as count
    from ${table} c join onboardings o on o.id = c.onboarding_id
    where c.${at} >= $1::timestamp at time zone 'UTC' and c.${at} < ($1::timestamp + interval '1 month') at time zone 'UTC'
      and ${where} and (${tenant}) group by 1`;
}

export type PaidCalls = { tenantId: string; call: PaidCall; count: number };

/** Returns the counts that are not 0. `tenantId` null: of all tenants. */
export async function countPaidCalls(db: Db, month: Month, tenantId: string | null): Promise<PaidCalls[]> {
  const text = Object.keys(rowsOf).map((call) => countOf(call as PaidCall, '$2::text is null or o.tenant_id = $2'));
  const { rows } = await db.query<PaidCalls>(
    `select tenant_id as "tenantId", call, count from (${text.join(' union all ')}) counted order by 1, 2`,
    [month, tenantId],
  );
  return rows;
}

export async function countPaidCall(db: Db, month: Month, tenantId: string, call: PaidCall): Promise<number> {
  const { rows } = await db.query<{ count: number }>(countOf(call, 'o.tenant_id = $2'), [month, tenantId]);
  return rows[0]?.count ?? 0;
}

export type Quota = { tenantId: string; call: LimitedCall; most: number };

/** `tenantId` null: of all tenants. */
export async function quotasOf(db: Db, tenantId: string | null): Promise<Quota[]> {
  const { rows } = await db.query<Quota>(
    `select tenant_id as "tenantId", call, most from paid_call_quotas
     where $1::text is null or tenant_id = $1 order by 1, 2`,
    [tenantId],
  );
  return rows;
}

/** `most` null: any number. */
export async function setQuota(
  db: Db,
  { tenantId, call, most }: Omit<Quota, 'most'> & { most: number | null },
): Promise<void> {
  if (most === null) {
    await db.query('delete from paid_call_quotas where tenant_id = $1 and call = $2', [tenantId, call]);
    return;
  }
  await db.query(
    `insert into paid_call_quotas (tenant_id, call, most) values ($1, $2, $3)
     on conflict (tenant_id, call) do update set most = excluded.most`,
    [tenantId, call, most],
  );
}
