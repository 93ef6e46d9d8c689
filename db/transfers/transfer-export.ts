// The entries of a period, as a bookkeeper reconciles them with the bank.
import { isoMicros } from '../instant.ts';
import { joinPair } from '../metadata.ts';
import type { Db } from '../pool.ts';
import { isWanted, type TransferFilter, wanted } from './transfer-lists.ts';

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

/** The place of a row in the order of the export. */
export type ExportPlace = { askedAt: string; caseId: string; number: number };

/** Returns the rows of the cases that pass the filter, oldest first, after the place. */
export async function exportedEntries(
  db: Db,
  tenantId: string,
  filter: TransferFilter,
  after: ExportPlace | null,
  limit: number,
): Promise<ExportedEntry[]> {
  const { values, next } = wanted(tenantId, filter);
  const { join, values: pair } = joinPair(filter.metadata, { at: 'o.created_at', id: 'o.id' }, next + 4);
  const { rows } = await db.query<ExportedEntry>(
    {
      planned_each_time: true,
      text: `select o.id as "caseId", l.id as account, o.user_id as "userId", ${isoMicros('o.created_at')} as "askedAt", o.direction,
       o.amount_cents as "amountCents", o.currency, o.network, o.description,
       coalesce(o.outcome, o.stage) as status, o.reason, case when t.id is not null then json_build_object(
         'number', t.number, 'id', t.id, 'amountCents', t.amount_cents, 'network', t.network, 'status', t.status,
         'sentAt', t.created_at, 'settledAt', e.settled_at, 'returnedAt', t.returned_at, 'code', t.failure_code,
         'refundedCents', r.cents) end as entry
     from onboardings o ${join}
     left join transfers t on t.onboarding_id = o.id
     left join authorizations a on a.authorization_id = t.authorization_id
     left join linked_accounts l on l.account_id = case when o.account_id is null then a.account_id else o.account_id end
     left join lateral (select min(at) as settled_at from transfer_events
       where transfer_id = t.id and type in ('settled', 'funds_available')) e on true
     left join lateral (select coalesce(sum(amount_cents), 0)::bigint as cents from refunds
       where transfer_id = t.id and status in ('pending', 'posted', 'settled')) r on true
     where ${isWanted} and ($${next}::timestamptz is null
         or (o.created_at, o.id, coalesce(t.number, 0)) > ($${next}, $${next + 1}, $${next + 2}))
     order by o.created_at, o.id, t.number limit $${next + 3}`,
    },
    [...values, after?.askedAt ?? null, after?.caseId ?? null, after?.number ?? null, limit, ...pair],
  );
  return rows;
}
