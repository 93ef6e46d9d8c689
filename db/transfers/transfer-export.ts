// The entries of a period, as a bookkeeper reconciles them with the bank.
import { isoMicros } from '../instant.ts';
import type { Db } from '../pool.ts';

/** One entry at the bank, with the case that asked for it. A case without an entry has one row, without the entry. */
export type ExportedEntry = {
  caseId: string;
  account: string | null;
  userId: string;
  /** ISO 8601 with microseconds, because it gives the order. */
  askedAt: string;
  direction: string;
  amountCents: number;
  currency: string;
  network: string;
  description: string;
  status: string;
  reason: string | null;
  entry: {
    number: number;
    id: string;
    amountCents: number;
    network: string;
    status: string;
    sentAt: string;
    settledAt: string | null;
    returnedAt: string | null;
    code: string | null;
    refundedCents: number;
  } | null;
};

export type ExportPeriod = { from: Date; to: Date };
/** The place of a row in the order of the export. */
export type ExportPlace = { askedAt: string; caseId: string; number: number };

/** Returns the rows of cases asked for in the period, oldest first, after the place. */
export async function exportedEntries(
  db: Db,
  tenantId: string,
  { from, to }: ExportPeriod,
  after: ExportPlace | null,
  limit: number,
): Promise<ExportedEntry[]> {
  const { rows } = await db.query<ExportedEntry>(
    {
      planned_each_time: true,
      text: `select o.id as "caseId", l.id as account, o.user_id as "userId", ${isoMicros('o.created_at')} as "askedAt", o.direction,
       o.amount_cents as "amountCents", o.currency, o.network, o.description,
       coalesce(o.outcome, o.stage) as status, o.reason, case when t.id is not null then json_build_object(
         'number', t.number, 'id', t.id, 'amountCents', t.amount_cents, 'network', t.network, 'status', t.status,
         'sentAt', t.created_at, 'settledAt', e.settled_at, 'returnedAt', t.returned_at, 'code', t.failure_code,
         'refundedCents', r.cents) end as entry
     from onboardings o
     left join transfers t on t.onboarding_id = o.id
     left join authorizations a on a.authorization_id = t.authorization_id
     left join linked_accounts l on l.account_id = case when o.account_id is null then a.account_id else o.account_id end
     left join lateral (select min(at) as settled_at from transfer_events
       where transfer_id = t.id and type in ('settled', 'funds_available')) e on true
     left join lateral (select coalesce(sum(amount_cents), 0)::bigint as cents from refunds
       where transfer_id = t.id and status in ('pending', 'posted', 'settled')) r on true
     where o.rail = 'ach' and o.tenant_id = $1 and o.created_at >= $2 and o.created_at < $3
       and ($4::timestamptz is null or (o.created_at, o.id, coalesce(t.number, 0)) > ($4, $5, $6))
     order by o.created_at, o.id, t.number limit $7`,
    },
    [tenantId, from, to, after?.askedAt ?? null, after?.caseId ?? null, after?.number ?? null, limit],
  );
  return rows;
}
