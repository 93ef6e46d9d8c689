// Finds cases by an id or by the last digits of an account, for a person who knows no more.
import type { Outcome } from '../../domain/case/onboarding.ts';
import type { Stage } from '../../domain/case/stages.ts';
import { casesOfTransfer } from '../../domain/transfers/transfer-id.ts';
import type { Db } from '../pool.ts';
import { plaidIdKinds } from './plaid-ids.ts';

/**
 * `id`: ours of the case. The kinds of Plaid's ids lead to the case that has the id; an account, a linked account and a
 * mask also lead to the transfers on the account.
 */
export const searchKeys = [
  'id',
  'user_id',
  'mask',
  'linked_account',
  'link_session',
  ...plaidIdKinds,
  'authorization',
  'refund',
  'payment_reference',
] as const;

export type SearchedCase = {
  id: string;
  tenantId: string;
  userId: string;
  onAccount: boolean;
  stage: Stage;
  outcome: Outcome | null;
  createdAt: Date;
  by: (typeof searchKeys)[number][];
};

// PostgreSQL looks up each row by an index, because each part compares one column with the text, and joins by `limit`.
// The newest of a part are enough, because the answer shows no more of all parts together.
const found = `
  with held as (
    select id, 'account' as by from accounts where id = $1
    union all
    select account_id, 'linked_account' from linked_accounts where id = $1
    union all
    (select id, 'mask' from accounts where mask = $1 order by turn desc limit $3)
  ), hit as (
    select id, 'id' as by from onboardings where id = any ($4)
    union all
    select onboarding_id, kind from plaid_ids where kind = any ($5) and external_id = $1
    union all
    select onboarding_id, 'link_session' from link_sessions where id = $1
    union all
    select onboarding_id, 'authorization' from authorizations where authorization_id = $1
    union all
    select onboarding_id, 'payment_reference' from payments where reference = $1
    union all
    select onboarding_id, 'refund' from refunds where id = $1
    union all
    select onboarding_id, 'refund' from refunds where refund_id = $1
    union all
    select a.onboarding_id, held.by from held
      cross join lateral (select onboarding_id from accounts where id = held.id limit 1) a
    union all
    select o.id, held.by from held cross join lateral (
      select id from onboardings where account_id = held.id order by created_at desc limit $3) o
    union all
    select o.id, 'user_id' from tenants t cross join lateral (
      select id from onboardings where tenant_id = t.id and user_id = $1 order by created_at desc limit $3) o
    where $2::text is null or t.id = $2
  )
  select o.id, o.tenant_id as "tenantId", o.user_id as "userId", o.account_id is not null as "onAccount", o.stage,
    o.outcome, o.created_at as "createdAt", hit.by
  from (select id, array_agg(distinct by order by by) as by from hit group by id) hit
    cross join lateral (select * from onboardings where id = hit.id limit 1) o
  where $2::text is null or o.tenant_id = $2
  order by o.created_at desc, o.id desc limit $3`;

/** Returns at most `limit` cases, newest first. `tenantId` null: of all tenants, in the reach of all. */
export async function searchCases(
  db: Db,
  { text, tenantId, limit }: { text: string; tenantId: string | null; limit: number },
): Promise<SearchedCase[]> {
  const { rows } = await db.query<SearchedCase>({ planned_each_time: true, text: found }, [
    ...[text, tenantId, limit],
    ...[casesOfTransfer(text), plaidIdKinds],
  ]);
  return rows;
}
