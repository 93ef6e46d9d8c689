// The transfers of a tenant: every case with money by ACH.
import { type Direction, type Network, type Outcome, outcomes } from '../../domain/case/onboarding.ts';
import type { Stage } from '../../domain/case/stages.ts';
import { dueBefore } from '../../domain/transfers/banking-days.ts';
import { type CasesCursor, type CaseView, caseView, pageOfCases } from '../case/case-views.ts';
import { joinPair, type MetadataPair } from '../metadata.ts';
import type { Db } from '../pool.ts';

/** Transfers that a person may have to look at. */
export const attentions = ['past_due', 'delayed', 'refund_under_way', 'paid_twice'] as const;

export type TransferFilter = {
  /** Our id of the linked account. */
  account?: string | undefined;
  userId?: string | undefined;
  metadata?: MetadataPair | undefined;
  status?: Outcome | Stage | undefined;
  direction?: Direction | undefined;
  network?: Network | undefined;
  /** When the transfer was asked for: from then, and before then. */
  from?: Date | undefined;
  to?: Date | undefined;
  attention?: (typeof attentions)[number] | undefined;
  /** Under way, and its record has not changed since then. */
  unchangedSince?: Date | undefined;
  /** When its bank sent it back: from then, and before then. */
  returnedFrom?: Date | undefined;
  returnedTo?: Date | undefined;
  /** Only with `returnedFrom`. */
  returnCode?: string | undefined;
};

/**
 * SQL: `o` is a transfer of the tenant $1 that passes the filter. An onboarding's account is the one that it linked.
 * Outcome and stage are compared by their own columns, because an index holds these; that of the outcome holds the
 * transfers under way together, which have none. PostgreSQL plans for the parameters of each call, and drops the lines
 * that these do not need.
 */
export const isWanted = `o.rail = 'ach' and o.tenant_id = $1
  and ($2::text is null or o.account_id = (select account_id from linked_accounts where id = $2 and tenant_id = $1)
    or o.id = (select a.onboarding_id from linked_accounts l join accounts a on a.id = l.account_id
      where l.id = $2 and l.tenant_id = $1))
  and ($3::text is null or o.user_id = $3)
  and ($4::text is null or o.outcome = $4) and ($5::text is null or o.outcome is null and o.stage = $5)
  and ($6::text is null or o.direction = $6) and ($7::text is null or o.network = $7)
  and ($8::timestamptz is null or o.created_at >= $8) and ($9::timestamptz is null or o.created_at < $9)
  and ($10::text is distinct from 'past_due' or o.outcome is null and exists (select from transfers
    where onboarding_id = o.id and status in ('pending', 'posted') and created_at < $11))
  and ($10::text is distinct from 'delayed' or o.outcome is null and o.delayed_because is not null)
  and ($10::text is distinct from 'refund_under_way' or o.id = any (array(
    select onboarding_id from refunds where status in ('asked', 'pending', 'posted'))))
  and ($10::text is distinct from 'paid_twice' or o.id = any (array(
    select onboarding_id from refunds where paid_twice_at is not null)))
  and ($12::timestamptz is null or o.outcome is null and o.updated_at < $12)
  and ($13::timestamptz is null or o.id = any (array(select onboarding_id from transfers
    where returned_at >= $13 and returned_at < $14 and ($15::text is null or failure_code = $15))))`;

/** Returns the values of the parameters of `isWanted`. `next` is the number of the parameter behind them. */
export function wanted(tenantId: string, filter: TransferFilter): { values: unknown[]; next: number } {
  const { account, userId, status, direction, network, from, to, attention, unchangedSince } = filter;
  const { returnedFrom, returnedTo, returnCode } = filter;
  const outcome = outcomes.find((one) => one === status) ?? null;
  const stage = outcome === null ? (status ?? null) : null;
  const values = [
    ...[tenantId, account ?? null, userId ?? null, outcome, stage],
    ...[direction ?? null, network ?? null, from ?? null, to ?? null],
    ...[attention ?? null, dueBefore(new Date()), unchangedSince ?? null],
    ...[returnedFrom ?? null, returnedTo ?? 'infinity', returnCode ?? null],
  ];
  return { values, next: values.length + 1 };
}

/** Newest first. `next` is the beginning of the following page, null at the end. */
export function listTransfers(
  db: Db,
  tenantId: string,
  page: TransferFilter & { limit: number; cursor?: CasesCursor | undefined },
): Promise<{ cases: CaseView[]; next: CasesCursor | null }> {
  const { limit, cursor } = page;
  const { values: filter, next } = wanted(tenantId, page);
  const { join, at, id, values: pair } = joinPair(page.metadata, { at: 'o.created_at', id: 'o.id' }, next + 3);
  // PostgreSQL underestimates what these filters leave, and would join all of it before it takes the page.
  const text = `${caseView} where o.id = any (array(select o.id from onboardings o ${join}
      where ${isWanted} and ($${next}::timestamptz is null or (${at}, ${id}) < ($${next}, $${next + 1}))
      order by ${at} desc, ${id} desc limit $${next + 2}))
    order by o.created_at desc, o.id desc`;
  const values = [...filter, cursor?.at ?? null, cursor?.id ?? null, limit + 1, ...pair];
  return pageOfCases(db, text, values, limit);
}

export type TransferSum = { direction: Direction; status: Outcome | Stage; count: number; amountCents: number };

/** Adds up the amounts that were asked for, by direction and status. */
export async function sumTransfers(db: Db, tenantId: string, filter: TransferFilter): Promise<TransferSum[]> {
  const { values, next } = wanted(tenantId, filter);
  const { join, values: pair } = joinPair(filter.metadata, { at: 'o.created_at', id: 'o.id' }, next);
  const { rows } = await db.query<TransferSum>(
    {
      planned_each_time: true,
      text: `select o.direction, coalesce(o.outcome, o.stage) as status, count(*)::int as count,
         sum(o.amount_cents)::bigint as "amountCents"
       from onboardings o ${join} where ${isWanted} group by 1, 2 order by 1, 2`,
    },
    [...values, ...pair],
  );
  return rows.map((row) => ({ ...row, amountCents: Number(row.amountCents) }));
}
