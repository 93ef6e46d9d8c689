// The counts behind the return rates, per tenant.
import { ruleOf } from '../../domain/transfers/ach-codes.ts';
import type { ReturnCounts } from '../../domain/transfers/return-rates.ts';
import type { Db } from '../pool.ts';

export type TenantReturns = ReturnCounts & { tenantId: string };

/**
 * Counts debits that left since then, and debits that came back since then, whenever they left, as Nacha counts. Each
 * entry counts, reinitiations too. A return counts once its event has arrived, because the event has its date.
 */
export async function countReturns(
  db: Db,
  { since, tenantId }: { since: Date; tenantId?: string | undefined },
): Promise<TenantReturns[]> {
  const { rows } = await db.query<{ tenantId: string; debits: number; byCode: Record<string, number> }>(
    `with debits as not materialized (
       select t.*, o.tenant_id from transfers t join onboardings o on o.id = t.onboarding_id
       where o.direction = 'debit' and t.network in ('ach', 'same-day-ach')
     ), made as (
       select tenant_id, count(*) as debits from debits
       where created_at >= $1 and status in ('posted', 'settled', 'funds_available', 'returned') group by 1
     ), came_back as (
       select tenant_id, json_object_agg(code, n) as by_code from (
         select tenant_id, coalesce(failure_code, '') as code, count(*) as n from debits
         where id in (select transfer_id from transfer_events where type = 'returned' and at >= $1) group by 1, 2) c
       group by 1
     )
     select n.id as "tenantId", coalesce(debits, 0) as debits, coalesce(by_code, '{}') as "byCode"
     from tenants n left join made on made.tenant_id = n.id left join came_back on came_back.tenant_id = n.id
     where $2::text is null or n.id = $2 order by n.id`,
    [since, tenantId ?? null],
  );
  return rows.map(({ byCode, ...tenant }) => ({ ...tenant, returns: addedUp(byCode) }));
}

function addedUp(byCode: Record<string, number>): ReturnCounts['returns'] {
  const returns = { unauthorized: 0, administrative: 0, overall: 0 };
  for (const [code, count] of Object.entries(byCode)) for (const rate of ruleOf(code).rates) returns[rate] += count;
  return returns;
}
